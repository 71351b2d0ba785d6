"""A SQLite file with one table, and the transactions that tests write into it."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from services.jobs.write_lane import WriteLane

Lane = WriteLane[sqlite3.Connection]

SCHEMA = """
    CREATE TABLE entries (
        name TEXT NOT NULL UNIQUE,
        parent TEXT REFERENCES entries (name) DEFERRABLE INITIALLY DEFERRED
    )
"""
SYNCHRONOUS = {1: "NORMAL", 2: "FULL"}


class Journal:
    """A file of entries in the order they were committed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.levels: list[str] = []
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(SCHEMA)

    @contextmanager
    def writing(self, *, durable: bool) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                yield connection
            level = connection.execute("PRAGMA synchronous").fetchone()[0]
            self.levels.append(SYNCHRONOUS[level])

    def names(self) -> list[str]:
        with closing(sqlite3.connect(self.path)) as connection:
            rows = connection.execute("SELECT name FROM entries ORDER BY rowid").fetchall()
        return [name for (name,) in rows]


def entry(name: str, parent: str | None = None) -> Callable[[sqlite3.Connection], str]:
    """Return a transaction that writes one entry and returns its name."""

    def write(connection: sqlite3.Connection) -> str:
        connection.execute("INSERT INTO entries VALUES (?, ?)", (name, parent))
        return name

    return write


@dataclass
class Held:
    """A transaction that stays open until it is released."""

    name: str
    begun: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    def __call__(self, connection: sqlite3.Connection) -> str:
        self.begun.set()
        assert self.released.wait(10)
        return entry(self.name)(connection)
