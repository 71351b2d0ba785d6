"""One key per decision: what is stored, what is said, and where one is afterwards."""

import pytest

from reviewer.domain.review import Decision
from reviewer.store.opening import open_store
from tests.support.rows import a_row
from tests.ui.pages.triage.conftest import DAY, START, Opener
from tests.ui.pages.triage.desk_window import DeskWindow

KEYS = {
    "1": (Decision.AI_GOOD, "Parcel 000 will arrive soon.", "ai good"),
    "2": (Decision.AGENT_BETTER, "Parcel 000 will arrive on Friday.", "agent better"),
    "4": (Decision.AI_BAD, None, "ai bad"),
}


@pytest.mark.parametrize("key", KEYS)
def test_a_key_stores_a_verdict_and_goes_on_to_the_next_reply(desk: DeskWindow, key: str) -> None:
    decision, final_reply, label = KEYS[key]
    desk.see(0)
    desk.press(key)
    desk.see(1)
    desk.until(lambda: desk.notice.lower() == f"decided: {label}")
    (review,) = desk.reviews_of("r000")
    assert (review.decision, review.final_reply) == (decision, final_reply)
    assert desk.listed[0].startswith("Question 001")
    assert desk.selected == 0
    desk.until(lambda: desk.tabs[0] == "Due  59")
    assert desk.tabs[3] == "Reviewed  1"


def test_many_keys_in_a_row_decide_reply_after_reply(desk: DeskWindow) -> None:
    for number in range(10):
        desk.see(number)
        desk.press("2")
    desk.until(lambda: desk.tabs[3] == "Reviewed  10")
    decided = [desk.reviews_of(f"r{number:03}") for number in range(11)]
    assert [len(reviews) for reviews in decided] == [1] * 10 + [0]


def test_the_decided_reply_is_gone_before_the_store_has_written_it(desk: DeskWindow) -> None:
    desk.see(0)
    with desk.store.writing():  # the writer is busy with something else
        desk.press("1")
        desk.see(1)
        assert desk.notice == ""
    desk.until(lambda: desk.notice == "Decided: AI good")
    assert len(desk.reviews_of("r000")) == 1


def test_the_last_reply_leaves_an_empty_queue(open_desk: Opener) -> None:
    desk = open_desk([a_row("only", customer_message="Alone?")])
    desk.until(lambda: desk.shows("Alone?"))
    desk.press("1")
    desk.until(lambda: "The only reply is reviewed." in desk.texts())
    desk.press("1")
    assert len(desk.reviews_of("only")) == 1


def test_in_the_middle_of_the_list_the_selection_stays_where_it_is(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("J", "J", "J")
    desk.see(3)
    desk.press("4")
    desk.see(4)
    assert desk.selected == 3
    assert desk.listed[2].startswith("Question 002")


def test_skip_puts_a_reply_behind_the_others(open_desk: Opener) -> None:
    desk = open_desk(
        [
            a_row(str(at), customer_message=f"Message {at}", created_at=START + at * DAY)
            for at in range(3)
        ]
    )
    desk.until(lambda: desk.shows("Message 0"))
    desk.press("X")
    desk.until(lambda: desk.shows("Message 1"))
    desk.until(lambda: desk.listed == ["Message 1", "Message 2", "Message 0"])
    assert desk.notice == "Skipped"
    (review,) = desk.reviews_of("0")
    assert review.decision is Decision.SKIP
    assert desk.tabs[0] == "Due  3"


def test_without_an_agent_reply_it_cannot_be_better(open_desk: Opener) -> None:
    desk = open_desk([a_row(agent_reply=None, customer_message="Anyone?")])
    desk.until(lambda: desk.shows("Anyone?"))
    button = desk.page.pane.bar.decisions[Decision.AGENT_BETTER]
    assert not button.isEnabled()
    assert "There is no agent reply to prefer." in button.toolTip()
    desk.press("2")
    assert desk.notice == "There is no agent reply to prefer."
    assert desk.reviews_of("1") == ()
    assert desk.shows("Anyone?")


def test_without_an_ai_reply_only_what_is_possible_is_offered(open_desk: Opener) -> None:
    desk = open_desk([a_row(ai_reply=None, customer_message="Anyone?")])
    desk.until(lambda: desk.shows("Anyone?"))
    enabled = {d for d, b in desk.page.pane.bar.decisions.items() if b.isEnabled()}
    assert enabled == {Decision.AGENT_BETTER, Decision.SKIP}
    view = desk.page.pane.replies.diff.left.view
    assert view.placeholderText() == "The source has no AI reply to this message."


def test_category_and_note_go_with_the_decision(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("C")
    desk.press("3")
    assert "Tone" in desk.texts(desk.page.pane.bar)
    desk.press("N")
    desk.write("rude, 1 of 2")
    desk.press("Esc", "4")
    desk.see(1)
    assert "Tone" not in desk.texts(desk.page.pane.bar)
    desk.until(lambda: desk.reviews_of("r000") != ())
    (review,) = desk.reviews_of("r000")
    assert (review.category, review.note) == ("tone", "rude, 1 of 2")


def test_a_category_can_be_taken_back(desk: DeskWindow) -> None:
    desk.see(0)
    for keys in (("C", "1"), ("C", "0")):
        for key in keys:
            desk.press(key)
    desk.press("4")
    desk.until(lambda: desk.reviews_of("r000") != ())
    assert desk.reviews_of("r000")[0].category is None


def test_arrows_and_return_choose_a_category_too(desk: DeskWindow) -> None:
    desk.see(0)
    desk.press("C")
    desk.press("Up")
    desk.press("Return")
    assert "Other" in desk.texts(desk.page.pane.bar)


def test_a_reply_is_reviewed_again_in_its_place(desk: DeskWindow) -> None:
    for number in range(3):
        desk.see(number)
        desk.press("1")
    desk.until(lambda: desk.tabs[3] == "Reviewed  3")
    desk.press("[")
    desk.see(0)
    assert "AI good · Ada" in desk.texts(desk.page.pane.header)
    desk.press("2")
    desk.see(1)
    desk.until(lambda: len(desk.reviews_of("r000")) == 2)
    assert desk.reviews_of("r000")[0].decision is Decision.AGENT_BETTER
    assert len(desk.listed) == 3
    desk.press("K")
    desk.until(lambda: "Agent better · Ada" in desk.texts(desk.page.pane.header))


def test_a_refused_write_brings_the_reply_back_and_says_why(open_desk: Opener) -> None:
    first = open_desk([a_row(text, customer_message=text) for text in ("One?", "Two?")])
    reader = open_store(first.store.path, None)  # the first store has the writer's lock
    desk = open_desk(store=reader)
    desk.until(lambda: desk.shows("One?"))
    desk.press("1")
    desk.until(lambda: desk.shows("Two?"))
    desk.until(lambda: "c-1 was not saved and is back in the list." in desk.notice)
    assert desk.listed == ["One?", "Two?"]
    assert desk.shows("Two?")
    assert desk.reviews_of("One?") == ()
    reader.close()
