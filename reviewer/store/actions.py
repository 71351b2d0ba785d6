"""The log of gestures. What is undone is told by a later action, never by changing one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from reviewer.domain.action import Action, Signature
from reviewer.domain.moments import now_micros
from reviewer.store.connection import Connection

_INSERT = """
INSERT INTO actions (id, kind, label, reviewer_id, device_id, at, undoes, redoes)
VALUES (:id, :kind, :label, :reviewer_id, :device_id, :at, :undoes, :redoes)
"""
_ACTION = "SELECT a.id, a.kind, a.label, a.at, a.undoes, a.redoes FROM actions a"
_LAST_STANDING = f"""
{_ACTION} WHERE a.reviewer_id = :reviewer_id AND a.undoes IS NULL
   AND NOT EXISTS (SELECT 1 FROM actions u WHERE u.undoes = a.id)
 ORDER BY a.at DESC, a.id DESC LIMIT 1
"""
_LAST_UNDONE = f"""
{_ACTION} JOIN actions u ON u.undoes = a.id
 WHERE u.reviewer_id = :reviewer_id
   AND NOT EXISTS (SELECT 1 FROM actions r WHERE r.redoes = a.id)
   AND u.at > coalesce((SELECT max(g.at) FROM actions g
                         WHERE g.reviewer_id = :reviewer_id
                           AND g.undoes IS NULL AND g.redoes IS NULL), 0)
 ORDER BY u.at DESC, u.id DESC LIMIT 1
"""
_LAST_MOMENT = "SELECT max(at) FROM actions WHERE reviewer_id = :reviewer_id"


def next_moment(connection: Connection, reviewer_id: UUID) -> int:
    """Return now in microseconds UTC, but later than the reviewer's last gesture.

    So a clock that is set back never changes which of two gestures came later.
    """
    last = connection.exec_driver_sql(_LAST_MOMENT, {"reviewer_id": reviewer_id.bytes}).scalar()
    return max(now_micros(), (last or 0) + 1)


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
            "redoes": None if action.redoes is None else action.redoes.bytes,
        },
    )


def last_standing(connection: Connection, reviewer_id: UUID) -> Action | None:
    """Return the newest gesture of a reviewer that can be undone."""
    row = connection.exec_driver_sql(_LAST_STANDING, {"reviewer_id": reviewer_id.bytes}).first()
    return None if row is None else _action(row)


def last_undone(connection: Connection, reviewer_id: UUID) -> Action | None:
    """Return the gesture that a redo would do once more.

    It is the one undone last; a new gesture leaves nothing to redo.
    """
    row = connection.exec_driver_sql(_LAST_UNDONE, {"reviewer_id": reviewer_id.bytes}).first()
    return None if row is None else _action(row)


def _action(row: Sequence[Any]) -> Action:
    undoes, redoes = (None if value is None else UUID(bytes=value) for value in row[4:6])
    return Action(UUID(bytes=row[0]), row[1], row[2], row[3], undoes, redoes)
