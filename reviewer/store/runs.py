"""Runs of the assistant over many interactions: what is to be done is written down first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from reviewer.store.bulk import insert_many
from reviewer.store.connection import Connection
from reviewer.store.lists import json_list


@dataclass(frozen=True, slots=True)
class Run:
    """A run over `size` interactions. `spec` is JSON and tells what it was started with."""

    id: UUID
    kind: str
    spec: str
    size: int
    started_at: int


@dataclass(frozen=True, slots=True)
class RunTally:
    """How far a run is: items done (and how many of those without a request), failed, waiting.

    `unreached` ones failed by a fault that may pass, and are tried again when it is resumed.
    """

    done: int
    from_cache: int
    failed: int
    unreached: int
    waiting: int


#: Row ids that one statement looks at.
_LOOKED_AT = 1000
_REPLIED = """
SELECT row_id FROM customer_interactions
 WHERE row_id IN (SELECT value FROM json_each(?)) AND trim(ai_reply) <> ''
"""
_ITEMS = "INSERT INTO assistant_run_items (run_id, position, row_id, state, from_cache)"
_OPEN = """
SELECT id, kind, spec, size, started_at FROM assistant_runs
 WHERE kind = ? AND spec = ? AND ended_at IS NULL ORDER BY started_at DESC LIMIT 1
"""
_UNENDED = """
SELECT id, kind, spec, size, started_at FROM assistant_runs
 WHERE ended_at IS NULL ORDER BY started_at DESC
"""
_WAITING = """
SELECT position, row_id FROM assistant_run_items
 WHERE run_id = ? AND state IN ('waiting', 'unreached') AND position > ?
 ORDER BY position LIMIT ?
"""
_TALLY = """
SELECT sum(state = 'done'), sum(state = 'done' AND from_cache), sum(state = 'failed'),
       sum(state = 'unreached'), sum(state = 'waiting')
  FROM assistant_run_items WHERE run_id = ?
"""
_MARK = """
UPDATE assistant_run_items SET state = ?3, from_cache = ?4, problem = ?5
 WHERE run_id = ?1 AND position = ?2
"""
_PROBLEMS = """
SELECT problem, count(*) FROM assistant_run_items
 WHERE run_id = ? AND state IN ('failed', 'unreached')
 GROUP BY problem ORDER BY count(*) DESC, problem
"""


def with_reply(connection: Connection, row_ids: Sequence[int], limit: int | None) -> list[int]:
    """Return the row ids whose interaction has an AI reply, in their order, at most `limit`."""
    found: list[int] = []
    for start in range(0, len(row_ids), _LOOKED_AT):
        part = row_ids[start : start + _LOOKED_AT]
        there = set(connection.exec_driver_sql(_REPLIED, (json_list(part),)).scalars())
        found += [row_id for row_id in part if row_id in there]
        if limit is not None and len(found) >= limit:
            return found[:limit]
    return found


def create(connection: Connection, run: Run, row_ids: Sequence[int]) -> None:
    """Write a run and its items down."""
    connection.exec_driver_sql(
        "INSERT INTO assistant_runs (id, kind, spec, size, started_at) VALUES (?, ?, ?, ?, ?)",
        (run.id.bytes, run.kind, run.spec, run.size, run.started_at),
    )
    key = run.id.bytes
    items = [(key, position, row_id, "waiting", 0) for position, row_id in enumerate(row_ids)]
    insert_many(connection, _ITEMS, items)


def unfinished(connection: Connection, kind: str, spec: str) -> Run | None:
    """Return the newest run of this kind and spec that has not ended."""
    row = connection.exec_driver_sql(_OPEN, (kind, spec)).first()
    return None if row is None else _run(row)


def unended(connection: Connection) -> tuple[Run, ...]:
    """Return the runs that have not ended, newest first."""
    return tuple(_run(row) for row in connection.exec_driver_sql(_UNENDED))


def waiting(
    connection: Connection, run_id: UUID, after: int, limit: int
) -> tuple[tuple[int, int], ...]:
    """Return position and row id of the next items that wait, behind position `after`."""
    rows = connection.exec_driver_sql(_WAITING, (run_id.bytes, after, limit))
    return tuple((row[0], row[1]) for row in rows)


def mark_done(connection: Connection, run_id: UUID, position: int, *, from_cache: bool) -> None:
    """Note that an item is done; `from_cache` where it needed no request."""
    connection.exec_driver_sql(_MARK, (run_id.bytes, position, "done", from_cache, None))


def mark_failed(
    connection: Connection, run_id: UUID, position: int, problem: str, *, final: bool
) -> None:
    """Note that an item failed, and why; unless it is `final`, a resumed run tries it again."""
    state = "failed" if final else "unreached"
    connection.exec_driver_sql(_MARK, (run_id.bytes, position, state, False, problem))


def tally(connection: Connection, run_id: UUID) -> RunTally:
    """Count a run's items."""
    row = connection.exec_driver_sql(_TALLY, (run_id.bytes,)).one()
    return RunTally(*(count or 0 for count in row))


def problems(connection: Connection, run_id: UUID) -> tuple[tuple[str, int], ...]:
    """Return each sentence of failed items with how many have it, the most frequent first."""
    rows = connection.exec_driver_sql(_PROBLEMS, (run_id.bytes,))
    return tuple((row[0], row[1]) for row in rows)


def end(connection: Connection, run_id: UUID, at: int) -> None:
    """Note that a run has come to its end; it is not resumed any more."""
    query = "UPDATE assistant_runs SET ended_at = ? WHERE id = ?"
    connection.exec_driver_sql(query, (at, run_id.bytes))


def _run(row: Sequence[Any]) -> Run:
    return Run(UUID(bytes=row[0]), row[1], row[2], row[3], row[4])
