"""Drafts: one per interaction, overwritten as somebody types. They are no events."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from reviewer.domain.draft import Draft
from reviewer.store.connection import Connection

_PUT = (
    "INSERT OR REPLACE INTO drafts "
    "(interaction_id, text, category, note, updated_at, severity, flagged) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_ALL = "SELECT interaction_id, text, category, note, updated_at, severity, flagged FROM drafts"


def put(connection: Connection, draft: Draft) -> None:
    """Keep a draft in place of the interaction's former one."""
    said = (draft.text, draft.category, draft.note, draft.updated_at)
    values = (*said, draft.severity, draft.flagged)
    connection.exec_driver_sql(_PUT, (draft.interaction_id.bytes, *values))


def discard(connection: Connection, interaction_id: UUID) -> None:
    """Forget an interaction's draft."""
    query = "DELETE FROM drafts WHERE interaction_id = ?"
    connection.exec_driver_sql(query, (interaction_id.bytes,))


def of(connection: Connection, interaction_id: UUID) -> Draft | None:
    """Return an interaction's draft."""
    query = f"{_ALL} WHERE interaction_id = ?"
    row = connection.exec_driver_sql(query, (interaction_id.bytes,)).first()
    return None if row is None else _draft(row)


def all_drafts(connection: Connection) -> tuple[Draft, ...]:
    """Return the drafts, the one written last first."""
    rows = connection.exec_driver_sql(f"{_ALL} ORDER BY updated_at DESC, interaction_id")
    return tuple(map(_draft, rows))


def _draft(row: Sequence[Any]) -> Draft:
    text, category, note, updated_at, severity, flagged = row[1:]
    key = UUID(bytes=row[0])
    return Draft(key, text, category, note, updated_at, severity, bool(flagged))
