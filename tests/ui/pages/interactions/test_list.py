"""The table: rows as they are, in order, loaded where somebody looks, kept in their place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from reviewer.domain.review import Decision
from reviewer.errors import StoreDamaged
from services.interactions.browser import InteractionBrowser, Line
from tests.support.rows import a_row
from tests.ui.pages.interactions.conftest import HOUR, START, Opener, rows
from tests.ui.pages.interactions.list_window import ListWindow
from ui.job_bridge import JobBridge
from ui.models.interaction_cells import Column
from ui.models.line_pages import KEPT, PAGE, LinePages
from ui.widgets.error_state import ErrorState


def test_a_row_shows_what_is_known(listed: ListWindow) -> None:
    shown = {column: listed.cell(0, column) for column in Column}
    assert shown[Column.MESSAGE] == "Question 299: where is my parcel?"
    assert shown[Column.REPLY] == "Parcel 299 arrives soon."
    assert shown[Column.CHANNEL] == "email"
    assert shown[Column.VERSION] == "v2.0"
    assert shown[Column.CONFIDENCE] == "0.99"
    assert shown[Column.FEEDBACK] == ""
    assert shown[Column.STATE] == "New"
    assert listed.cell(1, Column.TOPIC) == "bank fraud report"


def test_a_missing_confidence_is_a_dash_and_a_low_one_snoozes(listed: ListWindow) -> None:
    assert listed.cell(9, Column.CONFIDENCE) == "–"
    assert listed.cell(90, Column.CONFIDENCE) == "0.09"
    assert listed.cell(90, Column.STATE) == "Auto-snoozed"


def test_the_newest_come_first_and_all_are_counted(listed: ListWindow) -> None:
    assert listed.cell(0, Column.MESSAGE).startswith("Question 299")
    assert listed.cell(299, Column.MESSAGE).startswith("Question 000")
    listed.until(lambda: listed.count == "300 interactions")


def test_keys_move_by_rows_and_to_the_ends(listed: ListWindow) -> None:
    view = listed.page.view
    listed.press("Down")
    listed.press("End")
    assert view.currentIndex().row() == 299
    listed.press("Home")
    assert view.currentIndex().row() == 0
    listed.press("J", "J", "K")
    assert view.currentIndex().row() == 1


def test_the_last_row_is_shown_after_one_key(listed: ListWindow) -> None:
    listed.press("End")
    last = listed.page.view.model().index(299, 0)
    assert listed.page.view.viewport().rect().contains(listed.page.view.visualRect(last).center())
    assert listed.cell(299, Column.MESSAGE).startswith("Question 000")


def test_only_what_is_looked_at_is_read(open_list: Opener) -> None:
    window = open_list(rows(1000))
    window.until(lambda: window.rows == 1000)
    window.cell(0, Column.MESSAGE)
    pages = window.page.findChildren(LinePages)[0]
    assert len(pages._lines) <= 3 * PAGE


def test_lines_that_nobody_looks_at_are_forgotten(open_list: Opener) -> None:
    window = open_list([a_row(str(number)) for number in range(KEPT + 10 * PAGE)])
    window.until(lambda: window.rows == KEPT + 10 * PAGE)
    pages = window.page.findChildren(LinePages)[0]
    for row in range(0, KEPT + 10 * PAGE, PAGE):
        window.cell(row, Column.MESSAGE)
    assert len(pages._lines) <= KEPT
    assert window.cell(0, Column.MESSAGE)


def test_the_page_that_is_looked_at_last_is_read_first(
    listed: ListWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(JobBridge, "read", lambda _self, work, *_rest, **_more: asked.append(work))
    browser = InteractionBrowser(listed.store)
    pages: LinePages[int, Line] = LinePages(browser.lines, listed.bridge, listed.page)
    pages.show(range(1, 100 * PAGE))
    for page in (0, 10, 20, 30, 40, 50, 60):
        assert pages.line(page * PAGE) is None
    assert len(asked) == 2
    assert pages._wanted == [30, 40, 50, 60]


def test_a_decision_made_elsewhere_shows(listed: ListWindow) -> None:
    listed.press("Home")
    listed.decide("r299", Decision.AI_GOOD)
    listed.until(lambda: listed.cell(0, Column.STATE) == "AI good")
    assert listed.page.view.currentIndex().row() == 0


def test_new_rows_come_in_and_the_row_that_is_looked_at_stays(listed: ListWindow) -> None:
    view = listed.page.view
    view.look_at(150)
    looked_at = listed.cell(150, Column.MESSAGE)
    before = view.verticalScrollBar().value()
    listed.arrive([a_row(f"new-{n}", created_at=START + (500 + n) * HOUR) for n in range(5)])
    listed.until(lambda: listed.rows == 305)
    row = view.currentIndex().row()
    assert row == 155
    assert listed.cell(row, Column.MESSAGE) == looked_at
    assert view.verticalScrollBar().value() == before + 5 * 34
    listed.until(lambda: listed.count == "305 interactions")


def test_at_the_top_new_rows_are_seen(listed: ListWindow) -> None:
    new = a_row("new", customer_message="Just in.", created_at=START + 900 * HOUR)
    listed.arrive([new])
    listed.until(lambda: listed.rows == 301)
    assert listed.page.view.verticalScrollBar().value() == 0
    assert listed.cell(0, Column.MESSAGE) == "Just in."


def test_a_changed_row_shows_its_new_text(listed: ListWindow) -> None:
    assert listed.cell(0, Column.MESSAGE).startswith("Question 299")
    listed.arrive([rows()[299]._replace(customer_message="Where is my umbrella?")])
    listed.until(lambda: listed.cell(0, Column.MESSAGE) == "Where is my umbrella?")


def test_columns_give_way_and_nothing_scrolls_sideways(listed: ListWindow) -> None:
    view, hidden = listed.page.view, []
    listed.press("Home", "Return")
    listed.until(listed.page.pane.isVisible)
    for width in (1600, 1280, 1100, 900):
        listed.window.resize(width, 700)
        QTest.qWait(1)
        shown = [column for column in Column if not view.isColumnHidden(column)]
        assert sum(view.columnWidth(column) for column in shown) <= view.viewport().width()
        assert view.columnWidth(Column.MESSAGE) > 150
        hidden.append(len(Column) - len(shown))
    assert hidden == sorted(hidden)
    assert hidden[0] < hidden[-1]


def test_copied_rows_are_a_table_of_text(listed: ListWindow) -> None:
    listed.press("Home")
    listed.press("Shift+Down", "Shift+Down")
    listed.press("Ctrl+C")
    listed.until(lambda: listed.notice == "Copied 3 rows.")
    heads, *lines = QGuiApplication.clipboard().text().split("\n")
    assert heads.split("\t")[:3] == ["time", "customer_message", "ai_reply"]
    assert [line.split("\t")[1][:12] for line in lines] == [
        "Question 299",
        "Question 298",
        "Question 297",
    ]


def test_a_formula_is_copied_as_text(open_list: Opener) -> None:
    window = open_list([a_row("1", customer_message='=HYPERLINK("http://evil.invalid")')])
    window.press("Home", "Ctrl+C")
    window.until(lambda: window.notice == "Copied 1 row.")
    assert "\t\"'=HYPERLINK(" in QGuiApplication.clipboard().text()


def test_all_rows_can_be_chosen_at_once(listed: ListWindow) -> None:
    listed.press("Home", "Ctrl+A")
    ids, total = listed.page.view.chosen_ids(most=10)
    assert (len(ids), total) == (10, 300)
    listed.press("Ctrl+C")
    listed.until(lambda: listed.notice == "Copied 300 rows.")


def test_a_row_says_all_to_a_screen_reader(listed: ListWindow) -> None:
    model = listed.page.view.model()
    listed.cell(0, Column.MESSAGE)
    spoken = model.index(0, Column.STATE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "New"
    assert model.headerData(Column.MESSAGE, Qt.Orientation.Horizontal) == "Customer message"
    assert not model.index(0, 0).parent().isValid()
    assert model.rowCount(model.index(0, 0)) == 0


def test_what_cannot_be_read_is_said_and_read_again(
    listed: ListWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise StoreDamaged("The store is damaged: restore a backup.")

    with monkeypatch.context() as breaking:
        breaking.setattr(InteractionBrowser, "row_ids", broken)
        listed.press("F5")
        (error,) = listed.page.states.findChildren(ErrorState)
        listed.until(error.isVisible)
        assert error.accessibleName() == "The store is damaged: restore a backup."
    QTest.mouseClick(error.retry, Qt.MouseButton.LeftButton)
    listed.until(listed.page.view.isVisible)
    assert listed.rows == 300


def test_it_waits_for_no_read(open_list: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_list(rows())
    window.until(lambda: window.rows == 300)
    monkeypatch.setattr(JobBridge, "read", lambda *_a, **_k: None)
    window.page.view.scrollToBottom()
    QTest.qWait(10)
    assert window.page.view.grab().width() > 0
