"""The sources a store knows, with how far each was read."""

from collections.abc import Sequence
from typing import Any

import orjson

from reviewer.domain.source import Source
from reviewer.store.connection import Connection

_SOURCE = """
SELECT s.name, s.key, s.kind, s.config, s.added_at, y.cursor, y.finished_at, y.outcome
  FROM sources s LEFT JOIN sync_state y ON y.source_name = s.name
"""


def all_sources(connection: Connection) -> tuple[Source, ...]:
    """Return the sources by name."""
    return tuple(_source(row) for row in connection.exec_driver_sql(f"{_SOURCE} ORDER BY s.name"))


def put(connection: Connection, source: Source) -> None:
    """Add a source, or change the settings of the one of that name; its cursor stays."""
    connection.exec_driver_sql(
        "INSERT INTO sources (name, key, kind, config, added_at) "
        "VALUES (:name, :key, :kind, :config, :added_at) ON CONFLICT (name) DO UPDATE "
        "SET key = excluded.key, kind = excluded.kind, config = excluded.config",
        {
            "name": source.name,
            "key": source.key,
            "kind": source.kind,
            "config": orjson.dumps(dict(source.config)).decode(),
            "added_at": source.added_at,
        },
    )


def remove(connection: Connection, name: str) -> bool:
    """Forget a source and its cursor; its interactions stay. Tell whether there was one."""
    connection.exec_driver_sql("DELETE FROM sync_state WHERE source_name = :name", {"name": name})
    found = connection.exec_driver_sql("DELETE FROM sources WHERE name = :name", {"name": name})
    return found.rowcount > 0


def _source(row: Sequence[Any]) -> Source:
    values = list(row)
    values[3] = orjson.loads(row[3])
    values[7] = None if row[7] is None else orjson.loads(row[7])
    return Source(*values)
