"""The queues: pages by keyset, counts from rows, and the reviews that end a stay."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

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

EXCERPT = 160

_ITEM = f"""
SELECT s.row_id, i.id, substr(i.customer_message, 1, {EXCERPT}), i.topic, i.channel,
       i.assistant_version, s.confidence, s.confidence_origin, s.queue, s.stay, s.feedback,
       s.decision, s.skips, s.sort_at, {{key}}
  FROM interaction_state s JOIN customer_interactions i ON i.row_id = s.row_id
"""
_IN_QUEUE = {
    Queue.DUE: "s.queue = 1 AND s.due_at <= :now",
    Queue.SNOOZED: "s.queue = 1",
    Queue.NEW: "s.queue = 0",
    Queue.REVIEWED: "s.queue = 2",
}
_IN_ORDER = {
    Order.OLDEST: ("s.sort_at", ">", "ASC"),
    Order.NEWEST: ("s.sort_at", "<", "DESC"),
    Order.LOWEST_CONFIDENCE: ("s.confidence_rank", ">", "ASC"),
}


def queue_page(
    connection: Connection,
    queue: Queue,
    order: Order,
    now: int,
    limit: int,
    after: QueuePosition | None = None,
) -> QueuePage:
    """Return the next items of a queue. `now` is microseconds UTC and settles what is due.

    Keyset: the page starts behind `after`, so its cost does not depend on how deep it lies.
    Items that were skipped come behind all that were not, level by level.
    """
    rows: list[Sequence[Any]] = []
    level = after.skips if after else _next_level(connection, queue, -1)
    while level is not None and len(rows) <= limit:
        here = after if after and after.skips == level else None
        rows += _level_rows(connection, queue, order, now, limit + 1 - len(rows), level, here)
        level = _next_level(connection, queue, level)
    items = tuple(_item(row) for row in rows[:limit])
    return QueuePage(items, _position(rows[limit - 1]) if len(rows) > limit else None)


def _next_level(connection: Connection, queue: Queue, level: int) -> int | None:
    if queue is Queue.ALL:
        return 0 if level < 0 else None
    condition = _IN_QUEUE[queue].replace("AND s.due_at <= :now", "")
    query = f"SELECT min(s.skips) FROM interaction_state s WHERE {condition} AND s.skips > :level"
    found: int | None = connection.exec_driver_sql(query, {"level": level}).scalar()
    return found


def _level_rows(
    connection: Connection,
    queue: Queue,
    order: Order,
    now: int,
    limit: int,
    level: int,
    after: QueuePosition | None,
) -> Sequence[Sequence[Any]]:
    key, beyond, direction = _IN_ORDER[order]
    where = [] if queue is Queue.ALL else [_IN_QUEUE[queue], "s.skips = :level"]
    if after:
        where.append(f"({key}, s.row_id) {beyond} (:key, :row_id)")
    query = (
        f"{_ITEM.format(key=key)} {'WHERE' if where else ''} {' AND '.join(where)} "
        f"ORDER BY {key} {direction}, s.row_id {direction} LIMIT :limit"
    )
    values = {"now": now, "level": level, "limit": limit}
    if after:
        values |= {"key": after.key, "row_id": after.row_id}  # type: ignore[dict-item]
    return connection.exec_driver_sql(query, values).all()


def _item(row: Sequence[Any]) -> QueueItem:
    values = list(row[:14])
    values[1] = UUID(bytes=row[1])
    values[8] = QueueState(row[8])
    values[9] = None if row[9] is None else Stay(row[9])
    return QueueItem(*values)


def _position(row: Sequence[Any]) -> QueuePosition:
    return QueuePosition(skips=row[12], key=row[14], row_id=row[0])


def queue_counts(connection: Connection, now: int) -> QueueCounts:
    """Count the queues from their rows. `now` is microseconds UTC."""
    new, snoozed, reviewed = (_count(connection, f"queue = {state.value}") for state in QueueState)
    due = _count(connection, "queue = 1 AND due_at <= :now", now)
    return QueueCounts(new + snoozed + reviewed, new, snoozed, due, reviewed)


def _count(connection: Connection, condition: str, now: int = 0) -> int:
    query = f"SELECT count(*) FROM interaction_state WHERE {condition}"
    return int(connection.exec_driver_sql(query, {"now": now}).scalar_one())


def states_of(connection: Connection, row_ids: Sequence[int]) -> dict[int, QueueItem]:
    """Return where interactions stand now, by row id, in the shape of a queue's line."""
    query = (
        _ITEM.format(key="s.sort_at") + "WHERE s.row_id IN (SELECT value FROM json_each(:row_ids))"
    )
    rows = connection.exec_driver_sql(query, {"row_ids": json_list(row_ids)})
    return {row[0]: _item(row) for row in rows}
