"""Snoozes and wakes: appended with their action, and what else may wake a snoozed reply."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import orjson

from reviewer.domain.identity import new_event_id
from reviewer.domain.snooze import Snooze, StoredSnooze, WakeOn
from reviewer.store import state
from reviewer.store.connection import Connection
from reviewer.store.lists import json_list
from reviewer.store.state import STANDING

_SNOOZE = (
    "INSERT INTO snoozes (id, action_id, interaction_id, reason, until_at, wake_on, at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_WAKE = "INSERT INTO wakes (id, action_id, interaction_id, at) VALUES (?, ?, ?, ?)"
_OF = f"""
SELECT e.id, e.interaction_id, e.action_id, e.until_at, e.wake_on, e.reason, e.at, p.name,
       {STANDING.format(event="e")}
  FROM snoozes e JOIN actions a ON a.id = e.action_id JOIN reviewers p ON p.id = a.reviewer_id
 WHERE e.interaction_id = :id ORDER BY e.at DESC, e.id DESC
"""
_HAPPENED = (
    "INSERT INTO wake_events (kind, subject, interaction_id, at) "
    "SELECT ?1, ?2, id, ?3 FROM customer_interactions "
    "WHERE row_id IN (SELECT value FROM json_each(?4))"
)


def append_snoozes(
    connection: Connection, action_id: UUID, keys: Iterable[bytes], snooze: Snooze, at: int
) -> None:
    """Snooze the interactions of these ids. `at` is microseconds UTC."""
    wake_on = orjson.dumps(sorted(snooze.wake_on)).decode()
    own = (snooze.reason, snooze.until, wake_on, at)
    rows = [(new_event_id().bytes, action_id.bytes, key, *own) for key in keys]
    connection.exec_driver_sql(_SNOOZE, rows)


def append_wakes(connection: Connection, action_id: UUID, keys: Iterable[bytes], at: int) -> None:
    """Wake the interactions of these ids by hand."""
    rows = [(new_event_id().bytes, action_id.bytes, key, at) for key in keys]
    connection.exec_driver_sql(_WAKE, rows)


def snoozes_of(connection: Connection, interaction_id: UUID) -> tuple[StoredSnooze, ...]:
    """Return the snoozes of an interaction, newest first, retracted ones marked."""
    return tuple(map(_stored, connection.exec_driver_sql(_OF, {"id": interaction_id.bytes})))


def _stored(row: Sequence[Any]) -> StoredSnooze:
    wake_on = frozenset(map(WakeOn, orjson.loads(row[4])))
    return StoredSnooze(
        id=UUID(bytes=row[0]),
        interaction_id=UUID(bytes=row[1]),
        action_id=UUID(bytes=row[2]),
        snooze=Snooze(row[3], wake_on, row[5]),
        at=row[6],
        reviewer=row[7],
        standing=bool(row[8]),
    )


def happened(
    connection: Connection, kind: WakeOn, subject: str, at: int, row_ids: Iterable[int] | None
) -> tuple[int, ...]:
    """Note an event that snoozed replies may wait for; return the rows derived anew.

    `row_ids` are the interactions that it concerns, None all of them. `at` is microseconds UTC.
    """
    if row_ids is None:
        connection.exec_driver_sql(
            "INSERT INTO wake_events (kind, subject, at) VALUES (?, ?, ?)", (kind, subject, at)
        )
    else:
        values = (kind, subject, at, json_list(row_ids))
        connection.exec_driver_sql(_HAPPENED, values)
    touched = state.manual_stays(connection)
    state.refresh_rows(connection, touched)
    return touched
