"""The states an interaction's reply can be in, and what a queue shows of each item."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from uuid import UUID

#: Below this confidence a reply is snoozed on arrival, unless the team sets another threshold.
DEFAULT_THRESHOLD = 0.3


class QueueState(IntEnum):
    """Where an interaction stands, as stored."""

    NEW = 0
    SNOOZED = 1
    REVIEWED = 2


class Stay(IntEnum):
    """Why an interaction is snoozed; the two are never mixed up."""

    AUTOMATIC = 1
    MANUAL = 2


class Queue(StrEnum):
    """The lists a person can work on. `due` is the part of `snoozed` that can be done now."""

    DUE = "due"
    SNOOZED = "snoozed"
    NEW = "new"
    REVIEWED = "reviewed"
    ALL = "all"


class Order(StrEnum):
    """Orders of a queue; a skipped item goes behind the others in each of them."""

    OLDEST = "oldest"
    NEWEST = "newest"
    LOWEST_CONFIDENCE = "confidence"


@dataclass(frozen=True, slots=True)
class QueuePosition:
    """Where a page of a queue ends: the sort keys of its last item."""

    skips: int
    key: float
    row_id: int


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One line of a queue. Times are microseconds UTC; `excerpt` is the message's beginning."""

    row_id: int
    id: UUID
    excerpt: str
    topic: str | None
    channel: str | None
    assistant_version: str | None
    confidence: float | None
    confidence_origin: str | None
    state: QueueState
    stay: Stay | None
    feedback: str | None
    decision: str | None
    skips: int
    at: int


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Items in order, and where the next page starts; None at the end."""

    items: tuple[QueueItem, ...]
    after: QueuePosition | None


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many interactions each queue holds, counted from rows."""

    total: int
    new: int
    snoozed: int
    due: int
    reviewed: int

    def of(self, queue: Queue) -> int:
        """Return the count of one queue."""
        return self.total if queue is Queue.ALL else int(getattr(self, queue.value))
