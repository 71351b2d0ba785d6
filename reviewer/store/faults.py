"""What SQLite and the system say, in the words of the exception tree."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2

from reviewer.errors import DiskFull, StoreBusy, StoreDamaged, StoreError, WrongKey
from reviewer.store.private_files import write_fault

#: A disk with fewer bytes left counts as full: SQLite's index of the log alone takes 32 KB.
LEAST_ROOM = 1_000_000
WRONG_CONTENT = frozenset({"SQLITE_NOTADB", "SQLITE_CORRUPT"})
#: What the driver says without SQLite's name: the backup's own faults, and a text that is none.
_NAMELESS = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "database is locked": "SQLITE_BUSY",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
    "unable to open database file": "SQLITE_CANTOPEN",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "decode to UTF-8": "SQLITE_CORRUPT",
}


@contextmanager
def named_faults(path: Path, reads: Path | None = None) -> Iterator[None]:
    """Raise what the driver or the system says of a file as the store's fault.

    Where the file is filled from another one, `reads` is that one: a wrong content is its fault.
    """
    try:
        yield
    except dbapi2.DatabaseError as error:
        at_fault = reads if reads and _name(error) in WRONG_CONTENT else path
        fault = driver_fault(error, at_fault)
        if fault is None:
            raise
        raise fault from error
    except OSError as error:
        raise write_fault(path, error) from error


def driver_fault(error: BaseException | None, path: Path) -> StoreError | None:
    """Return the store's fault that a driver's error speaks of; None where it is another."""
    match _name(error):
        case "SQLITE_NOTADB":
            return WrongKey(
                f"This key does not open {path}: the key file beside it is another store's, or "
                "the file is damaged. Restore a backup: reviewer store restore."
            )
        case "SQLITE_CORRUPT":
            return StoreDamaged(
                f"{path} is damaged ({error}). Restore a backup: reviewer store restore."
            )
        case "SQLITE_FULL":
            return _no_room(path)
        case "SQLITE_IOERR":
            return _disk_fault(path)
        case "SQLITE_BUSY" | "SQLITE_LOCKED":
            return StoreBusy(f"Another program is writing to {path}. Try again when it is done.")
        case "SQLITE_CANTOPEN":
            return StoreError(f"{path} cannot be opened: is the folder there and writable?")
        case "SQLITE_READONLY":
            return StoreError(f"{path} cannot be written: the file or its folder is read-only.")
    return None


def _name(error: BaseException | None) -> str:
    """Return SQLite's name of an error, or the name of what the driver says without one."""
    said = (name for words, name in _NAMELESS.items() if words in str(error))
    return getattr(error, "sqlite_errorname", "") or next(said, "")


def _no_room(path: Path) -> DiskFull:
    return DiskFull(
        f"The disk has no room for {path}. What was reported as saved is kept; "
        "free some space, then try again."
    )


def _disk_fault(path: Path) -> StoreError:
    if shutil.disk_usage(path.absolute().parent).free < LEAST_ROOM:
        return _no_room(path)
    return StoreError(
        f"The disk failed to read or write {path}: a limit on the size of files, or a fault of "
        "the disk. What was reported as saved is kept; check it with: reviewer store verify."
    )
