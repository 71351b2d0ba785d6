"""Undo takes the last step back and returns to its reply."""

import pytest

from tests.support.rows import a_row
from tests.ui.pages.triage.conftest import Opener, rows
from tests.ui.pages.triage.desk_window import DeskWindow


@pytest.mark.parametrize("key", ["Z", "Ctrl+Z"])
def test_undo_returns_to_the_reply(desk: DeskWindow, key: str) -> None:
    desk.see(0)
    desk.press("J", "J")
    desk.see(2)
    desk.press("2")
    desk.see(3)
    desk.until(lambda: desk.tabs[0] == "Due  59")
    desk.press(key)
    desk.see(2)
    assert desk.reviews_of("r002") == ()
    assert desk.selected == 2
    desk.until(lambda: desk.tabs[0] == "Due  60")
    assert desk.notice == "Undone: agent better"


def test_undo_goes_step_by_step(desk: DeskWindow) -> None:
    for number in range(3):
        desk.see(number)
        desk.press("1")
    desk.see(3)
    for number in (2, 1, 0):
        desk.press("Z")
        desk.see(number)
    assert desk.listed[:3] == [f"Question {n:03}: where is my parcel?" for n in range(3)]
    desk.press("Z")
    desk.until(lambda: desk.notice == "There is nothing to undo.")


def test_undo_brings_the_draft_back(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("C")
    desk.press("1")
    desk.press("E")
    desk.write(" Surely.")
    desk.press("Ctrl+Enter")
    desk.see(1)
    desk.press("Z")
    desk.see(0)
    edited = "Parcel 000 will arrive on Friday. Surely."
    assert desk.page.pane.replies.editor.text() == edited
    assert "Wrong fact" in desk.texts(desk.page.pane.bar)


def test_undo_returns_to_a_reply_of_another_queue(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("]", "]")
    desk.see(60)
    desk.press("1")
    desk.see(61)
    desk.press("[", "[")
    desk.see(0)
    desk.press("Z")
    desk.see(60)
    desk.until(lambda: desk.listed[:1] == ["Question 060: where is my parcel?"])
    assert desk.selected == 0


def test_undo_of_a_skip(open_desk: Opener) -> None:
    desk = open_desk(rows(3, 3))
    desk.see(0)
    desk.press("X")
    desk.see(1)
    desk.until(lambda: desk.listed[-1].startswith("Question 000"))
    desk.press("Z")
    desk.see(0)
    assert desk.selected == 0
    assert desk.reviews_of("r000") == ()


def test_undo_from_an_empty_queue(open_desk: Opener) -> None:
    desk = open_desk([a_row(customer_message="Alone?")])
    desk.until(lambda: desk.shows("Alone?"))
    desk.press("1")
    desk.until(lambda: "Nothing is due" in desk.texts())
    desk.press("Ctrl+Z")
    desk.until(lambda: desk.shows("Alone?"))


def test_the_button_says_what_it_takes_back(desk: DeskWindow) -> None:
    undo = desk.page.pane.bar.undo
    desk.see(0)
    assert not undo.isEnabled()
    assert "nothing to undo" in undo.toolTip()
    desk.press("4")
    desk.until(undo.isEnabled)
    assert "AI bad" in undo.toolTip()
    undo.click()
    desk.see(0)
