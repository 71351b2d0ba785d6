"""The queues: pages by keyset, and counts from rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from reviewer.domain.filters import Filter
from reviewer.domain.moments import now_micros
from reviewer.domain.queue import (
    Order,
    Queue,
    QueueCounts,
    QueueItem,
    QueuePage,
    QueuePosition,
    QueueState,
    Stay,
)
from reviewer.store.connection import Connection
from reviewer.store.lists import json_list
from reviewer.store.narrowing import narrowing
from reviewer.store.queue_parts import ASLEEP, Part, parts_of
from reviewer.store.words import match_expression

EXCERPT = 160

_ITEM = f"""
SELECT s.row_id, i.id, substr(i.customer_message, 1, {EXCERPT}), i.topic, i.channel,
       i.assistant_version, s.confidence, s.confidence_origin, s.queue, s.stay, s.feedback,
       s.decision, s.skips, s.sort_at, s.level, s.due_at,
       CASE WHEN s.due_at <= :now THEN s.woken_by END,
       s.returns - (s.stay IS 2 AND coalesce(s.due_at > :now, 1)),
       s.doubt, s.category, s.severity, s.flagged, s.disagreement, s.changed, s.tags,
       s.confidence_rank, s.topic_rank
  FROM interaction_state s JOIN customer_interactions i ON i.row_id = s.row_id
"""


class _Sorting(NamedTuple):
    key: str
    beyond: str
    direction: str
    marks: str = ":after_key"

    def order(self) -> str:
        columns = [*self.key.split(", "), "s.row_id"]
        return ", ".join(f"{column} {self.direction}" for column in columns)


_IN_ORDER = {
    Order.OLDEST: _Sorting("s.sort_at", ">", "ASC"),
    Order.NEWEST: _Sorting("s.sort_at", "<", "DESC"),
    Order.LOWEST_CONFIDENCE: _Sorting("s.confidence_rank", ">", "ASC"),
    Order.LIKELY_WRONG: _Sorting("s.doubt", "<", "DESC"),
    Order.TOPIC: _Sorting("s.topic_rank, s.sort_at", ">", "ASC", ":after_topic, :after_key"),
}
#: Orders in which the replies of one topic lie together in an index.
_TOPIC_FIRST = (Order.OLDEST, Order.NEWEST, Order.TOPIC)
#: Tells the planner that the topic narrows more than the queue does.
_OF_TOPIC = "likelihood(s.topic_rank = :topic, 0.001)"
_HAS_WORDS = "s.row_id IN (SELECT rowid FROM interaction_text WHERE interaction_text MATCH :words)"
_BY_TIME = (Order.OLDEST, Order.NEWEST)
#: Goes through one index that knows all keys, and looks at no row but those it picks.
_PICKED = "SELECT s.row_id FROM interaction_state s INDEXED BY ix_state_sort"
#: Looked up rather than called for, at fifty items a page.
_STATES = {state.value: state for state in QueueState}
_STAYS: dict[int | None, Stay | None] = {None: None, **{stay.value: stay for stay in Stay}}
_SWITCHES = (False, True)
_KEY_PLACE = {Order.LOWEST_CONFIDENCE: 25, Order.LIKELY_WRONG: 18}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a page is asked for, whichever part of the queue is read."""

    order: Order
    conditions: tuple[str, ...]
    values: dict[str, object]


def queue_page(
    connection: Connection,
    queue: Queue,
    order: Order,
    now: int,
    limit: int,
    after: QueuePosition | None = None,
    narrowed: Filter | None = None,
) -> QueuePage:
    """Return the next items of a queue that fit a filter, whose own queue does not matter.

    `now` is microseconds UTC and settles what is due. Keyset: the page starts behind `after`, so
    its cost does not depend on how deep it lies. Items come level by level (see `QueueItem`),
    those that are not due behind all others; of all interactions together the levels do not
    matter. An index holds every order of the due and the snoozed queue, and the orders by time of
    the others. Their further orders go through one index for each page (0.15 s at a million
    rows): indexes of their own would slow every import by a tenth.
    """
    wanted = _wanted(connection, order, now, narrowed or Filter())
    rows: list[tuple[Sequence[Any], bool]] = []
    for part in parts_of(connection, queue, now, after):
        found = _rows(connection, part, wanted, limit + 1 - len(rows))
        rows += [(row, part.asleep) for row in found]
        if len(rows) > limit:
            break
    items = tuple(_item(row) for row, _ in rows[:limit])
    if len(rows) <= limit:
        return QueuePage(items, None)
    last, asleep = rows[limit - 1]
    return QueuePage(items, _position(order, last, asleep=asleep))


def _wanted(connection: Connection, order: Order, now: int, narrowed: Filter) -> _Wanted:
    narrowing_ = narrowing(narrowed)
    conditions, values = narrowing_.conditions, {**narrowing_.values, "now": now}
    matching = match_expression(connection, narrowed.words)
    if matching is not None:
        conditions, values = (*conditions, _HAS_WORDS), {**values, "words": matching}
    if narrowed.topic is not None and order in _TOPIC_FIRST:
        conditions = (*conditions, _OF_TOPIC)
    return _Wanted(order, conditions, values)


def _rows(
    connection: Connection, part: Part, wanted: _Wanted, limit: int
) -> Sequence[Sequence[Any]]:
    sorting, after = _IN_ORDER[wanted.order], part.after
    picked = not part.indexed and wanted.order not in _BY_TIME
    where = [part.condition, *wanted.conditions]
    if part.level is not None:  # outside of stays the level is the number of skips
        where.append("s.skips = :level" if picked else "s.level = :level")
    values = {**wanted.values, "level": part.level, "limit": limit}
    if after:
        where.append(f"({sorting.key}, s.row_id) {sorting.beyond} ({sorting.marks}, :after_row)")
        values |= {"after_topic": after.topic, "after_key": after.key, "after_row": after.row_id}
    query = f"WHERE {' AND '.join(where)} ORDER BY {sorting.order()} LIMIT :limit"
    if picked:
        query = f"WHERE s.row_id IN ({_PICKED} {query}) ORDER BY {sorting.order()}"
    return connection.exec_driver_sql(f"{_ITEM} {query}", values).all()


def _item(row: Sequence[Any]) -> QueueItem:
    values = list(row[:25])
    values[1] = UUID(bytes=row[1])
    values[8] = _STATES[row[8]]
    values[9] = _STAYS[row[9]]
    values[21:24] = _SWITCHES[row[21]], _SWITCHES[row[22]], _SWITCHES[row[23]]
    values[24] = () if row[24] is None else tuple(orjson.loads(row[24]))
    return QueueItem._make(values)


def _position(order: Order, row: Sequence[Any], *, asleep: bool) -> QueuePosition:
    key = row[_KEY_PLACE.get(order, 13)]
    return QueuePosition(row[14], key, row[0], row[26], asleep)


def queue_counts(connection: Connection, now: int) -> QueueCounts:
    """Count the queues from their rows. `now` is microseconds UTC."""
    new, snoozed, reviewed = (_count(connection, f"queue = {state.value}") for state in QueueState)
    asleep = _count(connection, ASLEEP.replace("s.", ""), now)
    manual, audit = _count(connection, "stay = 2"), _count(connection, "stay = 3")
    total = new + snoozed + reviewed
    return QueueCounts(total, new, snoozed, snoozed - asleep, reviewed, manual, audit)


def _count(connection: Connection, condition: str, now: int = 0) -> int:
    query = f"SELECT count(*) FROM interaction_state WHERE {condition}"
    return int(connection.exec_driver_sql(query, {"now": now}).scalar_one())


def count_reviewed(connection: Connection, row_ids: Sequence[int]) -> int:
    """Count the interactions among some that have a standing review."""
    listed = "row_id IN (SELECT value FROM json_each(:row_ids))"
    query = f"SELECT count(*) FROM interaction_state WHERE {listed} AND decision IS NOT NULL"
    found = connection.exec_driver_sql(query, {"row_ids": json_list(row_ids)})
    return int(found.scalar_one())


def states_of(connection: Connection, row_ids: Sequence[int]) -> dict[int, QueueItem]:
    """Return where interactions stand now, by row id, in the shape of a queue's line."""
    query = f"{_ITEM} WHERE s.row_id IN (SELECT value FROM json_each(:row_ids))"
    rows = connection.exec_driver_sql(query, {"row_ids": json_list(row_ids), "now": now_micros()})
    return {row[0]: _item(row) for row in rows}


def state_of(connection: Connection, row_id: int) -> QueueItem:
    """Return where one interaction stands now. Raises ValueError where there is none."""
    query = f"{_ITEM} WHERE s.row_id = :row_id"
    found = connection.exec_driver_sql(query, {"row_id": row_id, "now": now_micros()})
    return _item(found.one())
