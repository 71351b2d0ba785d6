"""Confidence estimated here, for rows whose source sent none; what a source sent stays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewer.store import state
from reviewer.store.connection import Connection
from reviewer.store.similar import LOOKED_AT

_NEEDS_ONE = """
  FROM customer_interactions i
  LEFT JOIN confidence_estimates e ON e.row_id = i.row_id AND e.content_hash = i.content_hash
 WHERE i.confidence IS NULL AND i.ai_reply IS NOT NULL AND e.row_id IS NULL
"""
_WAITING = f"""
SELECT i.row_id, substr(i.customer_message, 1, {LOOKED_AT}), substr(i.ai_reply, 1, {LOOKED_AT}),
       i.content_hash {_NEEDS_ONE} AND i.row_id > ?1 ORDER BY i.row_id LIMIT ?2
"""
_PUT = (
    "INSERT OR REPLACE INTO confidence_estimates (row_id, confidence, origin, content_hash, at) "
    "VALUES (?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Unestimated:
    """A row without a confidence, with its texts cut, and the hash of its facts."""

    row_id: int
    message: str
    reply: str
    content_hash: bytes


@dataclass(frozen=True, slots=True)
class Estimate:
    """A confidence for a row, 0..1; None where nothing similar was found."""

    row_id: int
    confidence: float | None
    content_hash: bytes


def count_waiting(connection: Connection) -> int:
    """Count the rows that have a reply, no confidence, and no estimate for their present facts."""
    return int(connection.exec_driver_sql(f"SELECT count(*) {_NEEDS_ONE}").scalar_one())


def waiting(connection: Connection, after: int, limit: int) -> Sequence[Unestimated]:
    """Return the next of them behind a row id."""
    rows = connection.exec_driver_sql(_WAITING, (after, limit))
    return [Unestimated(*row) for row in rows]


def put(connection: Connection, found: Iterable[Estimate], origin: str, at: int) -> None:
    """Keep estimates of one origin, and derive their rows anew. `at` is microseconds UTC."""
    rows = [(one.row_id, one.confidence, origin, one.content_hash, at) for one in found]
    if rows:
        connection.exec_driver_sql(_PUT, rows)
        state.refresh_rows(connection, (row[0] for row in rows))
