"""Reading one interaction beside the table, and going to decide on it."""

import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reviewer.domain.review import Decision
from tests.support.rows import a_row
from tests.ui.pages.interactions.conftest import Opener
from tests.ui.pages.interactions.list_window import ListWindow


def opened(window: ListWindow, row: int = 0) -> str:
    """Open a row by key and return the message in the pane."""
    window.page.view.look_at(row)
    window.press("Return")
    window.until(window.page.pane.isVisible)
    return window.page.pane.message.text()


def test_enter_opens_the_row_and_esc_closes_it(listed: ListWindow) -> None:
    assert opened(listed) == "Question 299: where is my parcel?"
    pane = listed.page.pane
    assert pane.title.full_text() == "talk-299"
    assert pane.ai_reply.text() == "Parcel 299 arrives soon."
    assert pane.agent_reply.text() == "It arrives on Friday before noon."
    assert pane.badge_words() == ("new", "0.99 · source")
    assert pane.facts.words()["Source's id"] == "r299"
    listed.press("Esc")
    assert not pane.isVisible()
    assert listed.focus is listed.page.view


def test_a_double_click_opens_a_row(listed: ListWindow) -> None:
    view = listed.page.view
    place = view.visualRect(view.model().index(3, 1)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    listed.until(lambda: listed.page.pane.message.text().startswith("Question 296"))


def test_the_pane_follows_the_row_that_is_looked_at(listed: ListWindow) -> None:
    opened(listed)
    listed.press("Down", "Down", "Down")
    listed.until(lambda: listed.page.pane.message.text().startswith("Question 296"))


def test_esc_inside_the_pane_closes_it(listed: ListWindow) -> None:
    opened(listed)
    listed.page.pane.message.pane.view.setFocus()
    listed.press("Esc")
    assert not listed.page.pane.isVisible()


def test_earlier_turns_open_on_request(open_list: Opener) -> None:
    turns = [{"role": "customer", "text": f"Turn {n}"} for n in range(25)]
    window = open_list([a_row("1", context=json.dumps(turns))])
    opened(window)
    earlier = window.page.pane.earlier
    assert earlier.button.text() == "25 earlier turns ▸"
    QTest.mouseClick(earlier.button, Qt.MouseButton.LeftButton)
    assert [section.text() for section in earlier.sections()] == [
        f"Turn {n}" for n in range(15, 25)
    ]
    earlier.button.setFocus()
    QTest.keyClick(earlier.button, Qt.Key.Key_Space)
    assert len(earlier.sections()) == 20
    assert earlier.button.text() == "5 earlier turns ▸"


def test_what_is_missing_is_said(open_list: Opener) -> None:
    window = open_list([a_row("1", ai_reply=None, agent_reply=None, confidence=None, context="[]")])
    opened(window)
    pane = window.page.pane
    assert pane.ai_reply.text() == "There is no AI reply."
    assert not pane.agent_reply.isVisible()
    assert not pane.earlier.isVisible()
    assert "confidence unavailable" in pane.badge_words()


def test_a_review_made_meanwhile_shows(listed: ListWindow) -> None:
    opened(listed)
    assert not listed.page.pane.reviews.isVisible()
    listed.decide("r299", Decision.AI_GOOD)
    listed.until(listed.page.pane.reviews.isVisible)
    assert listed.page.pane.reviews.text().startswith("AI good · Ada · ")
    assert listed.page.pane.badge_words()[0] == "AI good"


def test_markup_is_text(open_list: Opener) -> None:
    message = "<b>bold</b> <img src='http://evil.invalid/x.png'> &amp;"
    window = open_list([a_row("1", customer_message=message, conversation_id="<i>x</i>")])
    assert opened(window) == message
    shown = window.page.pane.message.pane.view.toPlainText()
    assert shown == message
    assert window.page.pane.title.text() == "<i>x</i>"


def test_a_megabyte_does_not_stall_it(open_list: Opener) -> None:
    window = open_list([a_row("1", customer_message="x" * 1_000_000)])
    assert len(opened(window)) == 1_000_000
    shown = window.page.pane.message.pane.view.toPlainText()
    assert len(shown.replace("\n", "")) == 64 * 1024


def test_searched_words_are_marked(listed: ListWindow) -> None:
    listed.press("/")
    listed.write("parcel 123")
    listed.until(lambda: listed.rows == 1)
    listed.page.view.setFocus()
    opened(listed)
    message = listed.page.pane.message.pane
    marked = [message.text()[m.start : m.start + m.length] for m in message.view.marks()]
    assert marked == ["123", "parcel"]


def test_t_asks_for_triage_of_the_row_that_is_looked_at(listed: ListWindow) -> None:
    asked: list[int] = []
    listed.page.triage_requested.connect(asked.append)
    listed.page.view.look_at(2)
    wanted = listed.page.view.current_row_id()
    listed.press("T")
    assert asked == [wanted]
    opened(listed, row=5)
    QTest.mouseClick(listed.page.pane.triage_button, Qt.MouseButton.LeftButton)
    assert asked == [wanted, listed.page.view.current_row_id()]


def test_an_empty_store_offers_a_file_and_a_source(open_list: Opener) -> None:
    window = open_list()
    steps = window.page.first_steps
    window.until(steps.isVisible)
    asked: list[str] = []
    window.page.import_wanted.connect(lambda: asked.append("file"))
    window.page.source_wanted.connect(lambda: asked.append("source"))
    window.until(lambda: window.focus is steps.import_button)
    QTest.keyClick(steps.import_button, Qt.Key.Key_Space)
    QTest.mouseClick(steps.source_button, Qt.MouseButton.LeftButton)
    assert asked == ["file", "source"]
    window.arrive([a_row("1")])
    window.until(window.page.view.isVisible)
    assert window.rows == 1
