"""Makes and opens stores with the keys that this user has."""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from reviewer.errors import StoreBusy
from reviewer.store.connections import is_plain
from reviewer.store.opening import create_store, exists, open_store
from reviewer.store.store import Store
from reviewer.store.writer_lock import COMMAND, WINDOW, WriterLock
from services.secrets import Secrets


@dataclass(frozen=True, slots=True)
class NewStore:
    """A store that was just made; an encrypted one has a recovery code to be shown once."""

    store: Store
    recovery_code: str | None = field(repr=False)


def create_new(path: Path, keys: Secrets, *, plain: bool, by: str = COMMAND) -> NewStore:
    """Make a store and open it. Raises KeyUnavailable where nothing can keep its key."""
    if plain:
        return NewStore(create_store(path, None, WriterLock(path, by)), None)
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = WriterLock(path, by)
    lock.take()
    try:
        created = keys.create(path)
        store = create_store(path, created.data_key, lock)
    except BaseException:
        lock.release()
        raise
    return NewStore(store, created.recovery_code.text)


def open_known(path: Path, keys: Secrets, by: str = COMMAND) -> Store:
    """Open a store that exists. Raises StoreNotFound, WrongKey, KeyUnavailable, StoreTooNew."""
    locked = exists(path) and not is_plain(path)
    return open_store(path, keys.unlock(path) if locked else None, by)


def open_for_window(path: Path, keys: Secrets) -> Store:
    """Open a store and hold its writer's lock, unless another process does: then only to read.

    Raises the same, and StoreBusy where the store must be migrated and another process writes.
    """
    store = open_known(path, keys, WINDOW)
    try:
        with suppress(StoreBusy):
            store.become_writer()
    except BaseException:
        store.close()
        raise
    return store
