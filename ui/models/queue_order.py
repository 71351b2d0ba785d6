"""The order of a queue, as the store sorts it, and what two sorted lists do to each other."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from reviewer.domain.queue import Order, Queue, QueueItem, QueuePosition, QueueState

T = TypeVar("T")
SortKey = tuple[int, float, int]

#: What the store sorts an unavailable confidence as: behind every other.
UNAVAILABLE = 2.0

_STATE_OF = {
    Queue.DUE: QueueState.SNOOZED,
    Queue.SNOOZED: QueueState.SNOOZED,
    Queue.NEW: QueueState.NEW,
    Queue.REVIEWED: QueueState.REVIEWED,
}


def belongs(queue: Queue, item: QueueItem) -> bool:
    """Tell whether an item stands in a queue; a manual stay counts as due like an automatic one."""
    return queue is Queue.ALL or item.state is _STATE_OF[queue]


def queue_of(item: QueueItem) -> Queue:
    """Return the queue in which a person looks for an item first."""
    return next(queue for queue, state in _STATE_OF.items() if state is item.state)


def key_of(order: Order, item: QueueItem) -> SortKey:
    """Return the key by which items rise in this order."""
    return _key(order, item.skips, _value(order, item), item.row_id)


def key_of_position(order: Order, position: QueuePosition) -> SortKey:
    """Return the same key for the end of a page."""
    return _key(order, position.skips, position.key, position.row_id)


def _key(order: Order, skips: int, value: float, row_id: int) -> SortKey:
    if order is Order.NEWEST:
        return skips, -value, -row_id
    return skips, value, row_id


def _value(order: Order, item: QueueItem) -> float:
    if order is not Order.LOWEST_CONFIDENCE:
        return item.at
    return UNAVAILABLE if item.confidence is None else item.confidence


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
