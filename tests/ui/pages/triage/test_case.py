"""The replay pane: what is said of a case, what is marked, and what a hostile text may not do."""

import json
import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from reviewer.domain.interaction import SourceRow
from tests.support.rows import a_row
from tests.ui.pages.triage.conftest import Opener, rows
from tests.ui.pages.triage.desk_window import DeskWindow
from ui.pages.triage.key_button import KeyButton

HOSTILE = '<b>Bold</b> <img src="http://tracker.invalid/x.png"> <script>alert(1)</script>'


def turns(count: int) -> str:
    roles = ("customer", "assistant", "agent")
    return json.dumps([{"role": roles[n % 3], "text": f"Turn {n}."} for n in range(count)])


def opened(open_desk: Opener, **facts: Any) -> DeskWindow:
    """Return a desk with one reply on the screen."""
    row = a_row(**facts)
    desk = open_desk([row])
    if row.confidence is None or row.confidence >= 0.3:
        desk.press("]", "]")
    desk.until(lambda: desk.shows(row.customer_message))
    return desk


@pytest.fixture
def in_lisbon() -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Europe/Lisbon"
    time.tzset()
    yield
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


def test_the_header_says_what_is_known(open_desk: Opener, in_lisbon: None) -> None:
    del in_lisbon
    desk = opened(open_desk, conversation_id="star-02178", topic="bank_fraud", language="en")
    header = desk.page.pane.header
    seen = desk.texts(header)
    assert "star-02178" in seen
    assert "web chat · v1.0 · bank fraud · en" in seen
    assert "21 Sep 15:13" in seen
    assert header.badges() == (
        "auto-snoozed: confidence 0.20 is below 0.30",
        "confidence 0.20 · source",
        "source feedback: no",
    )


def test_a_missing_confidence_is_unavailable_and_snoozes_nothing(open_desk: Opener) -> None:
    desk = opened(open_desk, confidence=None, feedback=None)
    assert desk.page.pane.header.badges() == ("confidence unavailable",)


@pytest.mark.parametrize("confidence", [0.2999, 0.29999999])
def test_a_confidence_just_below_is_not_said_to_equal_the_threshold(
    open_desk: Opener, confidence: float
) -> None:
    desk = opened(open_desk, confidence=confidence)
    reason = desk.page.pane.header.badges()[0]
    said, threshold = reason.removeprefix("auto-snoozed: confidence ").split(" is below ")
    assert float(said) < float(threshold)


def test_a_change_after_the_review_is_shown(open_desk: Opener) -> None:
    desk = opened(open_desk, customer_message="When?")
    desk.press("2")
    desk.until(lambda: desk.reviews_of("1") != ())
    desk.arrive([a_row(customer_message="When?", ai_reply="Something else.")])
    desk.press("[")
    desk.until(lambda: desk.shows("When?"))
    desk.until(lambda: "changed since reviewed" in desk.page.pane.header.badges())
    assert desk.page.pane.header.badges()[0].startswith("Agent better · Ada · ")


def test_changed_words_are_marked_on_both_sides(desk: DeskWindow) -> None:
    desk.see(0)
    diff = desk.page.pane.replies.diff
    desk.until(lambda: marked(diff.right) == ["on Friday"])
    assert marked(diff.left.view) == ["soon"]
    desk.press("D")
    assert (marked(diff.left.view), marked(diff.right)) == ([], [])
    desk.press("D")
    assert diff.one.isVisible()
    assert diff.one.text() == "Parcel 000 will arrive soonon Friday."
    assert marked(diff.one.view) == ["soon", "on Friday"]
    desk.press("D")
    assert marked(diff.left.view) == ["soon"]


def test_the_marks_follow_what_is_typed(desk: DeskWindow) -> None:
    desk.see(0)
    diff = desk.page.pane.replies.diff
    desk.press("E")
    desk.write(" Surely.")
    desk.until(lambda: marked(diff.right) == ["on Friday. Surely"])


def test_marks_stand_right_behind_foreign_line_ends(open_desk: Opener) -> None:
    desk = opened(
        open_desk,
        ai_reply="One\r\ntwo\r\nthree and the old end",
        agent_reply="One\r\ntwo\r\nthree and the new end",
    )
    diff = desk.page.pane.replies.diff
    assert (marked(diff.left.view), marked(diff.right)) == (["old"], ["new"])


def test_texts_that_share_nothing_are_not_painted_all_over(open_desk: Opener) -> None:
    desk = opened(open_desk, ai_reply="Hello there, friend!", agent_reply="No parcel is lost")
    diff = desk.page.pane.replies.diff
    assert "entirely different" in desk.texts(diff)
    assert (marked(diff.left.view), marked(diff.right)) == ([], [])


def test_earlier_turns_open_and_close(open_desk: Opener) -> None:
    desk = opened(open_desk, context=turns(4))
    conversation = desk.page.pane.conversation
    assert conversation.toggle.title() == "4 earlier ▸"
    assert not conversation.turns.isVisible()
    for shown in (True, False):
        desk.press("T")
        assert conversation.turns.isVisible() is shown
    desk.press("T")
    read = conversation.turns.text.toPlainText().split("\n\n")
    assert read == ["Customer\nTurn 0.", "AI\nTurn 1.", "Agent\nTurn 2.", "Customer\nTurn 3."]


def test_of_ten_thousand_turns_the_last_are_shown_and_then_all(open_desk: Opener) -> None:
    desk = opened(open_desk, context=turns(10_000))
    desk.press("T")
    earlier = desk.page.pane.conversation.turns
    assert earlier.text.toPlainText().startswith("Agent\nTurn 9980.")
    with desk.qtbot.waitSignal(earlier.grown, timeout=30_000):
        earlier.all.click()
    text = earlier.text.toPlainText()
    assert text.startswith("Customer\nTurn 0.")
    assert [line for line in text.split("\n") if line.startswith("Turn")] == [
        f"Turn {number}." for number in range(10_000)
    ]
    assert not earlier.all.isVisible()


def test_without_earlier_turns_there_is_nothing_to_open(open_desk: Opener) -> None:
    desk = opened(open_desk, context="[]")
    assert not desk.page.pane.conversation.toggle.isVisible()
    desk.press("T")
    assert not desk.page.pane.conversation.turns.isVisible()


def test_markup_is_shown_as_it_is_everywhere(open_desk: Opener) -> None:
    desk = opened(
        open_desk,
        conversation_id=HOSTILE,
        customer_message=HOSTILE,
        ai_reply=HOSTILE,
        agent_reply=HOSTILE,
        topic=HOSTILE,
        channel=HOSTILE,
        context=json.dumps([{"role": "customer", "text": HOSTILE}]),
    )
    desk.press("T")
    pane = desk.page.pane
    views = (pane.conversation.message.view, pane.replies.diff.left.view, pane.replies.editor)
    assert [view.toPlainText() for view in views] == [HOSTILE] * 3
    assert HOSTILE in pane.conversation.turns.text.toPlainText()
    assert desk.texts(pane.header).count("<b>Bold</b>") >= 2


def test_a_megabyte_is_shown_in_part(open_desk: Opener) -> None:
    huge = "x" * 1_000_000
    desk = opened(
        open_desk, customer_message=huge, ai_reply=huge + "a", agent_reply=huge + "b", context="[]"
    )
    assert "The first 65,536 of 1,000,000 characters." in desk.texts()
    assert desk.page.pane.replies.editor.text() == huge + "b"
    desk.press("1")
    desk.until(lambda: desk.reviews_of("1") != ())
    assert desk.reviews_of("1")[0].final_reply == huge + "a"


def test_what_is_selected_can_be_copied(desk: DeskWindow) -> None:
    desk.see(0)
    message = desk.page.pane.conversation.message.view
    message.setFocus()
    desk.press("Ctrl+A", "Ctrl+C")
    assert QGuiApplication.clipboard().text() == "Question 000: where is my parcel?"


def test_every_control_has_a_name(desk: DeskWindow) -> None:
    desk.see(0)
    controls = [
        widget
        for kind in (QPushButton, QPlainTextEdit)
        for widget in desk.page.findChildren(kind)
        if widget.isVisible()
    ]
    nameless = [c for c in controls if not (c.accessibleName() or _text(c))]
    assert len(controls) > 15
    assert nameless == []
    buttons = desk.page.findChildren(KeyButton)
    assert all(button.accessibleDescription() for button in buttons)


def test_tab_reaches_texts_and_decisions_in_reading_order(desk: DeskWindow) -> None:
    desk.see(0)
    order: list[QWidget] = []
    for _ in range(40):
        desk.press("Tab")
        order.append(desk.focus)
    pane = desk.page.pane
    wanted: list[QWidget] = [
        pane.conversation.message.view,
        pane.replies.diff.left.view,
        pane.replies.editor,
        *pane.bar.decisions.values(),
    ]
    reached = [widget for widget in order if widget in wanted and widget.isEnabled()]
    enabled = [widget for widget in wanted if widget.isEnabled()]
    assert list(dict.fromkeys(reached)) == enabled


def test_nothing_scrolls_sideways_at_1280(open_desk: Opener) -> None:
    desk = open_desk(wide_rows())
    desk.until(desk.page.pane.isVisible)
    assert desk.window.width() == 1280
    for view in desk.page.findChildren(QPlainTextEdit):
        assert not view.horizontalScrollBar().isVisible()
    assert desk.page.minimumSizeHint().width() <= desk.page.width()


def wide_rows() -> list[SourceRow]:
    return [replace_all(row) for row in rows(3, 3)]


def replace_all(row: SourceRow) -> SourceRow:
    wide = "Donaudampfschifffahrtsgesellschaft" * 20
    return row._replace(
        customer_message=wide, ai_reply=wide, agent_reply=wide, topic=wide, conversation_id=wide
    )


def marked(view: QPlainTextEdit) -> list[str]:
    """Return the marked words of a text."""
    return [selection.cursor.selectedText().strip() for selection in view.extraSelections()]


def _text(control: QWidget) -> str:
    return control.text() if isinstance(control, QPushButton) else ""


def test_a_case_shows_one_number_for_its_confidence(open_desk: Opener) -> None:
    desk = open_desk([a_row("r", customer_message="Hello?", ai_reply="Hi.", confidence=0.228)])
    desk.until(lambda: desk.shows("Hello?"))
    shown = desk.texts(desk.page.pane.header)
    assert "confidence 0.22 is below 0.30" in shown
    assert "confidence 0.22 · source" in shown
