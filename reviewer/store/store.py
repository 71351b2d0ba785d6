"""The open store: readers always, one writer, and word of what each transaction changed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from reviewer.domain.changes import Changed
from reviewer.store.connection import Connection
from reviewer.store.faults import driver_fault
from reviewer.store.open_file import OpenFile
from reviewer.store.readers import Readers
from reviewer.store.writer_lock import Holder, WriterLock

if TYPE_CHECKING:
    import sqlalchemy

    from reviewer.store.keys import DataKey
    from reviewer.store.writer import Writer

Listener = Callable[[Changed], None]

__all__ = ["Connection", "Listener", "Store", "Writing"]


class Writing:
    """One write transaction: its connection, and what it has changed so far."""

    def __init__(self, connection: "sqlalchemy.Connection") -> None:
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
        self._readers = Readers(path, key)
        self._writer: Writer | None = None
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
            with self._readers.snapshot() as connection:
                yield connection
        except dbapi2.DatabaseError as error:
            if (fault := driver_fault(error, self.path)) is None:
                raise
            raise fault from error

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[Writing]:
        """Give the one write transaction.

        `durable` waits for the disk at commit, so that a power cut loses nothing; without it a
        killed process still loses nothing.
        """
        self.become_writer()
        with self._turn, self._transaction(durable=durable) as writing:
            yield writing
        self.announce(writing.changed)

    def announce(self, changed: Changed) -> None:
        """Tell the listeners of a change, such as one that another process has made."""
        for listener in tuple(self._listeners) if changed else ():
            listener(changed)

    @contextmanager
    def _transaction(self, *, durable: bool) -> Iterator[Writing]:
        from reviewer.store.writer import Writer

        self._file.check()
        if self._writer is None:
            self._writer = Writer(self.path, self.key)
        with self._writer.transaction(durable=durable) as connection:
            yield Writing(connection)

    @property
    def is_writer(self) -> bool:
        """Tell whether this process holds the writer's lock."""
        return self._lock.held

    def writer(self) -> Holder | None:
        """Return the process that writes, or did so last; None where that cannot be told."""
        return self._lock.holder()

    def become_writer(self) -> None:
        """Take the writer's lock now. Raises StoreBusy where another process has it."""
        self._lock.take()

    def resign(self) -> None:
        """Let others write, until the next write."""
        self._lock.release()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after each transaction that changed something; return how to stop.

        It is called on the writer's thread.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def close(self) -> None:
        """Give back the connections and the writer's lock."""
        self._readers.close()
        if self._writer is not None:
            self._writer.close()
        self._lock.release()
