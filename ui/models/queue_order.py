"""The order of a queue, as the store sorts it, and what two sorted lists do to each other."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from reviewer.domain.moments import now_micros
from reviewer.domain.queue import Order, Queue, QueueItem, QueuePosition, QueueState

T = TypeVar("T")
#: Asleep, level, topic, value and row id; all rise, whatever the order.
SortKey = tuple[bool, int, str, float, int]

#: What the store sorts an unavailable confidence as: behind every other; likewise no topic.
UNAVAILABLE = 2.0
NO_TOPIC = "\U0010ffff"

_STATE_OF = {
    Queue.DUE: QueueState.SNOOZED,
    Queue.SNOOZED: QueueState.SNOOZED,
    Queue.NEW: QueueState.NEW,
    Queue.REVIEWED: QueueState.REVIEWED,
}


def belongs(queue: Queue, item: QueueItem) -> bool:
    """Tell whether an item stands in a queue now."""
    if queue is Queue.DUE:
        return item.due(now_micros())
    return queue is Queue.ALL or item.state is _STATE_OF[queue]


def queue_of(item: QueueItem) -> Queue:
    """Return the queue in which a person looks for an item first."""
    if item.asleep(now_micros()):
        return Queue.SNOOZED
    return next(queue for queue, state in _STATE_OF.items() if state is item.state)


def key_of(order: Order, item: QueueItem) -> SortKey:
    """Return the key by which items rise in this order."""
    topic = NO_TOPIC if item.topic is None else item.topic
    place = item.asleep(now_micros()), item.level
    return _key(order, place, topic, _value(order, item), item.row_id)


def key_of_position(order: Order, position: QueuePosition) -> SortKey:
    """Return the same key for the end of a page."""
    place = position.asleep, position.level
    return _key(order, place, position.topic, position.key, position.row_id)


def _key(order: Order, place: tuple[bool, int], topic: str, value: float, row_id: int) -> SortKey:
    if order in (Order.NEWEST, Order.LIKELY_WRONG):
        return *place, "", -value, -row_id
    return *place, topic if order is Order.TOPIC else "", value, row_id


def _value(order: Order, item: QueueItem) -> float:
    match order:
        case Order.LOWEST_CONFIDENCE:
            return UNAVAILABLE if item.confidence is None else item.confidence
        case Order.LIKELY_WRONG:
            return item.doubt
    return item.at


def place_of(items: Sequence[QueueItem], order: Order, item: QueueItem) -> int:
    """Return the row at which an item belongs into a sorted list."""
    return bisect_left(items, key_of(order, item), key=lambda other: key_of(order, other))


def runs(items: Iterable[T], belongs_to_run: Callable[[T], bool]) -> Iterator[tuple[int, int]]:
    """Give the rows, first and last, of each unbroken run of such items."""
    first = row = -1
    for row, item in enumerate(items):
        if belongs_to_run(item):
            first = row if first < 0 else first
        elif first >= 0:
            yield first, row - 1
            first = -1
    if first >= 0:
        yield first, row
