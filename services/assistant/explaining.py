"""Explain a reply: why this one, why it failed, or only what kind of failure it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from reviewer.domain.assistant import NoAnswer, Provider, Purpose
from reviewer.domain.changes import Changed
from reviewer.domain.identity import new_event_id
from reviewer.domain.improvement import Explanation, ExplanationKind
from reviewer.domain.interaction import Interaction
from reviewer.domain.moments import now_micros
from reviewer.domain.review import FAILURE_CATEGORIES
from reviewer.domain.revision import revision_hash
from reviewer.errors import NotPossible
from reviewer.store import explanations, interactions, state
from reviewer.store.store import Writing
from services.assistant.asking import USUAL, Asker, Finished, Given, Manner, unheard
from services.assistant.cases import NOTHING_KNOWN, Background, texts_of
from services.assistant.forms import (
    Category,
    Form,
    WhyFailed,
    WhyReply,
    form,
    turned,
    with_categories,
)
from services.assistant.questions import Question
from services.assistant.quoting import clipped, one_line
from services.assistant.templates import PromptTemplate

T = TypeVar("T")
Templates = Callable[[str], PromptTemplate]

MOST_POINTS = 4


@dataclass(frozen=True, slots=True)
class Said:
    """What an explanation says, before it is kept."""

    text: str
    points: tuple[str, ...] = ()
    category: str | None = None
    caution: str | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation that is kept. `cost` is in nanos, and what was paid just now."""

    explanation: Explanation
    cost: int
    from_cache: bool


@dataclass(frozen=True, slots=True)
class _Way:
    """How one kind of explanation is asked for."""

    purpose: Purpose
    template: str
    form: Form[Said]
    most_tokens: int


class Explainer:
    """Explains replies. For the network lane's loop."""

    def __init__(self, asker: Asker, templates: Templates) -> None:
        self._asker = asker
        self._templates = templates

    def question(
        self,
        kind: ExplanationKind,
        interaction: Interaction,
        provider: Provider,
        known: Background = NOTHING_KNOWN,
        run_id: UUID | None = None,
    ) -> Question[Said]:
        """Return what is asked. Raises NotPossible where there is no reply to explain."""
        if not (interaction.ai_reply or "").strip():
            raise NotPossible("There is no AI reply to explain.")
        way = _WAYS[kind]
        return Question(
            purpose=way.purpose,
            provider=provider,
            model=provider.model,
            template=self._templates(way.template),
            values=texts_of(interaction) | _particular(kind, interaction, known),
            form=way.form,
            most_tokens=way.most_tokens,
            interaction_id=interaction.id,
            run_id=run_id,
        )

    async def explain(
        self,
        kind: ExplanationKind,
        interaction: Interaction,
        provider: Provider,
        known: Background = NOTHING_KNOWN,
        manner: Manner = USUAL,
        run_id: UUID | None = None,
        finished: Finished = unheard,
    ) -> Explained | NoAnswer:
        """Return an explanation once it is kept; `finished` hears of it in the same transaction.

        Raises NotPossible, ProviderError, SpendingRefused, StoreError.
        """
        question = self.question(kind, interaction, provider, known, run_id)
        made: list[Explanation] = []

        def keep(writing: Writing, given: Given[Said]) -> None:
            made.append(_explanation(kind, interaction, question, given))
            _save(writing, made[-1])
            finished(writing, given.from_cache)

        given = await self._asker.ask(question, keep, manner)
        if isinstance(given, NoAnswer):
            return given
        return Explained(made[-1], given.cost, given.from_cache)


def _particular(
    kind: ExplanationKind, interaction: Interaction, known: Background
) -> dict[str, Any]:
    if kind is ExplanationKind.REPLY:
        return {"facts": _facts(interaction)}
    return {"categories": dict(FAILURE_CATEGORIES), "note": clipped(known.note)}


def _facts(interaction: Interaction) -> str:
    known = {
        "assistant version": interaction.assistant_version,
        "topic": interaction.topic,
        "intent": interaction.intent,
        "confidence": None if interaction.confidence is None else f"{interaction.confidence:.2f}",
    }
    return ", ".join(f"{name} {one_line(value, 60)}" for name, value in known.items() if value)


def _explanation(
    kind: ExplanationKind,
    interaction: Interaction,
    question: Question[Said],
    given: Given[Said],
) -> Explanation:
    said = given.value
    return Explanation(
        id=new_event_id(),
        interaction_id=interaction.id,
        kind=kind,
        text=said.text,
        points=said.points,
        category=said.category,
        caution=said.caution,
        revision_hash=revision_hash(interaction),
        provider=question.provider.name,
        model=given.answer.model,
        prompt_used=question.template.version,
        answer_key=given.key,
        at=now_micros(),
    )


def _save(writing: Writing, explanation: Explanation) -> None:
    """Keep an explanation; the reply carries its category unless a person gave another."""
    connection = writing.connection
    explanations.save(connection, explanation)
    row_id = interactions.find_row(connection, explanation.interaction_id)
    if explanation.category is not None and row_id is not None:
        state.refresh_rows(connection, (row_id,))
        writing.announce(Changed(reviews=True, row_ids=frozenset((row_id,))))


def _points(texts: list[str]) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts if text.strip())[:MOST_POINTS]


def _of_reply(answer: WhyReply) -> Said:
    return Said(answer.explanation, _points(answer.signals))


def _of_failure(answer: WhyFailed) -> Said:
    caution = one_line(answer.caution) or None
    return Said(answer.explanation, _points(answer.causes), answer.category, caution)


def _of_category(answer: Category) -> Said:
    return Said(answer.reason.strip(), (), answer.category)


_WAYS = {
    ExplanationKind.REPLY: _Way(
        Purpose.EXPLAIN_REPLY,
        "explain_reply",
        turned(form(WhyReply, "explanation"), _of_reply),
        500,
    ),
    ExplanationKind.FAILURE: _Way(
        Purpose.EXPLAIN_FAILURE,
        "explain_failure",
        turned(with_categories(form(WhyFailed, "explanation"), FAILURE_CATEGORIES), _of_failure),
        600,
    ),
    ExplanationKind.CATEGORY: _Way(
        Purpose.CATEGORISE,
        "categorise",
        turned(with_categories(form(Category, "reason"), FAILURE_CATEGORIES), _of_category),
        150,
    ),
}
