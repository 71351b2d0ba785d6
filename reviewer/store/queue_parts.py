"""The parts of a queue, each of which one index holds in any order.

Within a queue the levels follow one another (see `QueueItem`); of the snoozed queue, all that is
due comes before all that is not. What is due depends on the moment of asking, so it is a
condition on the index and no part of its order.
"""

from collections.abc import Iterator
from typing import NamedTuple

from reviewer.domain.queue import Queue, QueuePosition
from reviewer.store.connection import Connection
from reviewer.store.narrowing import IN_QUEUE

ASLEEP = "s.stay = 2 AND (s.due_at > :now OR s.due_at IS NULL)"
_WOKEN = "SELECT EXISTS (SELECT 1 FROM interaction_state WHERE stay = 2 AND due_at <= :now)"
#: Below every level.
_LOWEST = -1_000


class Part(NamedTuple):
    """A stretch of a queue in one order, and where in it to begin.

    `indexed` tells that an index holds it in every order; those by time always have one.
    """

    condition: str
    level: int | None
    asleep: bool
    indexed: bool
    after: QueuePosition | None


def parts_of(
    connection: Connection, queue: Queue, now: int, after: QueuePosition | None
) -> Iterator[Part]:
    """Give the parts of a queue from a position on, in the order in which they follow."""
    if queue is Queue.ALL:
        yield Part("1", None, asleep=False, indexed=False, after=after)
    elif queue in (Queue.NEW, Queue.REVIEWED):
        yield from _unsnoozed(connection, queue, after)
    else:
        yield from _snoozed(connection, queue, now, after)


def _unsnoozed(connection: Connection, queue: Queue, after: QueuePosition | None) -> Iterator[Part]:
    start = after.level if after else _LOWEST
    for level in _levels_of(connection, IN_QUEUE[queue], start):
        begin = after if after and after.level == level else None
        yield Part(IN_QUEUE[queue], level, asleep=False, indexed=False, after=begin)


def _snoozed(
    connection: Connection, queue: Queue, now: int, after: QueuePosition | None
) -> Iterator[Part]:
    if after is None or not after.asleep:
        levels = _due_levels(connection, now, after.level if after else _LOWEST)
        yield from _levelled(after, IN_QUEUE[Queue.DUE], levels, asleep=False)
        after = None
    if queue is Queue.SNOOZED:
        levels = _levels_of(connection, "s.stay = 2", after.level if after else _LOWEST)
        yield from _levelled(after, f"s.queue = 1 AND {ASLEEP}", levels, asleep=True)


def _levelled(
    after: QueuePosition | None, condition: str, levels: Iterator[int], *, asleep: bool
) -> Iterator[Part]:
    for level in levels:
        begin = after if after and after.level == level else None
        yield Part(condition, level, asleep, indexed=True, after=begin)


def _due_levels(connection: Connection, now: int, start: int) -> Iterator[int]:
    """Give the levels of what is due. Snoozes alone are below 0: often none of them is."""
    if start < 0 and not _is_any_woken(connection, now):
        start = 0
    yield from _levels_of(connection, IN_QUEUE[Queue.SNOOZED], start)


def _is_any_woken(connection: Connection, now: int) -> bool:
    return bool(connection.exec_driver_sql(_WOKEN, {"now": now}).scalar())


def _levels_of(connection: Connection, condition: str, start: int) -> Iterator[int]:
    query = f"SELECT min(s.level) FROM interaction_state s WHERE {condition} AND s.level >= :start"
    level = connection.exec_driver_sql(query, {"start": start}).scalar()
    while level is not None:
        yield level
        level = connection.exec_driver_sql(query, {"start": level + 1}).scalar()
