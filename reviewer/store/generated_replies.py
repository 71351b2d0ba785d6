"""Replies that our own assistant versions wrote; those below the threshold are auto-snoozed."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from reviewer.domain.improvement import GeneratedReply
from reviewer.store import facts
from reviewer.store.connection import Connection

_COLUMNS = (
    "id, interaction_id, assistant_version, reply, confidence, confidence_origin, provider, "
    "model, prompt_used, answer_key, at"
)
_SAVE = f"INSERT OR IGNORE INTO generated_replies ({_COLUMNS}) VALUES ({', '.join('?' * 11)})"
#: An unavailable confidence is neither 0 nor 1: it never snoozes.
_SNOOZED = "coalesce(confidence < ?1, 0)"


def save(connection: Connection, reply: GeneratedReply) -> None:
    """Keep a generated reply; the same one is kept once."""
    values = (
        reply.id.bytes,
        reply.interaction_id.bytes,
        reply.assistant_version,
        reply.reply,
        reply.confidence,
        reply.confidence_origin,
        reply.provider,
        reply.model,
        reply.prompt_used,
        reply.answer_key,
        reply.at,
    )
    connection.exec_driver_sql(_SAVE, values)


def of_interaction(connection: Connection, interaction_id: UUID) -> tuple[GeneratedReply, ...]:
    """Return what our versions replied to an interaction, newest first."""
    query = (
        f"SELECT {_COLUMNS}, {_SNOOZED} FROM generated_replies "
        "WHERE interaction_id = ?2 ORDER BY at DESC, id DESC"
    )
    values = (facts.threshold(connection), interaction_id.bytes)
    return tuple(_reply(row) for row in connection.exec_driver_sql(query, values))


def auto_snoozed(connection: Connection, limit: int) -> tuple[GeneratedReply, ...]:
    """Return generated replies below the threshold as it is now, the least sure first."""
    query = (
        f"SELECT {_COLUMNS}, 1 FROM generated_replies WHERE confidence < ?1 "
        "ORDER BY confidence, at, id LIMIT ?2"
    )
    rows = connection.exec_driver_sql(query, (facts.threshold(connection), limit))
    return tuple(_reply(row) for row in rows)


def forget(connection: Connection, interaction_ids: Iterable[UUID]) -> None:
    """Erase the replies that were generated for some interactions."""
    for one in interaction_ids:
        query = "DELETE FROM generated_replies WHERE interaction_id = ?"
        connection.exec_driver_sql(query, (one.bytes,))


def _reply(row: Sequence[Any]) -> GeneratedReply:
    return GeneratedReply(
        id=UUID(bytes=row[0]),
        interaction_id=UUID(bytes=row[1]),
        assistant_version=row[2],
        reply=row[3],
        confidence=row[4],
        confidence_origin=row[5],
        provider=row[6],
        model=row[7],
        prompt_used=row[8],
        answer_key=row[9],
        at=row[10],
        auto_snoozed=bool(row[11]),
    )
