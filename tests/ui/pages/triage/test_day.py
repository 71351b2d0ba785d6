"""The reviewer's day: a line that is always there, a goal, and one's own decisions."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.pages.triage.conftest import Opener, rows
from tests.ui.pages.triage.desk_window import DeskWindow
from ui.dialogs.day import DayDialog
from ui.dialogs.tally_table import TallyTable


def said(desk: DeskWindow) -> tuple[str, str]:
    strip = desk.page.queue.day
    return strip.done.title(), strip.left.text()


def opened(desk: DeskWindow) -> DayDialog:
    desk.press("B")

    def shown() -> list[DayDialog]:
        return [one for one in desk.window.findChildren(DayDialog) if one.isVisible()]

    desk.until(lambda: shown() != [])
    return shown()[0]


def lines(table: TallyTable) -> list[list[str]]:
    def cell(row: int, column: int) -> str:
        item = table.item(row, column)
        assert item is not None
        return item.text()

    return [[cell(r, c) for c in range(table.columnCount())] for r in range(table.rowCount())]


def test_what_is_done_and_left_is_counted_as_one_works_and_nothing_moves(
    desk: DeskWindow,
) -> None:
    desk.see(0)
    desk.until(lambda: said(desk) == ("0 done today", "60 left"))
    height, list_ = desk.page.queue.day.geometry(), desk.page.queue.view.geometry()
    desk.press("1")
    desk.see(1)
    desk.press("4")
    desk.see(2)
    desk.press("X")
    desk.until(lambda: said(desk) == ("2 done today", "58 left"))
    assert "1 skipped" in desk.page.queue.day.done.accessibleDescription()
    desk.press("Z", "Z")
    desk.until(lambda: said(desk) == ("1 done today", "59 left"))
    assert (desk.page.queue.day.geometry(), desk.page.queue.view.geometry()) == (height, list_)


def test_a_goal_is_set_kept_and_taken_back(desk: DeskWindow, open_desk: Opener) -> None:
    desk.see(0)
    desk.press("1")
    desk.see(1)
    dialog = opened(desk)
    desk.until(lambda: "1 decided today" in dialog.summary.text())
    dialog.goal.setFocus()
    dialog.goal.selectAll()
    QTest.keyClicks(dialog.goal, "20")
    QTest.keyClick(dialog.goal, Qt.Key.Key_Tab)
    desk.until(lambda: said(desk) == ("1 of 20 done today", "59 left"))
    assert desk.page.queue.day.goal.isVisible()
    assert desk.page.queue.day.goal.value() == 1
    dialog.accept()
    again = open_desk(store=desk.store)
    again.until(lambda: said(again) == ("1 of 20 done today", "59 left"))
    dialog = opened(again)
    assert dialog.goal.value() == 20
    dialog.goal.setValue(0)
    again.until(lambda: said(again) == ("1 done today", "59 left"))
    assert not again.page.queue.day.goal.isVisible()


def test_ones_own_decisions_are_shown_by_topic_and_by_version(open_desk: Opener) -> None:
    made = [
        row._replace(topic=("hotel_search", None)[n % 2], assistant_version=f"v{n % 2}")
        for n, row in enumerate(rows(6, 6))
    ]
    desk = open_desk(made)
    desk.see(0)
    for key, after in (("1", 1), ("4", 2), ("2", 3)):
        desk.press(key)
        desk.see(after)
    desk.until(lambda: said(desk) == ("3 done today", "3 left"))
    dialog = opened(desk)
    assert lines(dialog.topics) == [
        ["hotel search", "2", "1", "1", "–", "–", "50%"],
        ["No topic", "1", "–", "–", "–", "1", "100%"],
    ]
    dialog.views.choose("version")
    assert dialog.versions.isVisible()
    assert [line[0] for line in lines(dialog.versions)] == ["v0", "v1"]
    dialog.period.choose("ever")
    desk.until(lambda: "3 decided in all" in dialog.summary.text())
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    desk.until(lambda: desk.window.findChildren(DayDialog) == [])
