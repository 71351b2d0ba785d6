"""What the assistant said about replies: why this one, why it failed, what kind of failure."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import orjson

from reviewer.domain.improvement import Explanation, ExplanationKind
from reviewer.store.connection import Connection

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
