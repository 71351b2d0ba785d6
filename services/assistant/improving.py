"""Improve a reply: one better reply, and what it gains by the judge."""

from dataclasses import dataclass, replace
from uuid import UUID

from reviewer.domain.assistant import NoAnswer, Provider, Purpose
from reviewer.domain.identity import new_event_id
from reviewer.domain.improvement import Improvement
from reviewer.domain.interaction import Interaction
from reviewer.domain.moments import now_micros
from reviewer.domain.rubric import PairScores
from reviewer.errors import NotPossible, ProviderError, SpendingRefused
from reviewer.store import improvements
from reviewer.store.store import Writing
from services.assistant.asking import USUAL, Asker, Finished, Given, Manner, unheard
from services.assistant.cases import (
    NOTHING_KNOWN,
    Background,
    category_title,
    cautions_text,
    texts_of,
)
from services.assistant.copies import is_copy
from services.assistant.forms import Form, ImprovedReply, InvalidAnswer, form
from services.assistant.judging import Judge, Pair
from services.assistant.questions import Question
from services.assistant.templates import PromptTemplate

MOST_TOKENS = 900
TEMPERATURE = 0.2
_COPIED = (
    '"improved_reply" is a copy of the agent\'s reply. Write a reply of your own: keep its facts, '
    "and answer completely, in the assistant's voice."
)
_REPEATED = '"improved_reply" is the assistant\'s reply again. Remedy what is wrong with it.'


@dataclass(frozen=True, slots=True)
class Improved:
    """A better reply that is kept. `cost` is in nanos, and what was paid just now.

    `unscored` says why no judge scored it, where none did; a fault may pass, an answer that
    could not be used stays.
    """

    improvement: Improvement
    cost: int
    from_cache: bool
    unscored: ProviderError | SpendingRefused | NoAnswer | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One reply to improve: whose, by which provider, with what is known of the failure."""

    interaction: Interaction
    provider: Provider
    known: Background = NOTHING_KNOWN
    run_id: UUID | None = None
    finished: Finished = unheard


class Improver:
    """Improves replies. For the network lane's loop."""

    def __init__(self, asker: Asker, template: PromptTemplate, judge: Judge) -> None:
        self._asker = asker
        self._template = template
        self._judge = judge

    def question(self, task: Task) -> Question[ImprovedReply]:
        """Return what is asked. Raises NotPossible where there is no reply to improve."""
        interaction, known = task.interaction, task.known
        if not (interaction.ai_reply or "").strip():
            raise NotPossible("There is no AI reply to improve.")
        values = texts_of(interaction) | {
            "explanation": known.explanation or known.note or "",
            "category": category_title(known.category),
            "cautions": cautions_text(known.cautions),
        }
        return Question(
            purpose=Purpose.IMPROVE,
            provider=task.provider,
            model=task.provider.model,
            template=self._template,
            values=values,
            form=improved_form(interaction),
            most_tokens=MOST_TOKENS,
            temperature=TEMPERATURE,
            interaction_id=interaction.id,
            run_id=task.run_id,
        )

    async def improve(self, task: Task, manner: Manner = USUAL) -> Improved | NoAnswer:
        """Return a better reply once it is kept, scored against the AI's.

        Raises NotPossible, ProviderError, SpendingRefused, StoreError.
        """
        question = self.question(task)
        made: list[Improvement] = []

        def keep(writing: Writing, given: Given[ImprovedReply]) -> None:
            made.append(_kept(writing, _improvement(task, question, given)))

        given = await self._asker.ask(question, keep, manner)
        if isinstance(given, NoAnswer):
            return given
        improved = Improved(made[-1], given.cost, given.from_cache)
        return await self._scored(improved, task, replace(manner, arriving=None))

    async def _scored(self, improved: Improved, task: Task, manner: Manner) -> Improved:
        """Let the judge score it; a reply that could not be scored is an improvement as well."""
        one = improved.improvement
        pair = Pair(task.interaction, one.original_reply, one.corrected_reply)

        def keep(writing: Writing, given: Given[PairScores]) -> None:
            scored = replace(one, scores=given.value, judge=given.answer.model)
            improvements.save(writing.connection, scored)
            task.finished(writing, improved.from_cache and given.from_cache)

        try:
            given = await self._judge.score(pair, task.provider, keep, manner, task.run_id)
        except (ProviderError, SpendingRefused) as fault:
            return replace(improved, unscored=fault)
        if isinstance(given, NoAnswer):
            return replace(improved, cost=improved.cost + given.cost, unscored=given)
        return Improved(
            replace(one, scores=given.value, judge=given.answer.model),
            improved.cost + given.cost,
            improved.from_cache and given.from_cache,
        )


def _kept(writing: Writing, improvement: Improvement) -> Improvement:
    """Keep an improvement, and return the one that is kept: an earlier one has its own id."""
    improvements.save(writing.connection, improvement)
    kept = improvements.by_key(
        writing.connection, improvement.interaction_id, improvement.answer_key
    )
    return kept or improvement


def _improvement(
    task: Task, question: Question[ImprovedReply], given: Given[ImprovedReply]
) -> Improvement:
    return Improvement(
        id=new_event_id(),
        interaction_id=task.interaction.id,
        original_reply=task.interaction.ai_reply or "",
        corrected_reply=given.value.improved_reply,
        reason=given.value.reason.strip(),
        provider=task.provider.name,
        model=given.answer.model,
        prompt_used=question.template.version,
        answer_key=given.key,
        at=now_micros(),
    )


def improved_form(interaction: Interaction) -> Form[ImprovedReply]:
    """Return the form of an improved reply: neither a copy of the agent's nor the AI's again."""

    def check(answer: ImprovedReply) -> None:
        if is_copy(answer.improved_reply, interaction.agent_reply):
            raise InvalidAnswer(_COPIED, "The model only copied the agent's reply, twice.")
        if is_copy(answer.improved_reply, interaction.ai_reply):
            raise InvalidAnswer(_REPEATED, "The model only repeated the AI's reply, twice.")

    return form(ImprovedReply, "improved_reply", check)
