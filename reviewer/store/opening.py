"""Makes a store, or opens one and brings it up to date."""

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from reviewer.errors import StoreBusy, StoreDamaged, StoreError, StoreNotFound
from reviewer.store import facts, migrate, state, thresholds
from reviewer.store.connections import is_plain
from reviewer.store.faults import named_faults
from reviewer.store.private_files import read_fault
from reviewer.store.store import Connection, Store, Writing
from reviewer.store.writer_lock import COMMAND, WriterLock

if TYPE_CHECKING:
    from reviewer.store.keys import DataKey


def exists(path: Path) -> bool:
    """Tell whether there is a file with bytes in it at the path.

    Raises StoreError where that cannot be told, or something else is there, such as a folder.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise read_fault(path, error) from error
    if not stat.S_ISREG(found.st_mode):
        raise StoreError(f"{path} is no file. Name the store's file: --store PATH.")
    return found.st_size > 0


def create_store(path: Path, key: "DataKey | None", lock: WriterLock | None = None) -> Store:
    """Make an empty store, encrypted where a key is given, and open it.

    `lock` is the writer's lock where the caller holds it already.

    Raises StoreError where something is at the path already or the folder cannot be written;
    StoreBusy, DiskFull.
    """
    with named_faults(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = Store(path, key, lock)
    try:
        store.become_writer()
        _make_file(path)
        with store.writing() as writing:
            _make_tables(writing)
    except BaseException:
        store.close()
        raise
    return store


def _make_file(path: Path) -> None:
    """Make the file for one pair of eyes; SQLite gives its log the rights of the file."""
    if exists(path):
        raise StoreError(f"There is a file at {path} already; it was left as it is.")
    with named_faults(path):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)


def _make_tables(writing: Writing) -> None:
    migrate.upgrade(writing.connection)
    state.bring_up_to_date(writing.connection)
    facts.put(writing.connection, "store_id", str(uuid4()))


def open_store(path: Path, key: "DataKey | None", by: str = COMMAND) -> Store:
    """Open a store, run the migrations it lacks, and derive its state anew where that changed.

    `by` is what other processes are told of this one while it writes.
    Raises StoreNotFound, WrongKey, StoreTooNew, StoreDamaged; StoreBusy where it must be
    migrated while another process writes.
    """
    if not exists(path):
        raise StoreNotFound(f"There is no store at {path}.")
    store = Store(path, None if is_plain(path) else key, WriterLock(path, by))
    try:
        _bring_up_to_date(store)
    except BaseException:
        store.close()
        raise
    return store


def take_over(store: Store) -> bool:
    """Become the writer of an open store, unless another process still is; tell whether it worked.

    What that process has left undone is finished. Raises StoreTooNew where it was a newer program.
    """
    try:
        store.become_writer()
    except StoreBusy:
        return False
    try:
        _bring_up_to_date(store)
    except BaseException:
        store.resign()
        raise
    return True


def _bring_up_to_date(store: Store) -> None:
    """Run what is missing; a database without any table is a store whose making was cut short."""
    with store.reading() as connection:
        found, empty = migrate.version(connection), migrate.is_empty(connection)
        current = found == migrate.HEAD and _is_derived(connection)
    if empty:
        with store.writing() as writing:
            _make_tables(writing)
    elif found is None:
        raise StoreDamaged(f"{store.path} is a database, but not a store of Reviewer.")
    elif not current:
        migrate.check_not_newer(found, store.path)
        with store.writing() as writing:
            _upgrade(writing.connection, found)


def _is_derived(connection: Connection) -> bool:
    return state.is_up_to_date(connection) and not thresholds.is_moving(connection)


def _upgrade(connection: Connection, found: str) -> None:
    if found != migrate.HEAD:
        migrate.upgrade(connection)
    state.bring_up_to_date(connection)
    if thresholds.is_moving(connection):
        thresholds.end_move(connection)
