"""S puts a reply off, U wakes it; both are taken back and done again like any other step."""

from PySide6.QtWidgets import QMenu

from tests.ui.pages.triage.conftest import Opener, rows
from tests.ui.pages.triage.desk_window import DeskWindow
from ui.dialogs.snooze import SnoozeDialog


def dialog_of(desk: DeskWindow) -> SnoozeDialog:
    """Wait for the dialog, until keys reach it."""
    desk.until(lambda: any(d.isVisible() for d in desk.window.findChildren(SnoozeDialog)))
    dialog = next(d for d in desk.window.findChildren(SnoozeDialog) if d.isVisible())
    desk.until(dialog.isActiveWindow)
    return dialog


def snooze(desk: DeskWindow, *keys: str) -> None:
    """Open the dialog, press keys in it, and wait until it has closed."""
    desk.press("S")
    dialog_of(desk)
    desk.press(*keys, "Return")
    desk.until(lambda: not desk.window.findChildren(SnoozeDialog))


def titles(desk: DeskWindow) -> list[str]:
    menu = next(menu for menu in desk.window.findChildren(QMenu) if "Triage" in menu.title())
    return [action.text().partition("\t")[0] for action in menu.actions()]


def test_a_snoozed_reply_leaves_and_the_next_one_comes(desk: DeskWindow) -> None:
    desk.see(0)
    snooze(desk, "3")
    desk.see(1)
    desk.until(lambda: desk.notice == "Snoozed until Monday" or "tomorrow" in desk.notice)
    desk.until(lambda: desk.tabs[:2] == ["Due  59", "Snoozed  60"])
    assert desk.focus is desk.page.queue.view


def test_undo_and_redo_of_a_snooze_are_named(desk: DeskWindow) -> None:
    desk.see(0)
    snooze(desk, "2")
    desk.see(1)
    bar = desk.page.pane.bar
    desk.until(lambda: bar.undo.accessibleName() == "Undo: snooze until tomorrow")
    assert "Undo: snooze until tomorrow" in titles(desk)
    desk.press("Z")
    desk.see(0)
    desk.until(lambda: bar.redo.accessibleName() == "Redo: snooze until tomorrow")
    assert "Redo: snooze until tomorrow" in titles(desk)
    assert "Undo" in titles(desk)
    desk.press("Shift+Z")
    desk.see(1)
    desk.until(lambda: desk.notice == "Done again: snooze until tomorrow")
    desk.until(bar.redo.isHidden)
    assert "Redo" in titles(desk)


def test_undo_works_after_the_window_was_closed(open_desk: Opener) -> None:
    desk = open_desk(rows(5, 5))
    desk.see(0)
    desk.press("2")
    desk.see(1)
    snooze(desk, "4", "V")
    desk.see(2)
    desk.until(lambda: desk.page.pane.bar.undo.accessibleName().startswith("Undo: snooze until"))
    desk.close()
    open_desk.opened.remove(desk)
    again = open_desk()
    again.see(2)
    again.until(lambda: again.page.pane.bar.undo.accessibleName().startswith("Undo: snooze until"))
    again.press("Z")
    again.see(1)
    again.press("Z")
    again.see(0)
    again.press("Ctrl+Y")
    again.until(lambda: again.notice == "Done again: agent better")
    again.press("Ctrl+Shift+Z")
    again.until(lambda: again.tabs[0] == "Due  3")


def test_waking_brings_a_reply_back(desk: DeskWindow) -> None:
    desk.see(0)
    snooze(desk, "2")
    desk.see(1)
    desk.press("U")
    desk.until(lambda: "not asleep" in desk.notice)
    desk.press("]")
    desk.until(lambda: desk.listed[-1:] != [] and desk.decidable)
    desk.until(lambda: desk.page.queue.view.model().rowCount() == 60)
    desk.page.look_at(1)
    desk.see(0)
    assert desk.page.pane.bar.wake.isVisible()
    desk.press("U")
    desk.until(lambda: desk.notice.startswith("Woken"))
    desk.until(desk.page.pane.bar.wake.isHidden)
    desk.see(0)
    desk.until(lambda: desk.tabs[0] == "Due  60")


def test_a_new_reply_can_be_put_off(open_desk: Opener) -> None:
    desk = open_desk(rows(3, 0))
    desk.press("]", "]")
    desk.see(0)
    snooze(desk, "0", "C")
    desk.see(1)
    desk.until(lambda: desk.notice == "Snoozed until the customer replies")


def test_escape_snoozes_nothing_and_the_keys_work_on(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("S")
    dialog_of(desk)
    desk.press("Esc", "1")
    desk.see(1)
    desk.until(lambda: desk.reviews_of("r000") != ())
