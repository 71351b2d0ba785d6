"""Whatever goes wrong at a provider ends in a state, a sentence and an intact store."""

from dataclasses import dataclass

import pytest

from reviewer.domain.assistant import JsonSupport, NoAnswer
from reviewer.errors import (
    ProviderBusy,
    ProviderError,
    ProviderRefused,
    ProviderUnreachable,
    QuotaExhausted,
    RequestRefused,
    ReviewerError,
    UnreadableAnswer,
)
from services.assistant.engine import Engine
from services.assistant.improving import Improved
from services.demo.provider.faults import Fault, Rule
from services.demo.provider.tally import Kind
from tests.services.assistant.bench import Bench, Simulated

SHORT = 0.4


@dataclass(frozen=True, slots=True)
class Ending:
    """How a fault that does not pass has to end: raised or told, in which state of the ledger."""

    fault: Fault
    raised: type[ReviewerError] | None
    state: str
    words: str
    attempts: int = 1


ENDINGS = (
    Ending(Fault.RATE_LIMIT, ProviderBusy, "failed", "too many requests", 3),
    Ending(Fault.QUOTA, QuotaExhausted, "failed", "no credit left"),
    Ending(Fault.BAD_KEY, ProviderRefused, "failed", "does not take the key"),
    Ending(Fault.FORBIDDEN, ProviderRefused, "failed", "does not permit this"),
    Ending(Fault.SERVER_ERROR, ProviderBusy, "failed", "problem of its own", 6),
    Ending(Fault.BAD_GATEWAY, ProviderBusy, "failed", "problem of its own", 3),
    Ending(Fault.UNAVAILABLE, ProviderBusy, "failed", "problem of its own", 3),
    Ending(Fault.TIMEOUT, ProviderUnreachable, "failed", "did not answer within", 3),
    Ending(Fault.RESET, ProviderUnreachable, "failed", "cannot be reached, or broke off", 3),
    Ending(Fault.HALF, ProviderUnreachable, "failed", "cannot be reached, or broke off", 3),
    Ending(Fault.REFUSAL, None, "refused", "refused to answer"),
    Ending(Fault.CONTENT_FILTER, None, "filtered", "content filter"),
    Ending(Fault.PROMPT_FILTERED, None, "filtered", "content filter"),
    Ending(Fault.LENGTH, None, "cut_off", "cut off"),
    Ending(Fault.EMPTY, None, "invalid", "not answer in the form", 2),
    Ending(Fault.WRONG_SCHEMA, None, "invalid", "not answer in the form", 2),
    Ending(Fault.INVALID_JSON, None, "invalid", "not answer in the form", 2),
)


@pytest.fixture
def impatient(asked: Bench) -> Bench:
    """The assistant with clients that wait for less than half a second."""
    asked.on_loop(_be_impatient)
    return asked


async def _be_impatient(engine: Engine) -> None:
    engine.clients._seconds = (SHORT, SHORT)


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.fault.value)
def test_a_lasting_fault_ends_in_a_state_and_a_sentence(
    ending: Ending, impatient: Bench, simulated: Simulated
) -> None:
    simulated.provider.faults.use(Rule(ending.fault))
    job = impatient.parts.desk.improve(impatient.ids[0])

    if ending.raised is not None:
        with pytest.raises(ending.raised, match=ending.words) as caught:
            job.result(60)
        sentence = str(caught.value)
        assert impatient.calls[-1].problem == sentence
    else:
        given = job.result(60)
        assert isinstance(given, NoAnswer)
        sentence = given.sentence
        assert ending.words in sentence
    assert impatient.states()[-1] == ending.state
    assert simulated.chats == ending.attempts
    assert_readable(sentence)
    impatient.assert_sound()


def assert_readable(sentence: str) -> None:
    """A sentence for a person: whole, and without a name of ours or of the SDK's in it."""
    assert sentence[0].isupper()
    assert sentence.endswith((".", "?"))
    assert "!" not in sentence
    assert "Error" not in sentence
    assert "\n" not in sentence


PASSING = (
    Fault.RATE_LIMIT,
    Fault.SERVER_ERROR,
    Fault.BAD_GATEWAY,
    Fault.UNAVAILABLE,
    Fault.TIMEOUT,
    Fault.RESET,
    Fault.HALF,
    Fault.EMPTY,
    Fault.WRONG_SCHEMA,
    Fault.INVALID_JSON,
)


@pytest.mark.parametrize("fault", PASSING, ids=lambda fault: fault.value)
def test_a_fault_that_passes_is_not_noticed(
    fault: Fault, impatient: Bench, simulated: Simulated
) -> None:
    simulated.provider.faults.script(Kind.CHAT, [fault])
    improved = impatient.parts.desk.improve(impatient.ids[0]).result(60)
    assert isinstance(improved, Improved)
    assert improved.improvement.scores is not None
    impatient.assert_sound()


def test_what_a_server_does_not_say_is_done_without(asked: Bench, simulated: Simulated) -> None:
    simulated.provider.faults.use(
        *map(Rule, (Fault.NO_USAGE, Fault.NO_LOGPROBS, Fault.NO_REFUSAL_KEY))
    )
    improved = asked.parts.desk.improve(asked.ids[0]).result(60)
    assert isinstance(improved, Improved)
    assert all(call.use.estimated and call.use.completion > 0 for call in asked.calls)


def test_an_empty_account_is_asked_once(asked: Bench, simulated: Simulated) -> None:
    simulated.provider.faults.use(Rule(Fault.QUOTA))
    with pytest.raises(QuotaExhausted):
        asked.parts.desk.improve(asked.ids[0]).result(60)
    assert simulated.chats == 1
    assert asked.calls[-1].cost == 0


def test_an_attempt_that_got_lost_counts_as_the_most_it_can_have_cost(
    impatient: Bench, simulated: Simulated
) -> None:
    simulated.provider.faults.script(Kind.CHAT, [Fault.TIMEOUT])
    impatient.parts.desk.improve(impatient.ids[0]).result(60)
    lost, undisturbed = impatient.calls
    price = impatient.parts.prices.find(impatient.parts.providers.find(), "simulated-large")
    assert price is not None
    assert lost.attempts == 2
    assert lost.cost > price.of(lost.use)
    assert undisturbed.cost == price.of(undisturbed.use)


def test_nobody_there_is_said_so(bench: Bench) -> None:
    bench.add_provider("http://127.0.0.1:9/v1", model="simulated-large")
    bench.add_failures(1)
    with pytest.raises(ProviderUnreachable, match=r"http://127\.0\.0\.1:9/v1 cannot be reached"):
        bench.parts.desk.improve(bench.ids[0]).result(60)
    assert (bench.calls[-1].attempts, bench.calls[-1].cost) == (3, 0)
    bench.assert_sound()


def test_a_server_error_teaches_nothing_about_a_model_that_is_known(
    asked: Bench, simulated: Simulated
) -> None:
    first, second, *_ = asked.ids
    asked.parts.desk.improve(first).result(60)
    simulated.provider.tally.clear()
    simulated.provider.faults.use(Rule(Fault.SERVER_ERROR))
    with pytest.raises(ProviderBusy):
        asked.parts.desk.improve(second).result(60)
    assert simulated.chats == 3
    known = asked.parts.providers.find().can("simulated-large")
    assert (known.json, known.settled) == (JsonSupport.SCHEMA, True)


def test_a_wrong_base_url_is_said_so(bench: Bench, simulated: Simulated) -> None:
    bench.add_provider(simulated.url.removesuffix("/v1") + "/elsewhere")
    bench.add_failures(1)
    with pytest.raises(ProviderRefused, match="base URL"):
        bench.parts.desk.improve(bench.ids[0]).result(60)


def test_an_unknown_model_is_said_so(bench: Bench, simulated: Simulated) -> None:
    bench.add_provider(simulated.url, model="no-such-model", unpriced=True)
    bench.add_failures(1)
    with pytest.raises(ProviderError, match="no model no-such-model"):
        bench.parts.desk.improve(bench.ids[0]).result(60)


def test_a_request_that_is_too_long_is_refused_in_the_providers_words() -> None:
    from services.assistant.faults import _status_fault
    from services.assistant.learning import Refusal

    fault = _status_fault(
        Refusal(400, "context_length_exceeded", "messages", "Too many <b>tokens</b>\n: 9."),
        "“a”",
        "m",
    )
    assert isinstance(fault, RequestRefused)
    assert str(fault) == "The provider “a” refused the request: Too many ‹b›tokens‹/b› : 9."


def test_no_completion_at_all_is_said_so() -> None:
    from services.assistant.wire import Chat, Message, read_completion

    chat = Chat("m", (Message("user", "hello"),), 10)
    for content in (b"", b"<html>", b"[]", b"{}", b'{"choices":[]}', b'{"choices":[{}]}', b'"x"'):
        with pytest.raises(UnreadableAnswer, match="OpenAI-compatible"):
            read_completion(content, chat, None)
