"""The foot of the window says what is so: of the store, its sources and the running jobs."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.domain.changes import Changed
from reviewer.domain.source import Source
from reviewer.store import sources
from services.jobs.control import JobControl
from services.jobs.status import JobState
from tests.ui.app_window import AppWindow, known_store
from tests.ui.conftest import SettingsInMemory
from ui.theme import ThemeController


@pytest.fixture
def one(
    tmp_path: Path, themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
) -> Iterator[AppWindow]:
    window = AppWindow(known_store(tmp_path / "s.reviewer"), themes, settings, qtbot)
    window.open()
    yield window
    window.close()


def test_it_says_whether_the_store_is_encrypted(one: AppWindow) -> None:
    one.until(lambda: one.window.status.texts() == ["not encrypted"])


def test_it_follows_the_sources(one: AppWindow) -> None:
    with one.app.bench.store.writing() as writing:
        sources.put(writing.connection, Source("team", "team-key", "sql"))
        writing.announce(Changed(sources=True))
    one.until(lambda: one.window.status.texts() == ["not encrypted", "team: never synced"])


def test_a_job_that_lasts_is_shown_and_can_be_stopped(one: AppWindow) -> None:
    held = threading.Event()

    def body(control: JobControl) -> None:
        control.report(3, 10)
        while not control.cancel_requested:
            held.wait(0.005)
        held.wait(10)
        control.checkpoint()

    job = one.doorway.runner.start("Importing a.csv", body)
    strip = one.window.status.jobs
    one.until(lambda: strip.text() == "Importing a.csv 3 of 10")
    strip.cancel.click()
    one.until(lambda: strip.text() == "Stopping: Importing a.csv 3 of 10")
    assert not strip.cancel.isVisible()
    held.set()
    one.until(lambda: not strip.isVisible())
    assert job.state is JobState.CANCELLED
