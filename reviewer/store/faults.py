"""What SQLite says, in the words of the exception tree."""

import errno
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from reviewer.errors import DiskFull, StoreBusy, StoreDamaged, StoreError, WrongKey

_NOT_A_DATABASE = "file is not a database"


def as_store_error(error: DatabaseError, path: Path) -> StoreError | DatabaseError:
    """Return the store's fault behind a driver error, or the error itself where it is a bug."""
    return store_error(str(error.orig), path) or error


def store_error(message: str, path: Path) -> StoreError | None:
    """Return the store's fault that SQLite's message speaks of; None where it is another."""
    if _NOT_A_DATABASE in message or "hmac check failed" in message:
        return WrongKey(f"This key does not open {path}: wrong key, or the file is no store.")
    if "malformed" in message or "disk I/O error" in message:
        return StoreDamaged(
            f"{path} cannot be read ({message}). Restore a backup: reviewer store restore."
        )
    if "disk is full" in message or str(errno.ENOSPC) == message:
        return DiskFull(f"The disk has no room for {path}. Nothing was lost; free some space.")
    if "database is locked" in message:
        return StoreBusy(f"Another program is writing to {path}. Try again when it is done.")
    if "unable to open" in message:
        return StoreError(f"{path} cannot be opened: is the folder there and writable?")
    if "readonly database" in message:
        return StoreError(f"{path} cannot be written: the file or its folder is read-only.")
    return None
