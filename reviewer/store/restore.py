"""Puts a backup in the store's place, and keeps what was there beside it."""

from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from reviewer.errors import StoreDamaged, StoreError, StoreNotFound
from reviewer.store import migrate
from reviewer.store.backup import copy_pages, unfinished
from reviewer.store.connections import connect, is_plain
from reviewer.store.faults import driver_fault, named_faults
from reviewer.store.key_file import key_path
from reviewer.store.opening import exists
from reviewer.store.private_files import replace_private
from reviewer.store.readers import Readers

if TYPE_CHECKING:
    from reviewer.store.keys import DataKey

LOGS = ("-wal", "-shm")


def restore(backup: Path, store: Path, key: "DataKey | None") -> Path | None:
    """Put a copy of a backup in the store's place; return where the store that was there now lies.

    The caller holds the writer's lock of the store. The copy is checked before anything is
    moved. Raises StoreNotFound, WrongKey, StoreTooNew, StoreDamaged where the backup is no sound
    store; StoreError, DiskFull where the copy cannot be made.
    """
    _refuse_itself(backup, store)
    with named_faults(store, reads=backup), unfinished(store) as part:
        copy_pages(backup, key, part, None)
        _check(part, backup, key)
        aside = _set_aside(store, key)
        _put_key_file(backup, store)
        part.replace(store)
    return aside


def _refuse_itself(backup: Path, store: Path) -> None:
    if not backup.is_file():
        raise StoreNotFound(f"There is no backup at {backup}.")
    if store.exists() and backup.samefile(store):
        raise StoreError(f"{backup} is the store itself: name a backup of it.")


def _check(part: Path, backup: Path, key: "DataKey | None") -> None:
    readers = Readers(part, key)
    try:
        with readers.snapshot() as connection:
            broken = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
            version = migrate.version(connection)
    except dbapi2.DatabaseError as error:
        if (fault := driver_fault(error, backup)) is None:
            raise
        raise fault from error
    finally:
        readers.close()
    if broken != "ok":
        raise StoreDamaged(f"The backup {backup} is damaged ({broken}). Choose another one.")
    if version is None:
        raise StoreDamaged(f"{backup} is a database, but not a store of Reviewer.")
    migrate.check_not_newer(version, backup)


def _set_aside(store: Path, key: "DataKey | None") -> Path | None:
    """Give the store that is there a second name; it keeps its own until it is replaced."""
    if not exists(store):
        return None
    _fold_in_log(store, key)
    aside = next(name for name in _names(store) if not name.exists())
    for suffix in LOGS:
        beside = store.with_name(store.name + suffix)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + suffix))
    if key_path(store).exists():
        replace_private(key_path(aside), key_path(store).read_bytes())
    _name_twice(store, aside)
    return aside


def _names(store: Path) -> Iterator[Path]:
    yield store.with_name(f"{store.stem}-before-restore{store.suffix}")
    for number in count(2):
        yield store.with_name(f"{store.stem}-before-restore-{number}{store.suffix}")


def _fold_in_log(store: Path, key: "DataKey | None") -> None:
    """Write into the store what a killed process left in its log; no must, the log goes along."""
    with (
        suppress(dbapi2.DatabaseError),
        closing(connect(store, None if is_plain(store) else key)) as connection,
    ):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _name_twice(store: Path, aside: Path) -> None:
    try:
        aside.hardlink_to(store)
    except OSError:  # a file system without hard links
        store.replace(aside)


def _put_key_file(backup: Path, store: Path) -> None:
    if key_path(backup).exists():
        replace_private(key_path(store), key_path(backup).read_bytes())
    else:
        key_path(store).unlink(missing_ok=True)
