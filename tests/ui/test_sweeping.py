"""Runs over many replies, from the window: announced, begun, followed, stopped, gone on with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.domain.changes import Changed
from reviewer.domain.filters import Filter
from reviewer.domain.queue import Queue
from reviewer.store.sync import save_page
from services.assistant.profiles import NewProvider
from services.assistant.wishes import CATEGORISE, IMPROVE, Wish
from services.demo.provider.faults import Fault, Rule
from services.demo.provider.server import SimulatedProvider
from services.demo.provider.settings import Settings
from tests.ui.app_window import AppWindow, known_store, words
from tests.ui.conftest import SettingsInMemory
from tests.ui.pages.triage.assistant_window import failures
from ui.dialogs.sweep import SweepDialog
from ui.sweeping import Sweeping
from ui.theme import ThemeController

DUE = Filter(queue=Queue.DUE)


@pytest.fixture
def one(
    tmp_path: Path, themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
) -> Iterator[AppWindow]:
    """A window on a store with twelve failed replies; nobody can be asked yet."""
    window = AppWindow(known_store(tmp_path / "s.reviewer"), themes, settings, qtbot)
    window.open()
    with window.app.bench.store.writing() as writing:
        save_page(writing.connection, "file", failures(12))
        writing.announce(Changed(interactions=True, row_ids=None))
    yield window
    window.doorway.runner.cancel_all()
    window.doorway.runner.drain(20)
    window.close()


@pytest.fixture
def provider() -> Iterator[tuple[SimulatedProvider, str]]:
    provider = SimulatedProvider(settings=Settings(latency=0.05))
    with provider.running() as url:
        yield provider, url


def add(one: AppWindow, url: str, model: str = "simulated-large") -> None:
    new = NewProvider("sim", url, model, concurrency=2)
    one.app.bench.assistant.parts.providers.add(new)


def estimated(one: AppWindow) -> SweepDialog:
    dialog = one.dialog(SweepDialog)
    one.until(lambda: dialog.start.isEnabled() or dialog.leave.isVisible())
    return dialog


def test_shift_i_says_what_it_will_cost_and_ends_with_figures(
    one: AppWindow, provider: tuple[SimulatedProvider, str]
) -> None:
    add(one, provider[1])
    one.window.page("triage").sweep("triage.improve_all")
    dialog = estimated(one)
    said = words(dialog)
    assert "All due replies that have an AI reply" in said
    assert "simulated-large at “sim” · simulated" in said
    assert "12 replies · 24 calls · about $0.0" in said
    dialog.start.click()
    one.until(lambda: "Improving replies: 12 of 12 done, $0.0" in one.notice)
    one.window.status.notice.button.click()
    assert one.window.current_page == "leaderboard"


def test_the_status_bar_shows_what_was_spent_and_that_it_is_simulated(
    one: AppWindow, provider: tuple[SimulatedProvider, str]
) -> None:
    one.until(lambda: one.window.status.texts() == ["not encrypted"])
    add(one, provider[1])
    one.until(lambda: one.window.status.texts()[1:] == ["$0.00 of $20", "simulated"])
    one.app.bench.assistant.parts.sweeps.run(IMPROVE, Wish(DUE, 3)).result(60)
    one.until(lambda: not one.window.status.texts()[1].startswith("$0.00 "))


def test_a_stopped_run_is_offered_to_go_on(
    one: AppWindow, provider: tuple[SimulatedProvider, str]
) -> None:
    simulated, url = provider
    add(one, url)
    simulated.faults.use(Rule(Fault.QUOTA))
    one.app.sweeping.ask(IMPROVE, DUE)
    estimated(one).start.click()
    one.until(lambda: "12 left" in one.notice)
    assert "no credit left" in one.notice
    simulated.faults.clear()
    one.window.status.notice.button.click()
    dialog = estimated(one)
    assert "An earlier run like this has 12 left" in words(dialog)
    dialog.start.click()
    one.until(lambda: "12 of 12 done" in one.notice)


def test_the_next_window_offers_the_run_as_well(
    one: AppWindow, provider: tuple[SimulatedProvider, str], themes: ThemeController
) -> None:
    simulated, url = provider
    add(one, url)
    simulated.faults.use(Rule(Fault.QUOTA))
    one.app.sweeping.ask(IMPROVE, DUE)
    estimated(one).start.click()
    one.until(lambda: "12 left" in one.notice)
    next_one = Sweeping(lambda: one.app.bench.assistant.parts, one.bridge, themes, one.window)
    next_one.offer_to_go_on()
    one.until(lambda: "12 of 12 are left of a run" in one.notice)


def test_a_running_one_can_be_cancelled_in_the_status_bar(
    one: AppWindow, provider: tuple[SimulatedProvider, str]
) -> None:
    provider[0].faults.use(Rule(Fault.SLOW))
    add(one, provider[1])
    one.app.sweeping.ask(IMPROVE, DUE)
    estimated(one).start.click()
    strip = one.window.status.jobs
    one.until(lambda: strip.text().startswith("Improving replies"))
    strip.cancel.click()
    one.until(lambda: "Improving replies: stopped." in one.notice)
    assert one.window.status.notice.button.text() == "Go on…"


def test_an_unknown_price_needs_leave(
    one: AppWindow, provider: tuple[SimulatedProvider, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.assistant.prices.PriceBook.find", lambda *_: None)
    add(one, provider[1])
    one.app.sweeping.ask(CATEGORISE, DUE)
    dialog = estimated(one)
    assert "nobody knows the price" in words(dialog)
    assert not dialog.start.isEnabled()
    dialog.leave.click()
    dialog.start.click()
    one.until(lambda: "Categorising failures: 12 of 12 done" in one.notice)
    assert one.window.status.notice.button.text() == "Show failures"


def test_the_cap_of_a_run_holds(one: AppWindow, provider: tuple[SimulatedProvider, str]) -> None:
    add(one, provider[1])
    one.app.sweeping.ask(IMPROVE, DUE)
    dialog = estimated(one)
    dialog.cap.setValue(0.02)
    assert "At the cap the run stops" in words(dialog)
    dialog.start.click()
    one.until(lambda: "Raise the cap to go on" in one.notice)
    report = one.app.bench.assistant.parts.spending.report()
    assert report.total <= 20_000_000


def test_without_a_provider_it_leads_to_the_settings(one: AppWindow) -> None:
    one.app.sweeping.ask(IMPROVE, DUE)
    dialog = one.dialog(SweepDialog)
    one.until(dialog.set_up.isVisible)
    assert "No provider is set up yet." in words(dialog)
    dialog.set_up.click()
    assert one.window.current_page == "settings"
