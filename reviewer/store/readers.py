"""Connections that only read, straight over the driver.

What is read is SQL already, so SQLAlchemy has nothing to add here; and importing it takes longer
than a window takes to show its first reply.
"""

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from reviewer.errors import StoreBusy
from reviewer.store.connections import BUSY_SECONDS, connect

if TYPE_CHECKING:
    from reviewer.store.keys import DataKey

READERS = 4
READER_CACHE_KIB = 12_000


class Fetched:
    """The rows that a cursor gives; see `reviewer.store.connection.Rows`."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[Sequence[Any]]:
        """Give the rows one by one."""
        return iter(self._cursor)

    def all(self) -> Sequence[Sequence[Any]]:
        """Return all rows."""
        rows: list[Sequence[Any]] = self._cursor.fetchall()
        return rows

    def first(self) -> Sequence[Any] | None:
        """Return the first row, if there is one."""
        row: Sequence[Any] | None = self._cursor.fetchone()
        self._cursor.close()
        return row

    def one(self) -> Sequence[Any]:
        """Return the only row. Raises ValueError where there is none, or a second one."""
        (row,) = self._cursor.fetchmany(2)
        only: Sequence[Any] = row
        return only

    def scalar(self) -> Any:
        """Return the first value of the first row, None where there is no row."""
        row = self.first()
        return None if row is None else row[0]

    def scalar_one(self) -> Any:
        """Return the first value of the only row."""
        return self.one()[0]

    def scalars(self) -> "Values":
        """Return the first value of each row."""
        return Values(self._cursor)

    @property
    def rowcount(self) -> int:
        """Return how many rows the statement has changed."""
        return int(self._cursor.rowcount)


class Values:
    """The first value of each row that a cursor gives."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[Any]:
        """Give the values one by one."""
        return (row[0] for row in self._cursor)

    def all(self) -> Sequence[Any]:
        """Return all values."""
        return list(self)


class Snapshot:
    """One consistent view of the store; see `reviewer.store.connection.Connection`."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def exec_driver_sql(self, statement: str, parameters: Any = None, /) -> Fetched:
        """Run a statement."""
        return Fetched(self._driver.execute(statement, () if parameters is None else parameters))


class Readers:
    """A few connections that are opened when they are needed, and kept. Safe from any thread.

    Where all `limit` are in use, the next one waits for at most `patience` seconds.
    """

    def __init__(
        self,
        path: Path,
        key: "DataKey | None",
        limit: int = READERS,
        patience: float = BUSY_SECONDS,
    ) -> None:
        self._path, self._key, self._patience = path, key, patience
        self._free = threading.Semaphore(limit)
        self._idle: deque[Any] = deque()
        self._closed = False

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Give a view of the store. Raises StoreBusy where all connections stay in use."""
        if not self._free.acquire(timeout=self._patience):
            raise StoreBusy(f"All readers of {self._path} are at work. Try again.")
        try:
            driver = self._taken()
            try:
                driver.execute("BEGIN DEFERRED")
                yield Snapshot(driver)
            finally:
                self._give_back(driver)
        finally:
            self._free.release()

    def close(self) -> None:
        """Close the connections; one that is in use, when it is given back."""
        self._closed = True
        while (driver := self._idle_one()) is not None:
            driver.close()

    def _taken(self) -> Any:
        return self._idle_one() or reader(self._path, self._key)

    def _idle_one(self) -> Any:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _give_back(self, driver: Any) -> None:
        try:
            driver.rollback()
        except dbapi2.Error:
            driver.close()
            return
        self._idle.append(driver)
        if self._closed:
            self.close()


def reader(path: Path, key: "DataKey | None") -> Any:
    """Return a connection of the driver that cannot write."""
    driver = connect(path, key)
    try:
        driver.execute(f"PRAGMA cache_size = -{READER_CACHE_KIB}")
        driver.execute("PRAGMA query_only = ON")
    except BaseException:
        driver.close()
        raise
    return driver
