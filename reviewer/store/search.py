"""Lists of interactions by filter and full text: row ids only, newest first."""

from array import array

from reviewer.domain.filters import Facet, Filter
from reviewer.domain.queue import Queue
from reviewer.store.connection import Connection
from reviewer.store.narrowing import IN_QUEUE, narrowing
from reviewer.store.words import match_expression

FACETS = ("topic", "assistant_version", "channel", "language")


def row_ids(
    connection: Connection, wanted: Filter, now: int, limit: int | None = None
) -> "array[int]":
    """Return the row ids of interactions that fit, newest first, as an array of 8-byte ints.

    With words the order is that of arrival, which full text gives without sorting.
    """
    query, values = row_id_query(connection, wanted)
    values |= {"now": now, "limit": -1 if limit is None else limit}
    found = connection.exec_driver_sql(query, values)
    return array("q", found.scalars())


def count(connection: Connection, wanted: Filter, now: int) -> int:
    """Count the interactions that fit."""
    query, values = row_id_query(connection, wanted)
    return int(
        connection.exec_driver_sql(
            f"SELECT count(*) FROM ({query})",
            {**values, "now": now, "limit": -1},
        ).scalar_one()
    )


def row_id_query(connection: Connection, wanted: Filter) -> tuple[str, dict[str, object]]:
    """Return the query for the row ids that fit, with its values; `now` and `limit` are open."""
    rows, values = fitting(connection, wanted)
    order = "t.rowid DESC" if "words" in values else "s.sort_at DESC, s.row_id DESC"
    return f"SELECT s.row_id {rows} ORDER BY {order} LIMIT :limit", values


def fitting(connection: Connection, wanted: Filter) -> tuple[str, dict[str, object]]:
    """Return the FROM and WHERE of the states `s` that fit, with their values; `now` is open."""
    narrowed = narrowing(wanted)
    conditions, values = list(narrowed.conditions), dict(narrowed.values)
    if wanted.queue is not Queue.ALL:
        conditions.insert(0, IN_QUEUE[wanted.queue])
    matching = match_expression(connection, wanted.words)
    tables = "interaction_state s"
    if matching:
        tables = "interaction_text t CROSS JOIN interaction_state s ON s.row_id = t.rowid"
        conditions.insert(0, "t.interaction_text MATCH :words")
        values["words"] = matching
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"FROM {tables} {where}", values


def facets(connection: Connection, column: str, limit: int = 200) -> tuple[Facet, ...]:
    """Return the values of a facet column with their counts, the most frequent first."""
    if column not in FACETS:
        raise ValueError(column)
    query = (
        f"SELECT {column}, count(*) AS n FROM interaction_state "
        f"WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT :limit"
    )
    return tuple(Facet(*row) for row in connection.exec_driver_sql(query, {"limit": limit}))
