"""Generate a reply as one of our assistant versions would, with the model's confidence in it."""

from dataclasses import dataclass
from uuid import UUID

from reviewer.domain.assistant import NoAnswer, Provider, Purpose
from reviewer.domain.identity import new_event_id
from reviewer.domain.improvement import GeneratedReply
from reviewer.domain.interaction import Interaction
from reviewer.domain.moments import now_micros
from reviewer.store import facts, generated_replies
from reviewer.store.store import Writing
from services.assistant.asking import USUAL, Asker, Given, Manner
from services.assistant.cases import cautions_text
from services.assistant.forms import PLAIN_TEXT
from services.assistant.questions import Question
from services.assistant.quoting import MOST_TURNS, clipped
from services.assistant.templates import PromptTemplate
from services.assistant.wire import Message

MOST_TOKENS = 700
LOGPROBS = "logprobs"
_ROLES = {"customer": "user", "assistant": "assistant", "agent": "assistant"}


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the assistant: its name, its system prompt, the model, cautions it is given."""

    tag: str
    prompt: str
    model: str | None = None
    temperature: float | None = 0.0
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replied:
    """A generated reply that is kept. `cost` is in nanos, and what was paid just now."""

    reply: GeneratedReply
    cost: int
    from_cache: bool


class Replier:
    """Generates replies. For the network lane's loop."""

    def __init__(self, asker: Asker, template: PromptTemplate) -> None:
        self._asker = asker
        self._template = template

    def question(
        self,
        interaction: Interaction,
        version: Version,
        provider: Provider,
        run_id: UUID | None = None,
    ) -> Question[str]:
        """Return what is asked: the conversation as the version would have seen it."""
        values = {
            "prompt": version.prompt,
            "cautions": cautions_text(version.cautions),
            "message": clipped(interaction.customer_message),
        }
        return Question(
            purpose=Purpose.REPLY,
            provider=provider,
            model=version.model or provider.model,
            template=self._template,
            values=values,
            form=PLAIN_TEXT,
            most_tokens=MOST_TOKENS,
            temperature=version.temperature,
            logprobs=True,
            turns=_turns(interaction),
            interaction_id=interaction.id,
            run_id=run_id,
        )

    async def reply(
        self,
        interaction: Interaction,
        version: Version,
        provider: Provider,
        manner: Manner = USUAL,
        run_id: UUID | None = None,
    ) -> Replied | NoAnswer:
        """Return the version's reply once it is kept, auto-snoozed below the store's threshold.

        Raises ProviderError, SpendingRefused, StoreError.
        """
        question = self.question(interaction, version, provider, run_id)
        made: list[GeneratedReply] = []

        def keep(writing: Writing, given: Given[str]) -> None:
            threshold = facts.threshold(writing.connection)
            made.append(_generated(interaction, version, question, given, threshold))
            generated_replies.save(writing.connection, made[-1])

        given = await self._asker.ask(question, keep, manner)
        if isinstance(given, NoAnswer):
            return given
        return Replied(made[-1], given.cost, given.from_cache)


def _turns(interaction: Interaction) -> tuple[Message, ...]:
    return tuple(
        Message(_ROLES[turn.role], clipped(turn.text))
        for turn in interaction.context[-MOST_TURNS:]
        if turn.role in _ROLES
    )


def _generated(
    interaction: Interaction,
    version: Version,
    question: Question[str],
    given: Given[str],
    threshold: float,
) -> GeneratedReply:
    confidence = given.answer.confidence
    return GeneratedReply(
        id=new_event_id(),
        interaction_id=interaction.id,
        assistant_version=version.tag,
        reply=given.value,
        confidence=confidence,
        confidence_origin=None if confidence is None else LOGPROBS,
        provider=question.provider.name,
        model=given.answer.model,
        prompt_used=question.template.version,
        answer_key=given.key,
        at=now_micros(),
        auto_snoozed=confidence is not None and confidence < threshold,
    )
