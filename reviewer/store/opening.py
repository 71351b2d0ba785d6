"""Makes a store, or opens one and brings it up to date."""

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from reviewer.errors import StoreDamaged, StoreError, StoreNotFound
from reviewer.store import facts, migrate
from reviewer.store.connections import is_plain
from reviewer.store.store import Store
from reviewer.store.writer_lock import WriterLock

if TYPE_CHECKING:
    from reviewer.store.keys import DataKey


def exists(path: Path) -> bool:
    """Tell whether there is a store (or anything with bytes in it) at the path."""
    return path.is_file() and path.stat().st_size > 0


def create_store(path: Path, key: "DataKey | None", lock: WriterLock | None = None) -> Store:
    """Make an empty store, encrypted where a key is given, and open it.

    `lock` is the writer's lock where the caller holds it already.

    Raises StoreError where something is at the path already.
    """
    if exists(path):
        raise StoreError(f"There is a file at {path} already; it was left as it is.")
    path.parent.mkdir(parents=True, exist_ok=True)
    store = Store(path, key, lock)
    with store.writing() as writing:
        migrate.upgrade(writing.connection)
        facts.put(writing.connection, "store_id", str(uuid4()))
    path.chmod(0o600)
    return store


def open_store(path: Path, key: "DataKey | None") -> Store:
    """Open a store and run the migrations it lacks.

    Raises StoreNotFound, WrongKey, StoreTooNew, StoreDamaged; StoreBusy where it must be
    migrated while another process writes.
    """
    if not exists(path):
        raise StoreNotFound(f"There is no store at {path}.")
    store = Store(path, None if is_plain(path) else key)
    try:
        _bring_up_to_date(store)
    except BaseException:
        store.close()
        raise
    return store


def _bring_up_to_date(store: Store) -> None:
    with store.reading() as connection:
        found = migrate.version(connection)
    if found is None:
        raise StoreDamaged(f"{store.path} is a database, but not a store of Reviewer.")
    migrate.check_not_newer(found, store.path)
    if found != migrate.HEAD:
        with store.writing() as writing:
            migrate.upgrade(writing.connection)
