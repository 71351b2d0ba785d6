"""The cache of answers: what a model said to a question, under the key of all that shaped it."""

from collections.abc import Iterable
from uuid import UUID

import orjson

from reviewer.domain.assistant import Answer, CallState
from reviewer.store.connection import Connection

_PUT = """
INSERT OR REPLACE INTO llm_answers (cache_key, state, text, model, confidence, at)
VALUES (?, ?, ?, ?, ?, ?)
"""
_FORGET = """
DELETE FROM llm_answers WHERE cache_key IN (
       SELECT cache_key FROM llm_calls
        WHERE interaction_id IN (SELECT unhex(value) FROM json_each(?)))
"""


def get(connection: Connection, key: bytes) -> Answer | None:
    """Return the answer to a question; None where nobody asked it."""
    query = "SELECT state, text, model, confidence FROM llm_answers WHERE cache_key = ?"
    row = connection.exec_driver_sql(query, (key,)).first()
    return None if row is None else Answer(CallState(row[0]), row[1], row[2], row[3])


def put(connection: Connection, key: bytes, answer: Answer, at: int) -> None:
    """Keep an answer, in place of an earlier one to the same question."""
    values = (key, answer.state.value, answer.text, answer.model, answer.confidence, at)
    connection.exec_driver_sql(_PUT, values)


def forget(connection: Connection, interaction_ids: Iterable[UUID]) -> int:
    """Erase the answers that were given about some interactions; return how many there were."""
    ids = orjson.dumps([one.hex for one in interaction_ids]).decode()
    return connection.exec_driver_sql(_FORGET, (ids,)).rowcount
