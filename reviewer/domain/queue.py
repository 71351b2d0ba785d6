"""The states an interaction's reply can be in, and what a queue shows of each item."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple
from uuid import UUID

#: Below this confidence a reply is snoozed on arrival, unless the team sets another threshold.
DEFAULT_THRESHOLD = 0.3


class QueueState(IntEnum):
    """Where an interaction stands, as stored."""

    NEW = 0
    SNOOZED = 1
    REVIEWED = 2


class Stay(IntEnum):
    """Why an interaction is snoozed; the kinds are never mixed up.

    `AUDIT` is a reply that was drawn at random from those that are not snoozed.
    """

    AUTOMATIC = 1
    MANUAL = 2
    AUDIT = 3


class Queue(StrEnum):
    """The lists a person can work on. `due` is the part of `snoozed` that can be done now."""

    DUE = "due"
    SNOOZED = "snoozed"
    NEW = "new"
    REVIEWED = "reviewed"
    ALL = "all"


class Order(StrEnum):
    """Orders of a queue; a skipped item goes behind the others in each of them.

    `LIKELY_WRONG` begins with the highest doubt (see `QueueItem`); in `TOPIC` the topics follow
    the alphabet, oldest first within each, and replies without a topic come last.
    """

    OLDEST = "oldest"
    NEWEST = "newest"
    LOWEST_CONFIDENCE = "confidence"
    LIKELY_WRONG = "wrong"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class QueuePosition:
    """Where a page of a queue ends: the sort keys of its last item.

    `asleep` tells that the page has come to the snoozes that are not due yet, which lie last.
    """

    level: int
    key: float
    row_id: int
    topic: str = ""
    asleep: bool = False

    @property
    def skips(self) -> int:
        """Return the level, by its older name."""
        return self.level


class QueueItem(NamedTuple):
    """One line of a queue. Times are microseconds UTC; `excerpt` is the message's beginning.

    A tuple rather than a dataclass: fifty of them are made for each page, in a third of the time.
    `level` comes before any order: below 0 for snoozes that ended (the more returns, the lower),
    0 for others, above 0 as often as the item was skipped. `returns` counts how often it came
    back from a snooze. `doubt` is -2..3.5: one minus the confidence (0.5 where there is none),
    plus 2 where the feedback is no, minus 2 where it is yes, plus 1 where there is none but an
    agent wrote another reply. `due_at` is None where only an event can wake the item.
    """

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
    level: int = 0
    due_at: int | None = None
    woken_by: str | None = None
    returns: int = 0
    doubt: float = 0.0
    category: str | None = None
    severity: int | None = None
    flagged: bool = False
    disagreement: bool = False
    changed: bool = False
    tags: tuple[str, ...] = ()

    def due(self, now: int) -> bool:
        """Tell whether the item is snoozed and can be worked on now, in microseconds UTC."""
        return self.state is QueueState.SNOOZED and not self.asleep(now)

    def asleep(self, now: int) -> bool:
        """Tell whether a person put the item off and nothing has woken it yet."""
        if self.state is not QueueState.SNOOZED:
            return False
        return self.due_at is None or self.due_at > now


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Items in order, and where the next page starts; None at the end."""

    items: tuple[QueueItem, ...]
    after: QueuePosition | None


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many interactions each queue holds, counted from rows.

    `manual` and `audit` are parts of `snoozed`: stays that a person began, and the audit sample.
    """

    total: int
    new: int
    snoozed: int
    due: int
    reviewed: int
    manual: int = 0
    audit: int = 0

    def of(self, queue: Queue) -> int:
        """Return the count of one queue."""
        return self.total if queue is Queue.ALL else int(getattr(self, queue.value))
