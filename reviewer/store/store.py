"""The open store: readers always, one writer, and word of what each transaction changed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from reviewer.domain.changes import Changed
from reviewer.store.connections import reading_engine, writing_engine
from reviewer.store.faults import as_store_error
from reviewer.store.open_file import OpenFile
from reviewer.store.writer_lock import WriterLock

if TYPE_CHECKING:
    from reviewer.store.keys import DataKey

Listener = Callable[[Changed], None]

__all__ = ["Connection", "Listener", "Store", "Writing"]


class Writing:
    """One write transaction: its connection, and what it has changed so far."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.changed = Changed()

    def announce(self, changed: Changed) -> None:
        """Note a change; listeners hear of it after the commit, and of all at once."""
        self.changed |= changed


class Store:
    """An open store. Safe to use from any thread.

    `reading()` gives a connection with a consistent snapshot; `writing()` a transaction that
    commits on leaving and rolls back on an exception. The first write takes the writer's lock
    of the file, and raises StoreBusy where another process has it. Each raises StoreNotFound
    where the file was moved or deleted meanwhile, StoreError where it was replaced.
    """

    def __init__(self, path: Path, key: "DataKey | None", lock: WriterLock | None = None) -> None:
        self.path = path
        self.key = key
        self._file = OpenFile(path)
        self._readers = reading_engine(path, key)
        self._writer = writing_engine(path, key)
        self._lock = lock or WriterLock(path)
        self._turn = threading.Lock()
        self._listeners: list[Listener] = []

    @property
    def encrypted(self) -> bool:
        """Tell whether the file is encrypted."""
        return self.key is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that cannot write, with one consistent view of the store."""
        self._file.check()
        try:
            with self._readers.connect() as connection:
                yield connection
        except DatabaseError as error:
            raise as_store_error(error, self.path) from error

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[Writing]:
        """Give the one write transaction.

        `durable` waits for the disk at commit, so that a power cut loses nothing; without it a
        killed process still loses nothing.
        """
        self.become_writer()
        with self._turn, self._transaction("FULL" if durable else "NORMAL") as writing:
            yield writing
        for listener in tuple(self._listeners) if writing.changed else ():
            listener(writing.changed)

    @contextmanager
    def _transaction(self, synchronous: str) -> Iterator[Writing]:
        self._file.check()
        try:
            with self._writer.connect() as connection:
                _set_synchronous(connection, synchronous)
                with connection.begin():
                    yield Writing(connection)
        except DatabaseError as error:
            raise as_store_error(error, self.path) from error

    def become_writer(self) -> None:
        """Take the writer's lock now. Raises StoreBusy where another process has it."""
        self._lock.take()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after each transaction that changed something; return how to stop.

        It is called on the writer's thread.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def close(self) -> None:
        """Give back the connections and the writer's lock."""
        self._readers.dispose()
        self._writer.dispose()
        self._lock.release()


def _set_synchronous(connection: Connection, level: str) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(f"PRAGMA synchronous = {level}")
