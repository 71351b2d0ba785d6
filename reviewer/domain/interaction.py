"""One customer message with the AI's reply, as the source has it now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple
from uuid import UUID

from reviewer.domain.moments import iso_utc

Feedback = Literal["yes", "no"]

FEEDBACKS: frozenset[str] = frozenset(("yes", "no"))
ROLES: frozenset[str] = frozenset(("customer", "assistant", "agent", "system"))


class SourceRow(NamedTuple):
    """The facts of one interaction, clean and typed, on their way from a source to the store.

    A tuple rather than a dataclass: an import makes a hundred thousand of them a second.
    Times are microseconds since 1970 in UTC. `context`, `source` and `extra` are JSON texts:
    a list of `{"role", "text"}` turns oldest first, the source's own tracing object, and the
    fields Reviewer has no name for.
    """

    external_id: str
    conversation_id: str | None
    channel: str | None
    customer_message: str
    ai_reply: str | None
    agent_reply: str | None
    feedback: Feedback | None
    confidence: float | None
    assistant_version: str | None
    model: str | None
    prompt_version: str | None
    topic: str | None
    intent: str | None
    language: str | None
    created_at: int | None
    updated_at: int | None
    context: str
    source: str | None
    extra: str | None


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn of the conversation."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Interaction:
    """One stored interaction, whole. Times are microseconds since 1970 in UTC."""

    row_id: int
    id: UUID
    source_key: str
    external_id: str
    conversation_id: str | None
    channel: str | None
    customer_message: str
    ai_reply: str | None
    agent_reply: str | None
    feedback: Feedback | None
    confidence: float | None
    assistant_version: str | None
    model: str | None
    prompt_version: str | None
    topic: str | None
    intent: str | None
    language: str | None
    created_at: int | None
    updated_at: int | None
    context: tuple[Turn, ...] = ()
    source: Mapping[str, Any] | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the fields under the names of the exchange format, times as ISO 8601 in UTC."""
        return dict(self._json_items())

    def _json_items(self) -> Iterator[tuple[str, Any]]:
        yield "id", str(self.id)
        yield "external_id", self.external_id
        yield "source_key", self.source_key
        yield "conversation_id", self.conversation_id
        yield "created_at", iso_utc(self.created_at)
        yield "updated_at", iso_utc(self.updated_at)
        yield "channel", self.channel
        yield "customer_message", self.customer_message
        yield "ai_reply", self.ai_reply
        yield "agent_reply", self.agent_reply
        yield "feedback", self.feedback
        yield "confidence", self.confidence
        yield "assistant_version", self.assistant_version
        yield "model", self.model
        yield "prompt_version", self.prompt_version
        yield "topic", self.topic
        yield "intent", self.intent
        yield "language", self.language
        yield "context", [{"role": turn.role, "text": turn.text} for turn in self.context]
        yield "source", None if self.source is None else dict(self.source)
        yield "extra", dict(self.extra)
