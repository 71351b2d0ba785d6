"""A second window on a store reads what the first one writes, and goes on when that has closed."""

from collections.abc import Iterator
from logging import ERROR
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.domain.interaction import SourceRow
from reviewer.startup import build
from reviewer.store import sync
from reviewer.store.opening import open_store
from reviewer.store.store import Store
from reviewer.store.writer_lock import WINDOW
from services.jobs.network_lane import NetworkLane
from services.secrets import Secrets, SystemKeyring
from tests.support.rows import a_row
from tests.ui.app_window import AppWindow, known_store, press, words
from tests.ui.conftest import SettingsInMemory
from tests.ui.whole_window import dismiss
from ui.dialogs.import_file import ImportDialog
from ui.door import Backstage, Door
from ui.theme import ThemeController
from ui.widgets.banner import Banner


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = known_store(tmp_path / "support.reviewer")
    store = open_store(path, None)
    _save(store, a_row("x", customer_message="Where is my parcel?", confidence=0.1))
    store.close()
    return path


@pytest.fixture
def first(path: Path) -> Iterator[Store]:
    """What another window has open; each store has a lock of its own, as a process has."""
    store = open_store(path, None, WINDOW)
    store.become_writer()
    yield store
    store.close()


@pytest.fixture
def second(
    first: Store, themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
) -> Iterator[AppWindow]:
    window = AppWindow(first.path, themes, settings, qtbot)
    window.open()
    yield window
    window.close()


def _save(store: Store, *rows: SourceRow) -> None:
    with store.writing() as writing:
        sync.save_page(writing.connection, "file", rows)


def _banner(window: AppWindow) -> str:
    return "".join(banner.text() for banner in window.window.findChildren(Banner))


def test_it_reads_and_says_who_writes(second: AppWindow) -> None:
    second.until(lambda: "Where is my parcel?" in words(second.window))
    second.until(lambda: "Read-only: the window of process" in _banner(second))
    assert second.window.current_page == "triage"


def test_what_would_write_is_refused_with_a_sentence(second: AppWindow) -> None:
    registry = second.window.registry
    assert not registry.can_run("file.import")
    assert registry.can_run("window.go.interactions")
    press(Qt.Key.Key_Question)
    registry.run("file.import")
    second.until(lambda: second.notice.startswith("Read-only:"))
    assert not second.has(ImportDialog)


def test_no_gesture_reaches_the_store(second: AppWindow, first: Store) -> None:
    second.until(lambda: "Where is my parcel?" in words(second.window))
    press(Qt.Key.Key_4)
    second.until(lambda: "Read-only" in second.notice)
    with first.reading() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM actions").scalar()
    assert found == 0
    assert "Where is my parcel?" in words(second.window)


def test_it_follows_what_the_other_one_writes(second: AppWindow, first: Store) -> None:
    second.until(lambda: "the window of process" in _banner(second))
    _save(first, a_row("y", customer_message="And my refund?", confidence=0.2))
    second.until(lambda: "Due  2" in words(second.window))


def test_it_takes_over_when_the_other_one_has_closed(second: AppWindow, first: Store) -> None:
    second.until(lambda: "Where is my parcel?" in words(second.window))
    first.close()
    second.until(lambda: _banner(second) == "")
    assert second.window.registry.can_run("file.import")
    press(Qt.Key.Key_4)
    second.until(lambda: second.app.bench.desk.counts().reviewed == 1)


def test_a_store_that_nobody_else_has_is_taken_in_silence(
    path: Path, themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
) -> None:
    window = AppWindow(path, themes, settings, qtbot)
    runner = window.doorway.runner
    keys = Secrets(SystemKeyring())
    bench = build(open_store(path, None), keys, NetworkLane(), runner)
    window.app._enter = lambda: Backstage(runner, Door(path, lambda _typed: bench), str)
    window.open()
    window.until(lambda: window.window.registry.can_run("file.import"))
    assert _banner(window) == window.notice == ""
    window.close()
    bench.close()


def test_a_button_is_refused_like_its_key(second: AppWindow) -> None:
    second.until(lambda: "Where is my parcel?" in words(second.window))
    (button,) = [
        one
        for one in second.window.findChildren(QPushButton)
        if one.isVisible() and one.accessibleName().startswith("AI bad")
    ]
    button.click()
    second.until(lambda: "Read-only" in second.notice)
    assert "Where is my parcel?" in words(second.window)


def test_no_key_of_any_page_ends_in_a_bug(
    second: AppWindow, caplog: pytest.LogCaptureFixture
) -> None:
    window = second.window
    for page in window.page_ids:
        window.show_page(page)
        for action in window.registry.here():
            if action.id == "window.quit":
                continue
            window.show_page(page)
            window.registry.run(action.id)
            QApplication.processEvents()
            dismiss(window)

    second.qtbot.wait(200)
    assert [record.getMessage() for record in caplog.records if record.levelno >= ERROR] == []
    second.until(lambda: "Read-only: the window of process" in _banner(second))
