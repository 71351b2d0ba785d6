"""The conversation around a reply, and the texts that a review saw."""

from typing import Any
from uuid import UUID

import orjson

from reviewer.domain.identity import interaction_id
from reviewer.domain.interaction import SourceRow
from reviewer.domain.review import Decision, Texts, Verdict
from services.triage.desk import TriageDesk
from services.triage.room import TriageRoom
from tests.services.triage.conftest import Fill
from tests.support.rows import a_row

START = 1_790_000_000_000_000


def talk(number: int, context: str = "[]", **facts: Any) -> SourceRow:
    return a_row(
        f"t{number}",
        conversation_id="talk",
        customer_message=f"Question {number}",
        ai_reply=f"Answer {number}",
        agent_reply=None,
        created_at=START + number,
        context=context,
        **facts,
    )


def texts(room: TriageRoom, row_id: int) -> list[str]:
    found = room.conversation.of(row_id)
    assert found is not None
    return [turn.text for turn in found.turns]


def test_earlier_interactions_stand_for_turns_that_the_source_did_not_send(
    room: TriageRoom, fill: Fill
) -> None:
    fill(talk(0), talk(1), talk(2))
    found = room.conversation.of(2)
    assert found is not None
    words = [turn.text for turn in found.turns]
    assert words == [f"{kind} {n}" for n in range(3) for kind in ("Question", "Answer")]
    assert words[found.here : found.after] == ["Question 1", "Answer 1"]


def test_turns_that_the_source_sent_come_before_and_later_ones_after(
    room: TriageRoom, fill: Fill
) -> None:
    turns = [{"role": "customer", "text": "Hi"}, {"role": "agent", "text": "Hello!"}]
    fill(talk(0), talk(1, orjson.dumps(turns).decode()), talk(2))
    assert texts(room, 2) == ["Hi", "Hello!", "Question 1", "Answer 1", "Question 2", "Answer 2"]


def test_another_source_s_conversation_of_that_name_and_none_at_all(
    room: TriageRoom, fill: Fill
) -> None:
    fill(talk(0), a_row("alone", conversation_id=None, context="[]"))
    assert texts(room, 2)[0] == "Where is my parcel?"
    assert room.conversation.of(99) is None


def test_the_texts_that_a_review_saw_are_kept(
    room: TriageRoom, desk: TriageDesk, fill: Fill
) -> None:
    fill(talk(0))
    key = interaction_id("file", "t0")
    decided = desk.decide(key, Verdict(Decision.AI_BAD)).result()
    fill(talk(0)._replace(ai_reply="Another answer", updated_at=START + 9))
    case = desk.case(1)
    assert case is not None
    assert case.reviews[0].changed_since
    assert room.revisions.seen(decided.review_id) == Texts("Question 0", "Answer 0", None)
    assert room.revisions.seen(UUID(int=1)) is None
