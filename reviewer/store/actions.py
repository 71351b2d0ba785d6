"""The log of gestures. What is undone is told by a later action, never by changing one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from reviewer.domain.action import Action, Signature
from reviewer.store.connection import Connection

_INSERT = """
INSERT INTO actions (id, kind, label, reviewer_id, device_id, at, undoes)
VALUES (:id, :kind, :label, :reviewer_id, :device_id, :at, :undoes)
"""
_LAST_STANDING = """
SELECT a.id, a.kind, a.label, a.at, a.undoes FROM actions a
 WHERE a.reviewer_id = :reviewer_id AND a.undoes IS NULL
   AND NOT EXISTS (SELECT 1 FROM actions u WHERE u.undoes = a.id)
 ORDER BY a.at DESC, a.id DESC LIMIT 1
"""


def append_action(connection: Connection, action: Action, signature: Signature) -> None:
    """Append a gesture."""
    connection.exec_driver_sql(
        _INSERT,
        {
            "id": action.id.bytes,
            "kind": action.kind,
            "label": action.label,
            "reviewer_id": signature.reviewer_id.bytes,
            "device_id": signature.device_id.bytes,
            "at": action.at,
            "undoes": None if action.undoes is None else action.undoes.bytes,
        },
    )


def last_standing(connection: Connection, reviewer_id: UUID) -> Action | None:
    """Return the newest gesture of a reviewer that can be undone."""
    row = connection.exec_driver_sql(_LAST_STANDING, {"reviewer_id": reviewer_id.bytes}).first()
    return None if row is None else _action(row)


def _action(row: Sequence[Any]) -> Action:
    undoes = None if row[4] is None else UUID(bytes=row[4])
    return Action(UUID(bytes=row[0]), row[1], row[2], row[3], undoes)
