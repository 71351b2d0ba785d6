"""The single writer: one SQLAlchemy connection over SQLCipher. Imported with the first write."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError

from reviewer.store.connections import ARGUMENTS, prepare
from reviewer.store.faults import driver_fault
from reviewer.store.write_cache import USUAL_KIB

if TYPE_CHECKING:
    from reviewer.store.keys import DataKey


class Writer:
    """Gives one transaction at a time, which the caller sees to. Nothing is opened yet."""

    def __init__(self, path: Path, key: "DataKey | None") -> None:
        self._path = path
        self._engine = writing_engine(path, key)
        self._synchronous = ""

    @contextmanager
    def transaction(self, *, durable: bool) -> Iterator[Connection]:
        """Give a transaction that commits on leaving and rolls back on an exception.

        `durable` waits for the disk at commit. Raises StoreError for what the disk or another
        program does to it.
        """
        try:
            with self._engine.connect() as connection:
                self._set_synchronous(connection, "FULL" if durable else "NORMAL")
                with connection.begin():
                    yield connection
        except DatabaseError as error:
            if (fault := driver_fault(error.orig, self._path)) is None:
                raise
            raise fault from error

    def _set_synchronous(self, connection: Connection, level: str) -> None:
        """Set how a commit waits for the disk; the one connection keeps it until told anew."""
        if level == self._synchronous:
            return
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(f"PRAGMA synchronous = {level}")
        self._synchronous = level

    def close(self) -> None:
        """Give back the connection."""
        self._engine.dispose()


def writing_engine(path: Path, key: "DataKey | None") -> Engine:
    """Return an engine with one connection, whose transactions take the write lock at once."""
    engine = _engine(path, key)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA journal_size_limit = 100000000")
        connection.execute("PRAGMA wal_autocheckpoint = 20000")
        connection.execute("PRAGMA fullfsync = ON")  # macOS: a disk may else keep it in its cache
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{USUAL_KIB}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _engine(path: Path, key: "DataKey | None") -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=sqlcipher3.dbapi2,
        hide_parameters=True,
        pool_size=1,
        max_overflow=0,
        connect_args=ARGUMENTS,
    )

    @event.listens_for(engine, "connect")
    def _unlock(connection: Any, _record: object) -> None:
        prepare(connection, key)

    return engine
