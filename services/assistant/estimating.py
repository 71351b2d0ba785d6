"""What a sweep will cost, before it starts: from some of its items, and from what was seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer.domain.assistant import Provider, Purpose
from reviewer.domain.cost import Estimate, TokenUse
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
_USUAL = {Purpose.IMPROVE: 160, Purpose.JUDGE: 110}
_BYTES_PER_TOKEN = 4


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
    every = max(1, len(row_ids) // SAMPLE)
    sample = row_ids[::every]
    with store.reading() as connection:
        found = cases_of(connection, sample)
        costs = [
            _cost(connection, engine, question)
            for interaction, known in found.values()
            for question in _asked(connection, engine, provider, interaction, known)
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


def _asked(
    connection: Connection,
    engine: Engine,
    provider: Provider,
    interaction: Interaction,
    known: Background,
) -> Iterator[Question[Any]]:
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
