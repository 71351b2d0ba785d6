"""Writing a better reply: typed text stays text, and is never lost."""

from reviewer.domain.review import Decision
from tests.support.rows import a_row
from tests.ui.pages.triage.conftest import Opener
from tests.ui.pages.triage.desk_window import DeskWindow

AGENT = "Parcel 000 will arrive on Friday."


def test_an_edit_is_saved_by_its_key(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("E")
    desk.write(" At 12, I promise; x1234.")
    assert desk.page.pane.replies.editor.text() == f"{AGENT} At 12, I promise; x1234."
    desk.press("Esc", "3")
    desk.see(1)
    desk.until(lambda: desk.notice == "Decided: edited reply")
    (review,) = desk.reviews_of("r000")
    assert review.decision is Decision.EDITED
    assert review.final_reply == f"{AGENT} At 12, I promise; x1234."


def test_ctrl_enter_saves_from_within_the_editor(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("E")
    desk.write("!")
    desk.press("Ctrl+Return")
    desk.see(1)
    desk.until(lambda: desk.reviews_of("r000") != ())
    assert desk.reviews_of("r000")[0].final_reply == f"{AGENT}!"
    desk.press("1")
    desk.see(2)


def test_ctrl_enter_without_an_edit_says_why_not(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("Ctrl+Enter")
    assert desk.notice == "There is no edit to save: press E to write a better reply."
    assert desk.shows("Question 000: where is my parcel?")
    assert not desk.page.pane.bar.decisions[Decision.EDITED].isEnabled()


def test_an_emptied_reply_is_no_edit_to_save(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("E", "Ctrl+A")
    desk.write(" ")
    desk.press("Ctrl+Enter")
    assert desk.notice == "An edited decision needs the text of the reply."
    assert desk.reviews_of("r000") == ()


def test_a_draft_waits_while_one_looks_elsewhere(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("E")
    desk.write(" Surely.")
    desk.press("Esc", "J")
    desk.see(1)
    assert desk.page.pane.replies.editor.text() == "Parcel 001 will arrive on Friday."
    desk.press("]", "[")
    desk.see(0)
    assert desk.page.pane.replies.editor.text() == f"{AGENT} Surely."
    assert desk.page.pane.bar.decisions[Decision.EDITED].isEnabled()
    assert "edited" in desk.texts(desk.page.pane.replies)


def test_discard_goes_back_to_the_agents_reply(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("E")
    desk.write(" Surely.")
    desk.press("Esc", "R")
    assert desk.page.pane.replies.editor.text() == AGENT
    assert not desk.page.pane.bar.decisions[Decision.EDITED].isEnabled()
    desk.press("E", "Ctrl+Z")
    assert desk.page.pane.replies.editor.text() == f"{AGENT} Surely."


def test_undo_in_the_editor_undoes_typing_and_no_decision(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("1")
    desk.see(1)
    desk.until(lambda: desk.reviews_of("r000") != ())
    desk.press("E")
    desk.write("!")
    desk.press("Ctrl+Z")
    assert desk.page.pane.replies.editor.text() == "Parcel 001 will arrive on Friday."
    assert len(desk.reviews_of("r000")) == 1


def test_without_an_agent_reply_one_starts_from_the_ais(open_desk: Opener) -> None:
    desk = open_desk([a_row(agent_reply=None, ai_reply="Soon.", customer_message="When?")])
    desk.until(lambda: desk.shows("When?"))
    hint = desk.page.pane.replies.editor.placeholderText()
    assert hint == "No agent reply. E writes one, A starts from the AI's."
    desk.press("A")
    desk.write(" On Friday.")
    desk.press("Ctrl+Enter")
    desk.until(lambda: desk.reviews_of("1") != ())
    assert desk.reviews_of("1")[0].final_reply == "Soon. On Friday."


def test_line_ends_of_the_source_are_no_edit(open_desk: Opener) -> None:
    desk = open_desk([a_row(agent_reply="One\r\nTwo\r\n", customer_message="When?")])
    desk.until(lambda: desk.shows("When?"))
    desk.press("E")
    desk.write("!")
    desk.press("Ctrl+Z", "Esc")
    assert not desk.page.pane.bar.decisions[Decision.EDITED].isEnabled()
    desk.press("2")
    desk.until(lambda: desk.reviews_of("1") != ())
    assert desk.reviews_of("1")[0].final_reply == "One\r\nTwo\r\n"


def test_what_was_edited_is_shown_among_the_reviewed(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("E")
    desk.write(" Surely.")
    desk.press("Ctrl+Enter")
    desk.see(1)
    desk.until(lambda: desk.tabs[3] == "Reviewed  1")
    desk.press("[")
    desk.see(0)
    assert desk.page.pane.replies.editor.text() == f"{AGENT} Surely."


def test_esc_leaves_the_editor_for_the_list(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("E")
    assert desk.page.pane.replies.editor.hasFocus()
    desk.press("Esc")
    assert desk.page.queue.view.hasFocus()
