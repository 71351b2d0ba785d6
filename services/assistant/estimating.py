"""What a sweep will cost, before it starts: from some of its items, and from what was seen."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from reviewer.domain.assistant import Provider, Purpose
from reviewer.domain.cost import Estimate, TokenUse
from reviewer.domain.improvement import ExplanationKind
from reviewer.domain.interaction import Interaction
from reviewer.store import answers, assistant
from reviewer.store.store import Connection, Store
from services.assistant.background import cases_of
from services.assistant.cases import Background
from services.assistant.engine import Engine
from services.assistant.improving import Task
from services.assistant.judging import Pair
from services.assistant.questions import Question

#: Items whose prompts are made to estimate those of all.
SAMPLE = 40
#: Tokens of an answer where none of its kind was seen yet.
_USUAL = {Purpose.IMPROVE: 160, Purpose.JUDGE: 110, Purpose.CATEGORISE: 50}
_BYTES_PER_TOKEN = 4

Questions: TypeAlias = Iterator[Question[Any]]
_Asked: TypeAlias = Callable[[Connection, Interaction, Background], Questions]


@dataclass(frozen=True, slots=True)
class _Cost:
    """What one call costs, in nanos."""

    expected: int
    most: int


def estimate_improvements(
    store: Store, engine: Engine, provider: Provider, row_ids: Sequence[int]
) -> Estimate:
    """Return what it costs to improve and score the replies of these rows.

    Reads and renders: not for the loop, nor for the GUI thread.
    """

    def asked(connection: Connection, one: Interaction, known: Background) -> Questions:
        return _improving(connection, engine, provider, one, known)

    return _estimate(store, engine, row_ids, asked)


def estimate_categories(
    store: Store, engine: Engine, provider: Provider, row_ids: Sequence[int]
) -> Estimate:
    """Return what it costs to categorise the failures of these rows; see the one above."""

    def asked(connection: Connection, one: Interaction, known: Background) -> Questions:
        question = engine.explainer.question(ExplanationKind.CATEGORY, one, provider, known)
        if answers.get(connection, question.key) is None:
            yield question

    return _estimate(store, engine, row_ids, asked)


def _estimate(store: Store, engine: Engine, row_ids: Sequence[int], asked: _Asked) -> Estimate:
    """Return the cost of all, from that of some: the questions that each of those needs."""
    every = max(1, len(row_ids) // SAMPLE)
    with store.reading() as connection:
        found = cases_of(connection, row_ids[::every])
        costs = [
            _cost(connection, engine, question)
            for interaction, known in found.values()
            for question in asked(connection, interaction, known)
        ]
    scale = len(row_ids) / max(1, len(found))
    known_costs = [cost for cost in costs if cost is not None]
    return Estimate(
        items=len(row_ids),
        calls=round(len(costs) * scale),
        expected=round(sum(cost.expected for cost in known_costs) * scale),
        most=round(sum(cost.most for cost in known_costs) * scale),
        priced=len(known_costs) == len(costs),
    )


def _improving(
    connection: Connection,
    engine: Engine,
    provider: Provider,
    interaction: Interaction,
    known: Background,
) -> Questions:
    """Give the questions that one item needs; none where its answer is known.

    The better reply is not there yet: it is taken to be as long as the present one.
    """
    improve = engine.improver.question(Task(interaction, provider, known))
    if answers.get(connection, improve.key) is not None:
        return
    yield improve
    reply = interaction.ai_reply or ""
    yield engine.judge.question(Pair(interaction, reply, reply), provider)


def _cost(connection: Connection, engine: Engine, question: Question[Any]) -> _Cost | None:
    price = engine.prices.find(question.provider, question.model)
    if price is None:
        return None
    chat = question.chat()
    can = engine.gateway.can(question.provider, question.model)
    seen = assistant.mean_use(connection, question.purpose, question.model)
    completion = _USUAL[question.purpose] if seen is None else seen.completion
    prompt = chat.prompt_bytes() // _BYTES_PER_TOKEN
    return _Cost(
        price.of(TokenUse(prompt, 0, completion)),
        price.most(chat.prompt_bytes(), chat.token_limit(can)),
    )
