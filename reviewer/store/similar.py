"""Candidates for similar interactions: found through rare words, so that common ones cost nothing.

The words of a message are counted, none beyond `COMMON`. The rarest ones are then asked for
together, and one after the other is dropped, the most frequent first, until there are enough.
Where that finds few, as of a message with a number of its own, the rarest word is dropped instead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.store.connection import Connection
from reviewer.store.lists import json_list
from reviewer.store.words import quoted, words_of

#: Characters of a message, and different words of it, that are looked at.
LOOKED_AT = 1_000
MOST_WORDS = 24
#: Words asked for together at first.
TOGETHER = 6
#: With fewer candidates than these, the rarest word was too rare.
FEW = 40
#: A word in more messages than these is common.
COMMON = 2_000

_COUNT = (
    "SELECT count(*) FROM (SELECT 1 FROM interaction_text WHERE interaction_text MATCH ?1 "
    f"LIMIT {COMMON})"
)
_HITS = (
    "SELECT rowid FROM interaction_text WHERE interaction_text MATCH ?1 "
    "ORDER BY rowid DESC LIMIT ?2"
)
_MESSAGES = (
    f"SELECT row_id, substr(customer_message, 1, {LOOKED_AT}) FROM customer_interactions "
    "WHERE row_id IN (SELECT value FROM json_each(?1))"
)
_ACCEPTED = f"""
SELECT i.row_id, substr(i.customer_message, 1, {LOOKED_AT}), substr(i.ai_reply, 1, {LOOKED_AT})
  FROM json_each(?1) j
  JOIN interaction_state s ON s.row_id = j.value
  JOIN customer_interactions i ON i.row_id = s.row_id
 WHERE s.feedback = 'yes' AND i.ai_reply IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class AcceptedReply:
    """A reply whose effective feedback is yes, with the message it answered; both cut."""

    row_id: int
    message: str
    reply: str


def candidates(connection: Connection, message: str, most: int) -> list[int]:
    """Return row ids of interactions whose message shares rare words with this one."""
    found: dict[int, None] = {}
    words = _rarest_first(connection, message)
    for start in range(min(len(words), TOGETHER)):
        for asked in _questions(words[start : start + TOGETHER]):
            if len(found) >= (FEW if start else most):
                return list(found)[:most]
            hits = connection.exec_driver_sql(_HITS, (asked, most)).scalars()
            found |= dict.fromkeys(hits)
    return list(found)[:most]


def _questions(words: Sequence[str]) -> Iterator[str]:
    for kept in range(len(words), 0, -1):
        yield f"customer_message : ({' AND '.join(words[:kept])})"


def _rarest_first(connection: Connection, message: str) -> list[str]:
    different = list(dict.fromkeys(words_of(message[:LOOKED_AT].casefold())))[:MOST_WORDS]
    counted = [(_count(connection, word), -len(word), quoted(word)) for word in different]
    return [word for count, _, word in sorted(counted) if count > 1]


def _count(connection: Connection, word: str) -> int:
    asked = f"customer_message : {quoted(word)}"
    return int(connection.exec_driver_sql(_COUNT, (asked,)).scalar_one())


def messages(connection: Connection, row_ids: Sequence[int]) -> dict[int, str]:
    """Return the beginnings of messages, by row id."""
    return {row[0]: row[1] for row in connection.exec_driver_sql(_MESSAGES, (json_list(row_ids),))}


def accepted(connection: Connection, row_ids: Sequence[int]) -> list[AcceptedReply]:
    """Return those of the interactions whose AI reply was accepted."""
    rows = connection.exec_driver_sql(_ACCEPTED, (json_list(row_ids),))
    return [AcceptedReply(*row) for row in rows]
