"""Many replies selected, and one step made of them: previewed, saved, undone as one."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from reviewer.domain.filters import Filter
from reviewer.domain.queue import Queue
from reviewer.domain.review import Decision, Verdict
from reviewer.store import state
from reviewer.store.store import Store
from services.triage import bulk
from tests.ui.pages.triage.conftest import Opener, rows
from tests.ui.pages.triage.desk_window import DeskWindow
from ui.dialogs.bulk_preview import BulkPreviewDialog
from ui.dialogs.snooze import SnoozeDialog
from ui.dialogs.tags import TagDialog


def marked(desk: DeskWindow) -> set[int]:
    return set(desk.page.queue.view.model().marks.row_ids)  # type: ignore[attr-defined]


def preview(desk: DeskWindow) -> BulkPreviewDialog:
    """Wait for the dialog that says how many would change."""

    def shown() -> list[BulkPreviewDialog]:
        found = desk.window.findChildren(BulkPreviewDialog)
        return [one for one in found if one.isVisible() and "Counting" not in one.sentence.text()]

    desk.until(lambda: shown() != [])
    return shown()[0]


def counts(desk: DeskWindow) -> tuple[int, ...]:
    """Return what a screen reader hears of the tabs' counts."""
    names = [tab.accessibleName() for tab in desk.page.queue.tabs.findChildren(QPushButton)]
    return tuple(int(name.partition(", ")[2].replace(",", "")) for name in names)


def stands(desk: DeskWindow, kind: str | None) -> bool:
    """Tell whether the last step that stands is of this kind."""
    action = desk.desk.next_undo()
    return (action and action.kind) == kind


def everything(store: Store) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        query = f"SELECT {state.COLUMNS} FROM interaction_state ORDER BY row_id"
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def test_keys_select_one_a_range_and_none(desk: DeskWindow) -> None:
    desk.see(0)
    assert not desk.page.queue.bulk.isVisible()
    desk.press("Space")
    assert marked(desk) == {1}
    assert desk.page.queue.bulk.count.text() == "1 selected"
    desk.press("J", "J", "Shift+Down", "Shift+Down")
    desk.see(4)
    assert marked(desk) == {1, 3, 4, 5}
    desk.press("Shift+K")
    assert marked(desk) == {1, 3, 4}
    desk.press("Shift+J", "J", "Space")
    assert marked(desk) == {1, 3, 4, 5, 6}
    desk.press("Esc")
    assert marked(desk) == set()
    assert not desk.page.queue.bulk.isVisible()


def test_clicks_with_ctrl_and_shift_select(desk: DeskWindow) -> None:
    desk.see(0)
    view = desk.page.queue.view

    def click(row: int, held: Qt.KeyboardModifier) -> None:
        place = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, place)

    click(2, Qt.KeyboardModifier.ControlModifier)
    assert (marked(desk), desk.selected) == ({3}, 0)
    click(4, Qt.KeyboardModifier.NoModifier)
    click(6, Qt.KeyboardModifier.ShiftModifier)
    assert (marked(desk), desk.selected) == ({3, 5, 6, 7}, 6)
    click(2, Qt.KeyboardModifier.ControlModifier)
    assert marked(desk) == {5, 6, 7}


def test_all_of_the_filter_are_selected_loaded_or_not(desk: DeskWindow) -> None:
    desk.press("]", "]")
    desk.see(60)
    assert len(desk.listed) < 140
    desk.press("Ctrl+A")
    desk.until(lambda: len(marked(desk)) == 140)
    desk.press("Ctrl+Shift+A")
    desk.page.filters.want(Filter(confidence_from=0.95))
    desk.until(lambda: desk.listed == [])
    desk.press("Ctrl+A")
    desk.page.filters.clear()
    desk.until(lambda: desk.listed != [])
    assert marked(desk) == set()


def test_too_many_are_refused_in_a_sentence(
    desk: DeskWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 10)
    desk.see(0)
    desk.press("Ctrl+A")
    desk.until(lambda: "at most 10 replies. Narrow the selection." in desk.notice)
    assert marked(desk) == set()


def test_a_screen_reader_hears_what_is_selected(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("Space")
    index = desk.page.queue.view.currentIndex()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Selected. ")


def test_the_preview_says_what_the_rules_leave_out_and_what_was_reviewed(
    open_desk: Opener,
) -> None:
    made = [row._replace(agent_reply=None) if n % 5 == 0 else row for n, row in enumerate(rows())]
    desk = open_desk(made)
    desk.see(0)
    second = desk.desk.page(Queue.DUE).items[1]
    desk.desk.decide(second.id, Verdict(Decision.AI_GOOD)).result()
    desk.page.queue.show_queue(Queue.REVIEWED)
    desk.see(1)
    desk.press("Space", "2")
    shown = preview(desk)
    assert "1 reply has been reviewed before" in shown.more.text()
    shown.reject()
    desk.page.queue.show_queue(Queue.SNOOZED)
    desk.see(0)
    desk.press("Ctrl+A")
    desk.until(lambda: len(marked(desk)) == 59)
    desk.press("2")
    shown = preview(desk)
    assert shown.sentence.text().startswith("47 replies will change, as one step")
    said = "12 replies are left out: There is no agent reply to prefer."
    assert shown.left_out.text() == said
    assert shown.go.text() == "Decide 47 replies"
    QTest.keyClick(shown.focusWidget(), Qt.Key.Key_Return)
    desk.until(lambda: desk.notice == "Agent better (47 replies), 12 left out")
    desk.until(lambda: len(desk.listed) == 12)
    assert marked(desk) == set()
    assert desk.focus == desk.page.queue.view


def test_a_step_that_no_reply_can_take_cannot_be_made(open_desk: Opener) -> None:
    desk = open_desk([row._replace(agent_reply=None) for row in rows(3, 3)])
    desk.see(0)
    desk.press("Space", "2")
    shown = preview(desk)
    assert shown.sentence.text() == "None of the selected replies can be changed so."
    assert not shown.go.isEnabled()
    shown.reject()
    desk.press("3")
    desk.until(lambda: desk.notice == "An edited reply is decided on one at a time.")
    assert marked(desk) == {1}


def test_many_are_tagged_categorised_and_snoozed_and_each_is_undone(desk: DeskWindow) -> None:
    desk.see(0)
    before = everything(desk.store)
    desk.press("Space", "Shift+J", "Shift+J", "G")
    desk.until(lambda: any(one.isVisible() for one in desk.window.findChildren(TagDialog)))
    desk.write("later")
    desk.press("Return")
    QTest.keyClick(preview(desk).go, Qt.Key.Key_Return)
    desk.until(lambda: desk.notice == "Tag “later” (3 replies)")
    desk.until(lambda: desk.page.case is not None and desk.page.case.standing.tags == ("later",))

    desk.press("Space", "Shift+K", "C", "2")
    QTest.keyClick(preview(desk).go, Qt.Key.Key_Return)
    desk.until(lambda: desk.notice == "Category: Ignored question (2 replies)")

    desk.press("Space", "S")
    desk.until(lambda: any(one.isVisible() for one in desk.window.findChildren(SnoozeDialog)))
    desk.press("Return")
    QTest.keyClick(preview(desk).go, Qt.Key.Key_Return)
    desk.until(lambda: desk.notice.startswith("Snooze until"))
    desk.until(lambda: len(desk.listed) == 59)
    for kind in ("categorise", "tag", None):
        desk.press("Z")
        desk.until(partial(stands, desk, kind))
        desk.until(lambda: len(desk.listed) == 60)
    assert everything(desk.store) == before


def test_five_thousand_are_decided_and_undone_from_the_window(open_desk: Opener) -> None:
    made = [
        row._replace(ai_reply=None) if n == 7 else row for n, row in enumerate(rows(6_000, 5_001))
    ]
    desk = open_desk(made)
    desk.see(0)
    desk.press("1")
    desk.see(1)
    desk.press("Z")
    desk.see(0)
    before = everything(desk.store)
    desk.press("Ctrl+A")
    desk.until(lambda: desk.page.queue.bulk.count.text() == "5,001 selected")
    desk.press("4")
    shown = preview(desk)
    assert shown.sentence.text().startswith("5,000 replies will change")
    QTest.keyClick(shown.focusWidget(), Qt.Key.Key_Return)
    desk.until(lambda: desk.notice == "AI bad (5,000 replies), 1 left out")
    desk.until(lambda: counts(desk) == (1, 1, 999, 5_000))
    desk.until(lambda: len(desk.listed) == 1)
    desk.press("Z")
    desk.until(lambda: counts(desk) == (5_001, 5_001, 999, 0))
    assert everything(desk.store) == before
    with desk.store.reading() as connection:
        log = connection.exec_driver_sql("SELECT kind, label FROM actions ORDER BY at").all()
        kept = connection.exec_driver_sql("SELECT count(*) FROM feedback_replay_log").scalar_one()
        assert state.count_stale(connection) == 0
    assert [tuple(row) for row in log[-2:]] == [
        ("decide", "AI bad (5,000 replies)"),
        ("undo", "Undo: AI bad (5,000 replies)"),
    ]
    assert kept == 5_001
