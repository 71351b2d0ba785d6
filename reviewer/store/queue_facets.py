"""What the rows that fit a filter have in common: counted by queue, and by the values of a field.

Each question looks once at the rows that fit, through one index where that knows all that is
asked for; at a million rows that takes up to a second, so it is asked where somebody looks.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from reviewer.domain.filters import Facet, Filter, PersonFacet
from reviewer.domain.queue import Queue, QueueCounts
from reviewer.store.connection import Connection
from reviewer.store.search import fitting
from reviewer.store.state import STANDING

#: Fields of a filter whose values can be counted, with the columns that hold them.
FIELDS: Mapping[str, str] = {
    "topic": "s.topic",
    "assistant_version": "s.assistant_version",
    "channel": "s.channel",
    "language": "s.language",
    "feedback": "s.feedback",
    "decision": "s.decision",
    "category": "s.category",
}
_BY_QUEUE = (
    "SELECT count(*), total(s.queue = 0), total(s.queue = 1), "
    "total(s.queue = 1 AND s.due_at <= :now), total(s.queue = 2)"
)
_PEOPLE = f"""
SELECT p.id, p.name, count(DISTINCT e.interaction_id) AS n
  FROM feedback_replay_log e JOIN actions a ON a.id = e.action_id
  JOIN reviewers p ON p.id = a.reviewer_id
 WHERE e.decision <> 'skip' AND {STANDING.format(event="e")}
 GROUP BY 1 ORDER BY n DESC, 2
"""


def narrowed_counts(connection: Connection, wanted: Filter, now: int) -> QueueCounts:
    """Count what fits a filter by queue. The parts of the snoozed queue are not told apart."""
    rows, values = fitting(connection, replace(wanted, queue=Queue.ALL))
    query = f"{_BY_QUEUE} {rows}"
    found = connection.exec_driver_sql(query, {**values, "now": now}).one()
    total, new, snoozed, due, reviewed = map(int, found)
    return QueueCounts(total, new, snoozed, due, reviewed)


def values_of(
    connection: Connection, field: str, wanted: Filter, now: int, limit: int = 200
) -> tuple[Facet, ...]:
    """Return the values of a field among the rows that fit, the most frequent first.

    What the filter asks of the field itself does not count. Raises KeyError for no such field.
    """
    without: dict[str, Any] = {field: None}
    rows, values = fitting(connection, replace(wanted, **without))
    column = FIELDS[field]
    if wanted.queue is Queue.NEW:  # nearly all rows: one pass is quicker than their index
        rows = rows.replace("s.queue", "+s.queue")
    query = f"SELECT {column}, count(*) AS n {rows} GROUP BY 1 ORDER BY n DESC, 1"
    found = connection.exec_driver_sql(query, {**values, "now": now})
    known = (Facet(*row) for row in found if row[0] is not None)
    return tuple(facet for _, facet in zip(range(limit), known, strict=False))


def tags_of(
    connection: Connection, wanted: Filter, now: int, limit: int = 200
) -> tuple[Facet, ...]:
    """Return the tags of the rows that fit, the most frequent first."""
    rows, values = fitting(connection, replace(wanted, tag=None))
    tagged = f"SELECT s.tags AS tags {rows} {'AND' if 'WHERE' in rows else 'WHERE'} s.tags NOT NULL"
    query = (
        f"SELECT t.value, count(*) AS n FROM ({tagged}) f CROSS JOIN json_each(f.tags) t "
        "GROUP BY 1 ORDER BY n DESC, 1 LIMIT :limit"
    )
    found = connection.exec_driver_sql(query, {**values, "now": now, "limit": limit})
    return tuple(Facet(*row) for row in found)


def reviewers_of(connection: Connection) -> tuple[PersonFacet, ...]:
    """Return who has standing reviews, and of how many interactions in all."""
    found = connection.exec_driver_sql(_PEOPLE)
    return tuple(PersonFacet(UUID(bytes=row[0]), row[1], row[2]) for row in found)
