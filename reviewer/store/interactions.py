"""Interactions as a person reads and lists them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast
from uuid import UUID

import orjson

from reviewer.domain.interaction import Interaction, Turn
from reviewer.domain.review import Texts
from reviewer.store.connection import Connection
from reviewer.store.lists import json_list

_WHOLE = """
SELECT i.row_id, i.id, i.source_key, i.external_id, i.conversation_id, i.channel,
       i.customer_message, i.ai_reply, i.agent_reply, i.feedback, i.confidence,
       i.assistant_version, i.model, i.prompt_version, i.topic, i.intent, i.language,
       i.created_at, i.updated_at, c.context, c.source, c.extra
  FROM customer_interactions i JOIN interaction_context c ON c.row_id = i.row_id
"""
_BY_ROW = f"{_WHOLE} WHERE i.row_id IN (SELECT value FROM json_each(?1))"
_BY_ONE_ROW = f"{_WHOLE} WHERE i.row_id = ?1"
_BY_ID = f"{_WHOLE} WHERE i.id = ?1"
_EXCERPTS = """
SELECT row_id, substr(ai_reply, 1, ?1) FROM customer_interactions
 WHERE row_id IN (SELECT value FROM json_each(?2)) AND ai_reply IS NOT NULL
"""


def by_id(connection: Connection, interaction_id: UUID) -> Interaction | None:
    """Return one interaction, whole; None where the store has none of that id."""
    row = connection.exec_driver_sql(_BY_ID, (interaction_id.bytes,)).first()
    return None if row is None else _interaction(row)


def by_row_id(connection: Connection, row_id: int) -> Interaction | None:
    """Return one interaction, whole, by its row id; None where the store has none there."""
    row = connection.exec_driver_sql(_BY_ONE_ROW, (row_id,)).first()
    return None if row is None else _interaction(row)


def by_row_ids(connection: Connection, row_ids: Iterable[int]) -> dict[int, Interaction]:
    """Return interactions, whole, by row id; row ids that are not there are left out."""
    rows = connection.exec_driver_sql(_BY_ROW, (json_list(row_ids),))
    return {row[0]: _interaction(row) for row in rows}


def find_row(connection: Connection, interaction_id: UUID) -> int | None:
    """Return the row id of an interaction; None where the store has none of that id."""
    query = "SELECT row_id FROM customer_interactions WHERE id = ?"
    row_id: int | None = connection.exec_driver_sql(query, (interaction_id.bytes,)).scalar()
    return row_id


def last_row(connection: Connection) -> int:
    """Return the highest row id; 0 in an empty store."""
    query = "SELECT max(row_id) FROM customer_interactions"
    return int(connection.exec_driver_sql(query).scalar() or 0)


def keys_of(connection: Connection, row_ids: Iterable[int]) -> list[tuple[int, bytes]]:
    """Return row ids with the interactions' ids as bytes; those that are gone are left out."""
    query = (
        "SELECT row_id, id FROM customer_interactions "
        "WHERE row_id IN (SELECT value FROM json_each(?))"
    )
    found = connection.exec_driver_sql(query, (json_list(row_ids),))
    return [(row[0], row[1]) for row in found]


def texts_of(connection: Connection, row_ids: Iterable[int]) -> list[tuple[int, bytes, Texts]]:
    """Return row id, id as bytes, and the texts that a reviewer judges, of some interactions."""
    query = (
        "SELECT row_id, id, customer_message, ai_reply, agent_reply FROM customer_interactions "
        "WHERE row_id IN (SELECT value FROM json_each(?))"
    )
    found = connection.exec_driver_sql(query, (json_list(row_ids),))
    return [(row[0], row[1], Texts(*row[2:])) for row in found]


def by_external_id(connection: Connection, external_id: str, limit: int = 2) -> list[UUID]:
    """Return the ids of interactions that a source calls `external_id`, at most `limit`.

    Reads the whole table: for a person who pastes the source's own id.
    """
    query = "SELECT id FROM customer_interactions WHERE external_id = ? LIMIT ?"
    found = connection.exec_driver_sql(query, (external_id, limit))
    return [UUID(bytes=row[0]) for row in found]


def reply_excerpts(connection: Connection, row_ids: Iterable[int], length: int) -> dict[int, str]:
    """Return the first `length` characters of AI replies by row id, where there is one."""
    rows = connection.exec_driver_sql(_EXCERPTS, (length, json_list(row_ids)))
    return {row[0]: row[1] for row in rows}


def _interaction(row: Sequence[Any]) -> Interaction:
    values = list(row)
    values[1] = UUID(bytes=row[1])
    values[19] = tuple(_turns(row[19]))
    values[20] = None if row[20] is None else orjson.loads(row[20])
    values[21] = {} if row[21] is None else orjson.loads(row[21])
    return Interaction(*values)


def _turns(context: str) -> Iterator[Turn]:
    for turn in cast("list[dict[str, str]]", orjson.loads(context)):
        yield Turn(turn["role"], turn["text"])
