"""Filters under names, by name."""

import orjson

from reviewer.domain.filters import Filter, SavedFilter
from reviewer.domain.moments import now_micros
from reviewer.store.connection import Connection

_PUT = "INSERT OR REPLACE INTO saved_filters (name, wanted, saved_at) VALUES (?, ?, ?)"


def put(connection: Connection, saved: SavedFilter) -> None:
    """Save a filter, in place of another of its name."""
    wanted = orjson.dumps(saved.wanted.as_json()).decode()
    connection.exec_driver_sql(_PUT, (saved.name, wanted, now_micros()))


def remove(connection: Connection, name: str) -> bool:
    """Forget a filter; tell whether there was one."""
    found = connection.exec_driver_sql("DELETE FROM saved_filters WHERE name = ?", (name,))
    return found.rowcount > 0


def all_saved(connection: Connection) -> tuple[SavedFilter, ...]:
    """Return the saved filters by name."""
    rows = connection.exec_driver_sql("SELECT name, wanted FROM saved_filters ORDER BY name")
    return tuple(SavedFilter(row[0], Filter.from_json(orjson.loads(row[1]))) for row in rows)
