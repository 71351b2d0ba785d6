"""What the assistant makes of an interaction, by each kind of model."""

import json
from uuid import UUID

import pytest

from reviewer.domain.assistant import JsonSupport, NoAnswer
from reviewer.domain.improvement import ExplanationKind, ImprovementState
from reviewer.domain.review import FAILURE_CATEGORIES, Decision, Verdict
from reviewer.errors import NotPossible
from reviewer.store import facts
from reviewer.store.improvements import Board
from services.assistant.explaining import Explained
from services.assistant.forms import InvalidAnswer
from services.assistant.improving import Improved, improved_form
from services.assistant.replying import Replied, Version
from services.triage.desk import TriageDesk
from services.triage.signing import Signing
from tests.services.assistant.bench import Bench, Simulated, a_failure
from tests.services.assistant.scripted import scripted

MODELS = {
    "simulated-large": JsonSupport.SCHEMA,
    "simulated-reasoner": JsonSupport.SCHEMA,
    "simulated-llama": JsonSupport.OBJECT_WITH_SCHEMA,
    "simulated-basic": JsonSupport.NONE,
}
VERSION = Version("v9", "You are a kind assistant of a shop.")


@pytest.mark.parametrize("model", MODELS)
def test_every_kind_of_model_serves_every_use(
    model: str, bench: Bench, simulated: Simulated
) -> None:
    bench.add_provider(simulated.url, model=model)
    bench.add_failures(1)
    desk, interaction_id = bench.parts.desk, bench.ids[0]

    improved = desk.improve(interaction_id).result(60)
    assert isinstance(improved, Improved)
    assert improved.improvement.scores is not None
    assert improved.improvement.gain is not None
    assert improved.improvement.gain > 0
    for kind in ExplanationKind:
        explained = desk.explain(kind, interaction_id).result(60)
        assert isinstance(explained, Explained)
        assert explained.explanation.text
    failure = desk.kept(interaction_id).why_failed
    assert failure is not None
    assert failure.category in FAILURE_CATEGORIES
    assert failure.caution
    replied = desk.reply(interaction_id, VERSION).result(60)
    assert isinstance(replied, Replied)
    assert replied.reply.reply

    assert bench.parts.providers.find().can(model).json is MODELS[model]
    told_logprobs = model in ("simulated-large", "simulated-llama")
    assert (replied.reply.confidence is not None) is told_logprobs
    assert replied.reply.confidence_origin == ("logprobs" if told_logprobs else None)


@pytest.mark.parametrize("model", MODELS)
def test_what_a_model_cannot_do_is_found_out_once(
    model: str, bench: Bench, simulated: Simulated
) -> None:
    bench.add_provider(simulated.url, model=model)
    bench.add_failures(2)
    for interaction_id in bench.ids:
        bench.parts.desk.reply(interaction_id, VERSION).result(60)
        bench.parts.desk.improve(interaction_id).result(60)
    later = bench.calls[3:]
    assert [call.attempts for call in later] == [1] * 3


def test_a_copy_of_the_agents_reply_is_no_improvement(bench: Bench) -> None:
    bench.add_failures(1)
    found, _ = bench.parts.desk._case(bench.ids[0])
    made, agent = improved_form(found), found.agent_reply or ""
    for copied in (agent, f"  {agent.upper()} ", agent.replace(".", "?").replace(";", " -")):
        with pytest.raises(InvalidAnswer, match="copy of the agent"):
            made.parse(answer(copied))
    with pytest.raises(InvalidAnswer, match="reply again"):
        made.parse(answer(found.ai_reply or ""))
    kept = made.parse(answer("Your refund is under way."))
    assert kept.improved_reply == "Your refund is under way."


def test_a_model_that_only_copies_is_asked_twice_and_told_so(bench: Bench) -> None:
    row = a_failure(1)
    with scripted([answer(row.agent_reply or "")] * 2) as server:
        bench.add_provider(server.url)
        bench.add_rows(row)
        given = bench.parts.desk.improve(bench.ids[0]).result(60)
    assert isinstance(given, NoAnswer)
    assert given.sentence == "The model only copied the agent's reply, twice."
    said = server.requests[1]["messages"][-1]["content"]
    assert "copy of the agent's reply" in said


def answer(reply: str) -> str:
    return json.dumps({"improved_reply": reply, "reason": "shorter"})


def test_an_interaction_without_a_reply_is_refused(bench: Bench, simulated: Simulated) -> None:
    bench.add_provider(simulated.url)
    bench.add_rows(a_failure(1, ai_reply=None))
    for job in (
        bench.parts.desk.improve(bench.ids[0]),
        bench.parts.desk.explain(ExplanationKind.FAILURE, bench.ids[0]),
    ):
        with pytest.raises(NotPossible, match="no AI reply"):
            job.result(60)
    with pytest.raises(NotPossible, match="no interaction"):
        bench.parts.desk.improve(UUID(int=1)).result(60)
    assert simulated.chats == 0


def test_what_is_known_of_a_failure_goes_into_the_prompt(asked: Bench) -> None:
    interaction_id = asked.ids[0]
    desk = TriageDesk(asked.store, asked.lane, Signing(UUID(int=7), "Ada"))
    verdict = Verdict(Decision.AI_BAD, category="tone", note="It blames the customer.")
    desk.decide(interaction_id, verdict).result()
    _, known = asked.parts.desk._case(interaction_id)
    assert (known.category, known.note) == ("tone", "It blames the customer.")
    asked.parts.desk.explain(ExplanationKind.FAILURE, interaction_id).result(60)
    _, known = asked.parts.desk._case(interaction_id)
    assert known.explanation
    assert known.category == "tone"


def test_a_generated_reply_below_the_threshold_is_snoozed_like_any_other(asked: Bench) -> None:
    for interaction_id in asked.ids[:3]:
        asked.parts.desk.reply(interaction_id, VERSION).result(60)

    def snoozed() -> list[bool]:
        kept = (asked.parts.desk.kept(one).generated for one in asked.ids[:3])
        return [reply.auto_snoozed for replies in kept for reply in replies]

    assert snoozed() == [False] * 3
    with asked.store.writing() as writing:
        facts.put(writing.connection, "threshold", "0.99")
    assert snoozed() == [True] * 3


def test_accepted_and_discarded_improvements_can_be_undone(asked: Bench) -> None:
    interaction_id = asked.ids[0]
    improved = asked.parts.desk.improve(interaction_id).result(60)
    assert isinstance(improved, Improved)
    triage = TriageDesk(asked.store, asked.lane, Signing(UUID(int=7), "Ada"))

    def state() -> tuple[ImprovementState, str | None]:
        row = asked.parts.desk.kept(interaction_id).improvements[0]
        return row.state, row.final_reply

    asked.parts.board.accept(improved.improvement.id, "Edited by Ada.").result()
    assert state() == (ImprovementState.ACCEPTED, "Edited by Ada.")
    asked.parts.board.discard(improved.improvement.id).result()
    assert state() == (ImprovementState.DISCARDED, None)
    assert asked.parts.board.rows(Board()) == ()
    triage.undo().result()
    assert state() == (ImprovementState.ACCEPTED, "Edited by Ada.")
    triage.undo().result()
    assert state() == (ImprovementState.PROPOSED, None)
    assert len(asked.parts.board.rows(Board())) == 1


def test_the_leaderboard_ranks_by_gain(asked: Bench) -> None:
    for interaction_id in asked.ids[:4]:
        assert not isinstance(asked.parts.desk.improve(interaction_id).result(60), NoAnswer)
    rows = asked.parts.board.rows(Board())
    gains = [row.improvement.gain or 0 for row in rows]
    assert gains == sorted(gains, reverse=True)
    assert len(rows) == 4
    assert len(asked.parts.board.rows(Board(limit=2))) == 2
    assert asked.parts.board.rows(Board(least_gain=4.5)) == ()
    assert asked.parts.board.rows(Board(topic="delivery")) == rows
    assert asked.parts.board.rows(Board(topic="other")) == ()
    newest = asked.parts.board.rows(Board(order="newest"))
    assert newest[0].improvement.interaction_id == asked.ids[3]
