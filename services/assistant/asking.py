"""Answers questions: from the cache where it knows, else by asking, once more where need be."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

from reviewer.domain.assistant import Answer, CallState, NoAnswer
from reviewer.domain.moments import now_micros
from reviewer.errors import ReviewerError
from reviewer.store import answers
from reviewer.store.store import Writing
from services.assistant.exchange import Exchange
from services.assistant.forms import InvalidAnswer, arriving_text
from services.assistant.gateway import Asked, Gateway
from services.assistant.ledger import Ledger, OpenCall, Save
from services.assistant.questions import Question
from services.assistant.streaming import Arriving
from services.assistant.wire import Chat, Completion, Message

T = TypeVar("T")

_SENTENCES = {
    CallState.REFUSED: "The model refused to answer. Ask in another way, or another model.",
    CallState.FILTERED: "The provider's content filter held the answer back.",
    CallState.CUT_OFF: "The answer was cut off at its longest permitted length.",
}


@dataclass(frozen=True, slots=True)
class Given(Generic[T]):
    """An answer in its form. `cost` is in nanos and holds what was paid for it just now.

    `key` names question and answer together: what is made of it is kept once under this key.
    """

    value: T
    answer: Answer
    key: bytes
    cost: int
    from_cache: bool


#: Saves what follows from an answer, in the transaction of its ledger row; must be idempotent.
Keep = Callable[[Writing, Given[T]], object]

#: Hears, in the last transaction of an item, whether the item needed no request.
Finished = Callable[[Writing, bool], object]


def unheard(_writing: Writing, _from_cache: bool) -> None:
    """Let nobody know."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a question is asked.

    `fresh` passes the cache by. `arriving` hears the answer as it comes. For a `waiting_person`
    no batch is waited for.
    """

    fresh: bool = False
    arriving: Arriving | None = None
    waiting_person: bool = False


USUAL = Manner()


class Asker:
    """Answers questions, the same one never twice at a time. For the network lane's loop."""

    def __init__(self, gateway: Gateway, ledger: Ledger) -> None:
        self._gateway = gateway
        self._ledger = ledger
        self._asking: WeakValueDictionary[bytes, asyncio.Lock] = WeakValueDictionary()

    async def ask(
        self, question: Question[T], keep: Keep[T], manner: Manner = USUAL
    ) -> Given[T] | NoAnswer:
        """Return the answer, once it is kept; NoAnswer where the model gave none that can be used.

        Raises ProviderError, SpendingRefused, StoreError.
        """
        async with self._alone(question.key):
            if not manner.fresh:
                found = await self._from_cache(question, keep)
                if found is not None:
                    return found
            return await self._ask(question, keep, manner)

    @asynccontextmanager
    async def _alone(self, key: bytes) -> AsyncIterator[None]:
        """Let only one ask a question: whoever comes meanwhile finds the answer in the cache."""
        lock = self._asking.setdefault(key, asyncio.Lock())
        async with lock:
            yield

    async def _from_cache(self, question: Question[T], keep: Keep[T]) -> Given[T] | NoAnswer | None:
        answer = self._ledger.look_up(question)
        if answer is None:
            return None
        if answer.state is not CallState.ANSWERED:
            await self._ledger.from_cache(question, answer, lambda _writing: None)
            return _no_answer(answer.state, answer.text, 0, from_cache=True)
        try:
            given = _given(question, answer, 0, from_cache=True)
        except InvalidAnswer:  # the form has changed since
            return None
        await self._ledger.from_cache(question, answer, lambda writing: keep(writing, given))
        return given

    async def _ask(
        self, question: Question[T], keep: Keep[T], manner: Manner
    ) -> Given[T] | NoAnswer:
        chat = question.chat()
        first = await self._attempt(question, chat, keep, manner, 0)
        if not isinstance(first, _Invalid):
            return first
        again = chat.with_messages(*_objection(first))
        second = await self._attempt(question, again, keep, manner, first.cost)
        if not isinstance(second, _Invalid):
            return second
        sentence = second.problem.for_person
        return NoAnswer(CallState.INVALID, sentence, second.text, second.cost)

    async def _attempt(
        self, question: Question[T], chat: Chat, keep: Keep[T], manner: Manner, paid: int
    ) -> "Given[T] | NoAnswer | _Invalid":
        """Make one call and write down how it came out; `paid` was paid for the answer before."""
        exchange = Exchange(self._gateway.limits(question.provider))
        can = self._gateway.can(question.provider, question.model)
        opened = await self._ledger.start(question, chat, exchange, can)
        completion = await self._complete(question, chat, opened, manner)
        paid += self._ledger.cost(opened, completion)
        answer = Answer(completion.state, completion.text, completion.model, completion.confidence)
        if completion.state is not CallState.ANSWERED:
            await self._ledger.answered(
                opened, completion, answer.state, _remember(question, answer)
            )
            return _no_answer(answer.state, answer.text, paid)
        try:
            given = _given(question, answer, paid, from_cache=False)
        except InvalidAnswer as problem:
            await self._ledger.answered(opened, completion, CallState.INVALID)
            return _Invalid(answer.text, problem, paid)
        save = _remember(question, answer, lambda writing: keep(writing, given))
        await self._ledger.answered(opened, completion, CallState.ANSWERED, save)
        return given

    async def _complete(
        self, question: Question[T], chat: Chat, opened: OpenCall, manner: Manner
    ) -> Completion:
        arriving = _shown(question, manner.arriving)
        asked = Asked(question.provider, chat, opened.exchange, arriving, manner.waiting_person)
        try:
            return await self._gateway.complete(asked)
        except BaseException as error:
            await self._ledger.failed(opened, *_ending(error))
            raise


@dataclass(frozen=True, slots=True)
class _Invalid:
    """An answer that is not in its form, why not, and what was paid until now."""

    text: str
    problem: InvalidAnswer
    cost: int


def _given(question: Question[T], answer: Answer, cost: int, *, from_cache: bool) -> Given[T]:
    """Return an answer in its form. Raises InvalidAnswer."""
    text = answer.text.encode("utf-8", "replace")
    key = hashlib.blake2b(question.key + text, digest_size=16).digest()
    return Given(question.form.parse(answer.text), answer, key, cost, from_cache)


def _objection(invalid: _Invalid) -> tuple[Message, Message]:
    """Return what is said to an answer that is not in its form."""
    return (
        Message("assistant", invalid.text or "(empty)"),
        Message(
            "user",
            f"That answer cannot be used: {invalid.problem} Answer the same question again, "
            "in the form that was asked for.",
        ),
    )


def _remember(question: Question[T], answer: Answer, keep: Save = lambda _writing: None) -> Save:
    """Return what keeps an answer for whoever asks the same, and what follows from it."""

    def save(writing: Writing) -> None:
        answers.put(writing.connection, question.key, answer, now_micros())
        keep(writing)

    return save


def _ending(error: BaseException) -> tuple[CallState, str | None]:
    if isinstance(error, asyncio.CancelledError):
        return CallState.CANCELLED, None
    known = isinstance(error, ReviewerError)
    return CallState.FAILED, str(error) if known else "A fault in Reviewer ended this call."


def _shown(question: Question[T], arriving: Arriving | None) -> Arriving | None:
    """Return what hears the shown part of an answer as it arrives."""
    if arriving is None:
        return None
    return lambda text: arriving(arriving_text(question.form, text))


def _no_answer(state: CallState, text: str, cost: int, *, from_cache: bool = False) -> NoAnswer:
    return NoAnswer(state, _SENTENCES[state], text, cost, from_cache)
