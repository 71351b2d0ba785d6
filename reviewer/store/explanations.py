"""What the assistant said about replies: why this one, why it failed, what kind of failure."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import orjson

from reviewer.domain.improvement import Explanation, ExplanationKind
from reviewer.store.connection import Connection
from reviewer.store.lists import json_list

_COLUMNS = (
    "id, interaction_id, kind, text, points, category, caution, revision_hash, provider, model, "
    "prompt_used, answer_key, at"
)
_SAVE = (
    f"INSERT INTO explanations ({_COLUMNS}) VALUES ({', '.join('?' * 13)}) "
    "ON CONFLICT (interaction_id, answer_key) DO UPDATE SET at = excluded.at"
)
_LATEST = f"""
SELECT {_COLUMNS} FROM explanations
 WHERE interaction_id = ? AND kind = ? ORDER BY at DESC, id DESC LIMIT 1
"""
_UNCATEGORISED = """
SELECT s.row_id FROM interaction_state s JOIN customer_interactions i ON i.row_id = s.row_id
 WHERE s.feedback = 'no' AND s.category IS NULL AND trim(coalesce(i.ai_reply, '')) <> ''
 ORDER BY s.sort_at DESC, s.row_id DESC LIMIT ?
"""

_UNEXPLAINED = """
SELECT s.row_id FROM interaction_state s JOIN customer_interactions i ON i.row_id = s.row_id
 WHERE s.reviewed_at >= ? AND s.queue = 2 AND s.feedback = 'no'
   AND trim(coalesce(i.ai_reply, '')) <> ''
   AND NOT EXISTS (SELECT 1 FROM explanations e
                    WHERE e.interaction_id = i.id AND e.kind = 'failure')
 ORDER BY s.reviewed_at LIMIT ?
"""
_FIRST_REVIEWED = """
SELECT min(reviewed_at) FROM interaction_state WHERE row_id IN (SELECT value FROM json_each(?))
"""


def save(connection: Connection, explanation: Explanation) -> None:
    """Keep an explanation; the same one given again becomes the latest."""
    values = (
        explanation.id.bytes,
        explanation.interaction_id.bytes,
        explanation.kind.value,
        explanation.text,
        orjson.dumps(explanation.points).decode(),
        explanation.category,
        explanation.caution,
        explanation.revision_hash,
        explanation.provider,
        explanation.model,
        explanation.prompt_used,
        explanation.answer_key,
        explanation.at,
    )
    connection.exec_driver_sql(_SAVE, values)


def latest(
    connection: Connection, interaction_id: UUID, kind: ExplanationKind
) -> Explanation | None:
    """Return the newest explanation of a kind; None where nobody asked for one."""
    row = connection.exec_driver_sql(_LATEST, (interaction_id.bytes, kind.value)).first()
    return None if row is None else _explanation(row)


def uncategorised(connection: Connection, limit: int) -> tuple[int, ...]:
    """Return row ids of failures that nobody and nothing categorised yet, newest first."""
    return tuple(connection.exec_driver_sql(_UNCATEGORISED, (limit,)).scalars())


def unexplained(connection: Connection, since: int, limit: int) -> tuple[int, ...]:
    """Return row ids of replies that a reviewer called bad since a moment, and nobody explained.

    Those reviewed first come first; `since` is microseconds UTC.
    """
    return tuple(connection.exec_driver_sql(_UNEXPLAINED, (since, limit)).scalars())


def first_reviewed(connection: Connection, row_ids: Iterable[int]) -> int | None:
    """Return when the first of some rows was reviewed; None where none was."""
    values = (json_list(row_ids),)
    moment: int | None = connection.exec_driver_sql(_FIRST_REVIEWED, values).scalar()
    return moment


def forget(connection: Connection, interaction_ids: Iterable[UUID]) -> None:
    """Erase the explanations of some interactions."""
    for one in interaction_ids:
        query = "DELETE FROM explanations WHERE interaction_id = ?"
        connection.exec_driver_sql(query, (one.bytes,))


def _explanation(row: Sequence[Any]) -> Explanation:
    return Explanation(
        id=UUID(bytes=row[0]),
        interaction_id=UUID(bytes=row[1]),
        kind=ExplanationKind(row[2]),
        text=row[3],
        points=tuple(orjson.loads(row[4])),
        category=row[5],
        caution=row[6],
        revision_hash=row[7],
        provider=row[8],
        model=row[9],
        prompt_used=row[10],
        answer_key=row[11],
        at=row[12],
    )
