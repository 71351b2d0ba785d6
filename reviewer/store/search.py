"""Lists of interactions by filter and full text: row ids only, newest first."""

import re
from array import array

from reviewer.domain.filters import Facet, Filter
from reviewer.domain.queue import Queue
from reviewer.store.connection import Connection
from reviewer.store.segments import needs_segments, segmented

#: Beginnings shorter than this are looked up as whole words only: they match too much.
SHORTEST_PREFIX = 3
_WORD = re.compile(r"\w+")
_QUEUE = {
    Queue.DUE: "s.queue = 1 AND s.due_at <= :now",
    Queue.SNOOZED: "s.queue = 1",
    Queue.NEW: "s.queue = 0",
    Queue.REVIEWED: "s.queue = 2",
}
FACETS = ("topic", "assistant_version", "channel", "language")


def match_expression(words: str) -> str | None:
    """Return what FTS5 is asked for: all words, the last one as a beginning; None for no word.

    Every word is quoted, so no character of the text is taken for an operator.
    """
    terms = [_term(word) for word in _WORD.findall(words)]
    if not terms:
        return None
    last = _WORD.findall(words)[-1]
    unfinished = words.endswith(last) and len(last) >= SHORTEST_PREFIX
    return " ".join(terms) + ("*" if unfinished else "")


def _term(word: str) -> str:
    whole = segmented(word) if needs_segments(word) else word
    return f'"{whole}"'


def row_ids(
    connection: Connection, wanted: Filter, now: int, limit: int | None = None
) -> "array[int]":
    """Return the row ids of interactions that fit, newest first, as an array of 8-byte ints.

    With words the order is that of arrival, which full text gives without sorting.
    """
    query, values = _row_id_query(wanted)
    values |= {"now": now, "limit": -1 if limit is None else limit}
    found = connection.exec_driver_sql(query, values)
    return array("q", found.scalars())


def count(connection: Connection, wanted: Filter, now: int) -> int:
    """Count the interactions that fit."""
    query, values = _row_id_query(wanted)
    return int(
        connection.exec_driver_sql(
            f"SELECT count(*) FROM ({query})",
            {**values, "now": now, "limit": -1},
        ).scalar_one()
    )


def _row_id_query(wanted: Filter) -> tuple[str, dict[str, object]]:
    conditions, values = _conditions(wanted)
    matching = match_expression(wanted.words)
    tables = "interaction_state s"
    if _asks_facts(wanted):
        tables += " CROSS JOIN customer_interactions i ON i.row_id = s.row_id"
    order = "s.sort_at DESC, s.row_id DESC"
    if matching:
        tables = _text_first(tables)
        conditions.insert(0, "t.interaction_text MATCH :words")
        values["words"] = matching
        order = "t.rowid DESC"
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"SELECT s.row_id FROM {tables} {where} ORDER BY {order} LIMIT :limit", values


def _text_first(tables: str) -> str:
    joined = tables.replace("interaction_state s", "interaction_state s ON s.row_id = t.rowid", 1)
    return f"interaction_text t CROSS JOIN {joined}"


def _asks_facts(wanted: Filter) -> bool:
    return any(getattr(wanted, name) is not None for name in FACETS)


def _conditions(wanted: Filter) -> tuple[list[str], dict[str, object]]:
    conditions = [] if wanted.queue is Queue.ALL else [_QUEUE[wanted.queue]]
    values: dict[str, object] = {}
    for name, condition in _COMPARED.items():
        value = getattr(wanted, name)
        if value is not None:
            conditions.append(condition)
            values[name] = value
    if wanted.without_confidence:
        conditions.append("s.confidence IS NULL")
    return conditions, values


_COMPARED = {
    **{name: f"i.{name} = :{name}" for name in FACETS},
    "feedback": "s.feedback = :feedback",
    "decision": "s.decision = :decision",
    "confidence_from": "s.confidence >= :confidence_from",
    "confidence_below": "s.confidence < :confidence_below",
    "since": "s.sort_at >= :since",
    "until": "s.sort_at < :until",
}


def facets(connection: Connection, column: str, limit: int = 200) -> tuple[Facet, ...]:
    """Return the values of a facet column with their counts, the most frequent first."""
    if column not in FACETS:
        raise ValueError(column)
    query = (
        f"SELECT {column}, count(*) AS n FROM customer_interactions "
        f"WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT :limit"
    )
    return tuple(Facet(*row) for row in connection.exec_driver_sql(query, {"limit": limit}))
