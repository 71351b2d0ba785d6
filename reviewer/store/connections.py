"""Connections of the driver, SQLCipher, keyed and ready."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2

from reviewer.domain.identity import new_event_id
from reviewer.store.private_files import read_fault

if TYPE_CHECKING:
    from reviewer.store.keys import DataKey

PLAIN_HEADER = b"SQLite format 3\0"
BUSY_SECONDS = 10.0
#: How the driver is asked to behave.
ARGUMENTS: dict[str, Any] = {
    "isolation_level": None,
    "check_same_thread": False,
    "timeout": BUSY_SECONDS,
    "cached_statements": 256,
}

# The driver asks every value that is None or bytes how it wants to be adapted, and where nobody
# has said so, that takes 2 µs a value: a third of an import. Both are told to be taken as they
# are; `{}.get` is None for None without a call in Python.
sqlcipher3.dbapi2.register_adapter(type(None), {}.get)
sqlcipher3.dbapi2.register_adapter(bytes, bytearray)


def is_plain(path: Path) -> bool:
    """Tell whether the file is an unencrypted SQLite database. Raises StoreError."""
    try:
        with path.open("rb") as file:
            return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER
    except OSError as error:
        raise read_fault(path, error) from error


def prepare(connection: Any, key: "DataKey | None") -> None:
    """Key a fresh DBAPI connection, if there is a key, and add the functions the schema uses."""
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        connection.execute(f'PRAGMA key = "{key.literal}"')
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.create_function("segmented", 1, _segmented, deterministic=True)
    connection.create_function("new_event_key", 0, _new_event_key)


def _segmented(text: str | None) -> str | None:
    """Import its part with the first text that is indexed: readers never come to it."""
    from reviewer.store.segments import segmented

    return segmented(text)


def _new_event_key() -> bytes:
    return new_event_id().bytes


def connect(path: Path, key: "DataKey | None") -> Any:
    """Return a connection of the driver, which begins and ends no transaction by itself."""
    connection = sqlcipher3.dbapi2.connect(str(path), **ARGUMENTS)
    prepare(connection, key)
    return connection
