"""The facts that Reviewer takes from a source, under the names of its exchange format."""

from collections.abc import Mapping
from enum import Enum


class Kind(Enum):
    """How a fact is read: what counts as clean, and what is done with the rest."""

    IDENTITY = "identity"
    MESSAGE = "message"
    REPLY = "reply"
    LABEL = "label"
    FEEDBACK = "feedback"
    CONFIDENCE = "confidence"
    MOMENT = "moment"
    TURNS = "turns"
    TRACE = "trace"


#: Our names in the order of `SourceRow` (whose first, `external_id`, is `id` on the outside).
KINDS: Mapping[str, Kind] = {
    "id": Kind.IDENTITY,
    "conversation_id": Kind.LABEL,
    "channel": Kind.LABEL,
    "customer_message": Kind.MESSAGE,
    "ai_reply": Kind.REPLY,
    "agent_reply": Kind.REPLY,
    "feedback": Kind.FEEDBACK,
    "confidence": Kind.CONFIDENCE,
    "assistant_version": Kind.LABEL,
    "model": Kind.LABEL,
    "prompt_version": Kind.LABEL,
    "topic": Kind.LABEL,
    "intent": Kind.LABEL,
    "language": Kind.LABEL,
    "created_at": Kind.MOMENT,
    "updated_at": Kind.MOMENT,
    "context": Kind.TURNS,
    "source": Kind.TRACE,
}

OURS: tuple[str, ...] = tuple(KINDS)

#: Without these no row can be taken.
REQUIRED: tuple[str, ...] = ("id", "customer_message")
