"""An answer streams in, can be stopped at any moment, and is kept whole."""

import pytest

from reviewer.domain.assistant import NoAnswer
from reviewer.domain.improvement import ExplanationKind
from reviewer.errors import ProviderBusy, ProviderError
from services.assistant.improving import Improved
from services.assistant.replying import Replied, Version
from services.demo.provider.faults import Fault, Rule
from services.demo.provider.tally import Kind
from services.jobs.status import JobCancelled
from tests.services.assistant.bench import Bench, Simulated, wait_for

VERSION = Version("v9", "You are a kind assistant of a shop.")


@pytest.fixture
def streaming(bench: Bench, slow: Simulated) -> Bench:
    bench.add_provider(slow.url)
    bench.add_failures(3)
    return bench


def test_the_improved_reply_grows_until_it_is_whole(streaming: Bench) -> None:
    heard: list[str] = []
    given = streaming.parts.desk.improve(streaming.ids[0], arriving=heard.append).result(60)
    assert isinstance(given, Improved)
    assert heard[-1] == given.improvement.corrected_reply
    assert all(heard[-1].startswith(text) for text in heard)
    assert len([text for text in heard if text not in ("", heard[-1])]) > 2


def test_an_explanation_and_a_reply_stream_as_well(streaming: Bench) -> None:
    desk, interaction_id = streaming.parts.desk, streaming.ids[0]
    heard: list[str] = []
    for kind in (ExplanationKind.REPLY, ExplanationKind.FAILURE):
        desk.explain(kind, interaction_id, arriving=heard.append).result(60)
        kept = desk.kept(interaction_id)
        explained = kept.why_reply if kind is ExplanationKind.REPLY else kept.why_failed
        assert explained is not None
        assert heard[-1] == explained.text
    given = desk.reply(interaction_id, VERSION, arriving=heard.append).result(60)
    assert isinstance(given, Replied)
    assert heard[-1] == given.reply.reply
    assert given.reply.confidence is not None


def test_a_streamed_answer_is_counted_and_cached_like_a_whole_one(streaming: Bench) -> None:
    given = streaming.parts.desk.improve(streaming.ids[0], arriving=len).result(60)
    again = streaming.parts.desk.improve(streaming.ids[0]).result(60)
    assert isinstance(given, Improved)
    assert isinstance(again, Improved)
    assert again.improvement == given.improvement
    assert again.from_cache
    assert not any(call.use.estimated for call in streaming.calls)


def test_a_stream_can_be_cancelled_in_the_middle(streaming: Bench, slow: Simulated) -> None:
    heard: list[str] = []
    job = streaming.parts.desk.improve(streaming.ids[0], arriving=heard.append)
    wait_for(lambda: any(heard))
    job.cancel()
    with pytest.raises(JobCancelled):
        job.result(10)
    wait_for(lambda: slow.counts.in_flight == 0)
    call = streaming.calls[-1]
    assert call.state.value == "cancelled"
    assert call.cost > 0
    assert streaming.parts.desk.kept(streaming.ids[0]).improvements == ()
    streaming.assert_sound()


ENDINGS = {
    Fault.TRUNCATED: "broke off its answer",
    Fault.STREAM_RESET: "cannot be reached, or broke off",
    Fault.STREAM_ERROR: "broke off its answer",
}


@pytest.mark.parametrize("fault", ENDINGS, ids=lambda fault: fault.value)
def test_a_stream_that_breaks_off_ends_in_a_sentence(
    fault: Fault, asked: Bench, simulated: Simulated
) -> None:
    simulated.provider.faults.use(Rule(fault))
    with pytest.raises(ProviderError, match=ENDINGS[fault]):
        asked.parts.desk.improve(asked.ids[0], arriving=len).result(60)
    assert asked.states() == ["failed"]
    assert asked.calls[-1].cost > 0
    asked.assert_sound()


OUTCOMES = {
    Fault.REFUSAL: "refused",
    Fault.CONTENT_FILTER: "filtered",
    Fault.LENGTH: "cut_off",
    Fault.INVALID_JSON: "invalid",
}


@pytest.mark.parametrize("fault", OUTCOMES, ids=lambda fault: fault.value)
def test_what_a_stream_says_of_its_end_is_understood(
    fault: Fault, asked: Bench, simulated: Simulated
) -> None:
    simulated.provider.faults.use(Rule(fault))
    given = asked.parts.desk.improve(asked.ids[0], arriving=len).result(60)
    assert isinstance(given, NoAnswer)
    assert given.state.value == OUTCOMES[fault]


def test_a_busy_server_is_tried_again_before_a_stream_begins(
    asked: Bench, simulated: Simulated
) -> None:
    simulated.provider.faults.script(Kind.CHAT, [Fault.RATE_LIMIT, Fault.UNAVAILABLE])
    given = asked.parts.desk.improve(asked.ids[0], arriving=len).result(60)
    assert isinstance(given, Improved)
    assert asked.calls[0].attempts == 3


def test_a_stream_that_is_refused_for_good_says_so(asked: Bench, simulated: Simulated) -> None:
    simulated.provider.faults.use(Rule(Fault.RATE_LIMIT))
    with pytest.raises(ProviderBusy):
        asked.parts.desk.improve(asked.ids[0], arriving=len).result(60)


def test_a_server_that_counts_no_streamed_tokens_is_counted_for(
    asked: Bench, simulated: Simulated
) -> None:
    simulated.provider.faults.use(Rule(Fault.NO_USAGE))
    asked.parts.desk.improve(asked.ids[0], arriving=len).result(60)
    assert asked.calls[0].use.estimated
    assert asked.calls[0].use.completion > 0
