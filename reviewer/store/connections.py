"""SQLAlchemy engines over SQLCipher: one for reading, one for the single writer."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL

from reviewer.store.private_files import read_fault
from reviewer.store.segments import segmented

if TYPE_CHECKING:
    from reviewer.store.keys import DataKey

PLAIN_HEADER = b"SQLite format 3\0"
READERS = 4
BUSY_SECONDS = 10.0
WRITER_CACHE_KIB = 48_000
READER_CACHE_KIB = 12_000


def is_plain(path: Path) -> bool:
    """Tell whether the file is an unencrypted SQLite database. Raises StoreError."""
    try:
        with path.open("rb") as file:
            return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER
    except OSError as error:
        raise read_fault(path, error) from error


def reading_engine(path: Path, key: "DataKey | None") -> Engine:
    """Return an engine whose connections cannot write."""
    engine = _engine(path, key, pool_size=READERS)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA cache_size = -{READER_CACHE_KIB}")
        connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN DEFERRED")

    return engine


def writing_engine(path: Path, key: "DataKey | None") -> Engine:
    """Return an engine with one connection, whose transactions take the write lock at once."""
    engine = _engine(path, key, pool_size=1)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA journal_size_limit = 100000000")
        connection.execute("PRAGMA wal_autocheckpoint = 20000")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{WRITER_CACHE_KIB}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _engine(path: Path, key: "DataKey | None", pool_size: int) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=sqlcipher3.dbapi2,
        hide_parameters=True,
        pool_size=pool_size,
        max_overflow=0,
        connect_args={
            "isolation_level": None,
            "check_same_thread": False,
            "timeout": BUSY_SECONDS,
            "cached_statements": 256,
        },
    )

    @event.listens_for(engine, "connect")
    def _unlock(connection: Any, _record: object) -> None:
        prepare(connection, key)

    return engine


def prepare(connection: Any, key: "DataKey | None") -> None:
    """Key a fresh DBAPI connection, if there is a key, and add the functions the schema uses."""
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        connection.execute(f'PRAGMA key = "{key.literal}"')
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.create_function("segmented", 1, segmented, deterministic=True)


def connect(path: Path, key: "DataKey | None") -> Any:
    """Return a bare DBAPI connection, for the backup API and for checks."""
    connection = sqlcipher3.dbapi2.connect(
        str(path), isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
    )
    prepare(connection, key)
    return connection
