"""What the assistant can be asked about a case, and how each question is put."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from reviewer.domain.improvement import ExplanationKind

if TYPE_CHECKING:
    from services.assistant.parts import Assistant
    from services.jobs.job import Job


class Topic(Enum):
    """A question about a case; the value is the id of its section."""

    IMPROVED = "improved"
    WHY_REPLY = "why_reply"
    WHY_FAILED = "why_failed"

    @property
    def title(self) -> str:
        """Return what its section is called."""
        return _TITLES[self]

    @property
    def asks(self) -> str:
        """Return what a button says that asks it."""
        return _ASKS[self]


_TITLES = {
    Topic.IMPROVED: "Improved reply",
    Topic.WHY_REPLY: "Why this reply",
    Topic.WHY_FAILED: "Why it failed",
}
_ASKS = {
    Topic.IMPROVED: "Write a better reply",
    Topic.WHY_REPLY: "Explain this reply",
    Topic.WHY_FAILED: "Explain the failure",
}
KINDS = {
    Topic.WHY_REPLY: ExplanationKind.REPLY,
    Topic.WHY_FAILED: ExplanationKind.FAILURE,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A question about one interaction; `name` is what people call that."""

    topic: Topic
    interaction_id: UUID
    row_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Manner:
    """How it is asked: `fresh` although the answer is known, `unpriced` whatever it costs."""

    fresh: bool = False
    unpriced: bool = False


USUAL = Manner()


def put(
    parts: "Assistant", subject: Subject, manner: Manner, arriving: Callable[[str], object]
) -> "Job[Any]":
    """Ask, and return the job; `arriving` hears the answer grow, on another thread."""
    one = subject.interaction_id
    fresh, unpriced = manner.fresh, manner.unpriced
    if subject.topic is Topic.IMPROVED:
        return parts.desk.improve(one, arriving=arriving, fresh=fresh, unpriced=unpriced)
    kind = KINDS[subject.topic]
    return parts.desk.explain(kind, one, arriving=arriving, fresh=fresh, unpriced=unpriced)
