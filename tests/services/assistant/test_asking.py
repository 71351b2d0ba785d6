"""An identical question is never paid twice: kept, asked once at a time, asked anew on request."""

from typing import Any

import pytest

from reviewer.domain.assistant import NoAnswer
from reviewer.errors import PriceUnknown
from reviewer.store import answers, improvements
from services.assistant.engine import Engine
from services.assistant.improving import Improved, Task
from services.demo.provider.faults import Fault, Rule
from services.demo.provider.tally import Kind
from tests.services.assistant.bench import Bench, Simulated, a_failure, wait_for


def test_the_same_question_is_answered_from_the_cache(asked: Bench, simulated: Simulated) -> None:
    first = asked.parts.desk.improve(asked.ids[0]).result(60)
    again = asked.parts.desk.improve(asked.ids[0]).result(60)

    assert isinstance(first, Improved)
    assert isinstance(again, Improved)
    assert again.improvement == first.improvement
    assert (first.from_cache, again.from_cache) == (False, True)
    assert first.cost > 0
    assert again.cost == 0
    assert simulated.chats == 2
    assert asked.states() == ["answered", "answered", "cached", "cached"]
    assert len(asked.parts.desk.kept(asked.ids[0]).improvements) == 1


def test_a_fresh_answer_is_paid_again_and_kept_beside_the_first(
    asked: Bench, simulated: Simulated
) -> None:
    asked.parts.desk.improve(asked.ids[0]).result(60)
    fresh = asked.parts.desk.improve(asked.ids[0], fresh=True).result(60)
    assert isinstance(fresh, Improved)
    assert not fresh.from_cache
    assert simulated.chats == 4


def test_the_same_texts_under_another_id_cost_nothing(bench: Bench, simulated: Simulated) -> None:
    bench.add_provider(simulated.url)
    bench.add_rows(a_failure(1), a_failure(1)._replace(external_id="twin"))
    one, twin = bench.ids
    bench.parts.desk.improve(one).result(60)
    again = bench.parts.desk.improve(twin).result(60)
    assert isinstance(again, Improved)
    assert again.from_cache
    assert again.improvement.interaction_id == twin
    assert simulated.chats == 2


def test_many_who_ask_the_same_at_once_make_one_request(asked: Bench, simulated: Simulated) -> None:
    interaction_id = asked.ids[0]
    jobs = [asked.parts.desk.improve(interaction_id) for _ in range(12)]
    given = [job.result(60) for job in jobs]
    assert simulated.chats == 2
    assert len({one.improvement.id for one in given if isinstance(one, Improved)}) == 1
    assert sum(one.cost > 0 for one in given if isinstance(one, Improved)) == 1


def test_who_waits_for_an_answer_asks_when_the_asker_is_cancelled(
    bench: Bench, slow: Simulated
) -> None:
    bench.add_provider(slow.url)
    bench.add_failures(1)
    first = bench.parts.desk.improve(bench.ids[0])
    second = bench.parts.desk.improve(bench.ids[0])
    wait_for(lambda: slow.chats > 0)
    first.cancel()
    given = second.result(60)
    assert isinstance(given, Improved)
    assert first.wait(10)
    assert bench.states().count("cancelled") == 1
    bench.assert_sound()


def test_a_refusal_is_an_answer_that_is_not_paid_twice(asked: Bench, simulated: Simulated) -> None:
    simulated.provider.faults.use(Rule(Fault.REFUSAL))
    for expected in (False, True):
        given = asked.parts.desk.improve(asked.ids[0]).result(60)
        assert isinstance(given, NoAnswer)
        assert given.from_cache is expected
    assert simulated.chats == 1
    simulated.provider.faults.clear()
    anew = asked.parts.desk.improve(asked.ids[0], fresh=True).result(60)
    assert isinstance(anew, Improved)


def test_an_answer_out_of_form_is_not_kept(asked: Bench, simulated: Simulated) -> None:
    simulated.provider.faults.script(Kind.CHAT, [Fault.WRONG_SCHEMA, Fault.WRONG_SCHEMA])
    assert isinstance(asked.parts.desk.improve(asked.ids[0]).result(60), NoAnswer)
    assert isinstance(asked.parts.desk.improve(asked.ids[0]).result(60), Improved)
    assert asked.states() == ["invalid", "invalid", "answered", "answered"]


def test_the_second_attempt_tells_the_model_what_was_wrong(
    asked: Bench, simulated: Simulated
) -> None:
    simulated.provider.faults.script(Kind.CHAT, [Fault.WRONG_SCHEMA])
    asked.parts.desk.improve(asked.ids[0]).result(60)
    first, second, _ = asked.calls
    assert second.use.prompt > first.use.prompt


def test_what_shapes_an_answer_shapes_its_key(asked: Bench) -> None:
    async def keys(engine: Engine) -> set[bytes]:
        provider = asked.parts.providers.find()
        found = asked.parts.desk
        one, _ = found._case(asked.ids[0])
        other, _ = found._case(asked.ids[1])
        improver = engine.improver
        usual = improver.question(Task(one, provider))
        assert usual.key == improver.question(Task(one, provider)).key
        assert usual.chat() != usual.chat()  # the tags are drawn anew
        changed: list[dict[str, Any]] = [
            {"model": "another"},
            {"temperature": 1.0},
            {"most_tokens": 1},
            {"logprobs": True},
            {"sample": 1},
            {"values": {**usual.values, "cautions": "- Mind this."}},
        ]
        fields = {name: getattr(usual, name) for name in usual.__dataclass_fields__}
        questions = [type(usual)(**{**fields, **change}) for change in changed]
        questions += [usual, improver.question(Task(other, provider))]
        return {question.key for question in questions}

    assert len(asked.on_loop(keys)) == 8


def test_an_unknown_price_needs_leave(bench: Bench, simulated: Simulated) -> None:
    bench.parts.prices.own.write_text('as_of = "2026-01-01"\n[models]\n')
    bench.add_provider(simulated.url)
    bench.add_failures(1)
    remote = "services.assistant.prices.is_loopback"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remote, lambda _url: False)
        with pytest.raises(PriceUnknown) as unknown:
            bench.parts.desk.improve(bench.ids[0]).result(60)
        assert "--unpriced" in unknown.value.on_terminal()
        assert simulated.chats == 0
        bench.add_provider(simulated.url, unpriced=True)
        bench.parts.desk.improve(bench.ids[0]).result(60)
    assert [call.priced for call in bench.calls] == [False, False]
    assert sum(call.cost for call in bench.calls) == 0


def test_answers_about_an_erased_interaction_are_forgotten(asked: Bench) -> None:
    first, second, *_ = asked.ids
    asked.parts.desk.improve(first).result(60)
    asked.parts.desk.improve(second).result(60)
    with asked.store.writing() as writing:
        assert answers.forget(writing.connection, [first]) == 2
        improvements.forget(writing.connection, [first])
    kept = asked.parts.desk.kept(first).improvements[0].improvement
    assert (kept.corrected_reply, kept.original_reply, kept.scores) == ("", "", None)
    again = asked.parts.desk.improve(second).result(60)
    assert isinstance(again, Improved)
    assert again.from_cache
