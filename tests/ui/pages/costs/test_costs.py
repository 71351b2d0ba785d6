"""The page of costs, over a real store, a real window and a provider on a socket."""

import csv
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from reviewer.domain.cost import Caps, money, nanos
from services.assistant.ledger_pages import COLUMNS
from services.demo.provider.faults import parse_rule
from tests.services.assistant.bench import Bench, Simulated, a_failure
from tests.ui.pages.assistant_window import AssistantWindow
from tests.ui.pages.conftest import OpenPage
from ui.pages.costs.gestures import costs_actions
from ui.pages.costs.page import CostsPage, CostsParts

PURPOSE, MODEL, STATE, COST, HAPPENED = 1, 2, 3, 6, 8


def make(window: AssistantWindow) -> QWidget:
    parts = window.bench.parts
    return CostsPage(
        CostsParts(parts.spending, parts.calls, parts.prices),
        window.bridge,
        window.bench.store.subscribe,
        window.themes,
        window.window.tell,
    )


@pytest.fixture
def empty(open_page: OpenPage) -> AssistantWindow:
    """The page before any call."""
    return open_page("costs", make, costs_actions)


@pytest.fixture
def spent(assisted: Bench, simulated: Simulated, open_page: OpenPage) -> AssistantWindow:
    """The page after four replies were improved and scored."""
    assisted.add_provider(simulated.url)
    assisted.add_failures(4)
    window = open_page("costs", make, costs_actions)
    window.improve()
    window.until(lambda: window.page.table.rowCount() == 8)
    window.until(lambda: window.page.report is not None and window.page.report.total > 0)
    return window


def test_a_page_without_any_call_says_so_and_leads_to_providers(empty: AssistantWindow) -> None:
    empty.until(lambda: "No model call yet" in empty.texts())
    asked: list[bool] = []
    empty.page.settings_wanted.connect(lambda: asked.append(True))
    empty.page.states.acted.emit()
    assert asked == [True]


def test_another_time_is_added_up_by_key(spent: AssistantWindow) -> None:
    since = spent.page.report.since
    spent.press("P")
    spent.until(lambda: spent.page.report.since != since)
    assert spent.page.periods.current() == "7"
    spent.press("P", "P")
    spent.until(lambda: spent.page.report.since == 0)
    assert spent.page.periods.current() == "all"


def test_sums_stand_against_the_cap_and_are_marked_as_simulated(spent: AssistantWindow) -> None:
    report = spent.page.report
    assert report.month == sum(call.cost for call in spent.bench.calls)
    assert f"of $20.00 · {money(nanos(20) - report.month)} left" in spent.texts()
    assert "all of it simulated: no money was taken" in spent.texts()
    assert "Prices as of " in spent.page.prices.text()
    purposes = spent.page.summary.purposes.rows.accessibleDescription()
    assert "Improve a reply: $" in purposes
    assert "Score replies: $" in purposes
    assert "4 calls" in purposes
    assert "8 calls" in spent.page.summary.models.rows.accessibleDescription()
    assert "8 calls" in spent.page.summary.days.accessibleDescription()


def test_every_call_stands_in_the_ledger(spent: AssistantWindow) -> None:
    view = spent.page.view
    assert sorted(spent.cells(view, PURPOSE)) == ["Improve a reply"] * 4 + ["Score replies"] * 4
    assert set(spent.cells(view, STATE)) == {"answered"}
    assert set(spent.cells(view, MODEL)) == {"simulated-large (sim)"}
    assert set(spent.cells(view, COST)) == {money(call.cost) for call in spent.bench.calls}


def test_what_went_wrong_is_told_in_a_sentence(
    spent: AssistantWindow, simulated: Simulated
) -> None:
    simulated.provider.faults.use(parse_rule("chat/insufficient_quota"))
    spent.bench.add_rows(a_failure(20))
    spent.improve()
    spent.until(lambda: "failed" in spent.cells(spent.page.view, STATE))
    place = spent.cells(spent.page.view, STATE).index("failed")
    assert spent.cells(spent.page.view, HAPPENED)[place].endswith(".")


def test_the_cache_is_counted_apart(spent: AssistantWindow) -> None:
    spent.improve()
    spent.until(lambda: "more from the cache (50 %)" in spent.texts())
    assert spent.page.summary.calls.figure.text() == "8"


def test_a_month_near_its_cap_warns(spent: AssistantWindow) -> None:
    spent.bench.caps[0] = Caps(run=nanos(5), month=spent.page.report.month)
    spent.press("F5")
    spent.until(lambda: spent.page.summary.month.figure.property("tone") == "danger")


def test_calls_and_sums_are_copied(spent: AssistantWindow) -> None:
    clipboard = QGuiApplication.clipboard()
    spent.page.view.setFocus()
    spent.page.view.look_at(0)
    spent.press("Ctrl+C")
    spent.until(lambda: spent.notice == "Copied 1 call.")
    heads, line = clipboard.text().split("\n")
    assert heads.split("\t") == list(COLUMNS)
    assert "simulated-large" in line
    spent.press("Ctrl+Shift+C")
    assert clipboard.text().startswith("by\tof\tcalls")


def test_the_ledger_is_exported(spent: AssistantWindow, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    spent.page.export_to(path)
    spent.until(lambda: spent.notice == "8 calls in calls.csv.")
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert {row["simulated"] for row in rows} == {"yes"}
    total = sum(float(row["cost"]) for row in rows)
    assert total == pytest.approx(spent.page.report.total / 1e9)


def test_a_damaged_price_table_is_told_and_can_be_tried_again(spent: AssistantWindow) -> None:
    own = spent.bench.parts.prices.editable_copy()
    own.write_text("nonsense", "utf-8")
    spent.press("F5")
    spent.until(lambda: "is no price table" in spent.texts())
    own.unlink()
    spent.page.states.retried.emit()
    spent.until(lambda: "Prices as of" in spent.page.prices.text() and "$" in spent.texts())
