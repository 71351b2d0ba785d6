"""A small window: what can be pressed can be read."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QSplitter, QWidget

from reviewer.domain.day import Day
from tests.ui.pages.triage.desk_window import DeskWindow
from ui.pages.triage.drafts import Draft
from ui.pages.triage.key_button import KeyButton


def place(widget: QWidget, inside: QWidget) -> QRect:
    return QRect(widget.mapTo(inside, QPoint(0, 0)), widget.size())


def whole(button: KeyButton, bar: QWidget) -> bool:
    wide = button.width() >= button.sizeHint().width()
    return wide and bar.rect().contains(place(button, bar))


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700), (960, 600)])
def test_each_button_of_the_action_bar_is_whole(desk: DeskWindow, size: tuple[int, int]) -> None:
    desk.see(0)
    desk.window.resize(*size)
    bar = desk.page.pane.bar
    buttons = [button for button in bar.findChildren(KeyButton) if button.isVisible()]
    desk.until(lambda: all(whole(button, bar) for button in buttons))


@pytest.mark.parametrize("width", range(1040, 1300, 20))
def test_a_long_category_leaves_the_buttons_whole(desk: DeskWindow, width: int) -> None:
    desk.see(0)
    desk.window.resize(width, 700)
    bar = desk.page.pane.bar
    buttons = [button for button in bar.findChildren(KeyButton) if button.isVisible()]
    for category in ("ignored_question", None, "wrong_language"):
        bar.show_draft(Draft(category=category))
        desk.until(lambda: all(whole(button, bar) for button in buttons))


@pytest.mark.parametrize("category", [None, "ignored_question"])
def test_a_step_to_do_again_moves_nothing(desk: DeskWindow, category: str | None) -> None:
    desk.see(0)
    desk.window.resize(1280, 800)
    bar = desk.page.pane.bar
    bar.show_draft(Draft(category=category))
    bar.show_undo("Undo: snooze until Monday or a new version")
    bar.show_redo(None)
    desk.until(lambda: bar.undo.isVisible() and whole(bar.undo, bar))
    before = place(desk.page.pane.sections, desk.window)
    bar.show_redo("Redo: AI bad (200 replies)")
    desk.until(lambda: whole(bar.redo, bar) and whole(bar.undo, bar))
    assert place(desk.page.pane.sections, desk.window) == before
    assert bar.redo.title().startswith("Redo")


@pytest.mark.parametrize("width", [380, 300])
def test_the_bar_of_the_goal_gives_its_room_to_the_words(desk: DeskWindow, width: int) -> None:
    desk.see(0)
    desk.window.resize(1280, 800)
    strip, panel = desk.page.queue.day, desk.page.queue
    strip.show_day(Day(116, 0, 0, 12_799, 200, (), ()))
    splitter = panel.parent()
    assert isinstance(splitter, QSplitter)
    splitter.setSizes([width, 1_190 - width])
    desk.until(lambda: panel.width() == width)
    desk.until(lambda: whole(strip.done, strip))
    assert strip.goal.isVisible() == (width == 380)
