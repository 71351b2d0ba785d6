"""Values of PostgreSQL that Python has no equal for: they come as their texts, not as faults.

A table in which one row holds `infinity` as its end of validity has to be readable all the same.
"""

import json
from typing import Any

import orjson


def read_leniently(connection: Any) -> None:
    """Let a psycopg connection give times that Python cannot hold as texts."""
    from psycopg.types import datetime as times

    adapters = connection.adapters
    for name, loader in (
        ("date", times.DateLoader),
        ("timestamp", times.TimestampLoader),
        ("timestamptz", times.TimestamptzLoader),
    ):
        adapters.register_loader(name, _lenient(loader))


def _lenient(loader: Any) -> Any:
    from psycopg import DataError

    class Lenient(loader):  # type: ignore[misc]
        def load(self, data: Any) -> Any:
            try:
                return super().load(data)
            except DataError:
                return bytes(data).decode()

    return Lenient


def json_or_text(data: bytes | str) -> Any:
    """Return the value of JSON; halves of characters stay in it, to be mended later."""
    try:
        return orjson.loads(data)
    except ValueError:
        return json.loads(data)
