"""Small files for one pair of eyes: whole or not at all, mode 0600, on the disk on return."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewer.errors import DiskFull, StoreError

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def replace_private(path: Path, content: bytes) -> None:
    """Write a file in place of the one that may be there; a crash leaves the old or the new.

    Raises DiskFull, or StoreError where the folder cannot be written.
    """
    with _written(path, content) as fresh:
        fresh.replace(path)


def create_private(path: Path, content: bytes) -> None:
    """Write a file that is not there yet; of two processes at once, one succeeds.

    Raises FileExistsError, DiskFull, or StoreError where the folder cannot be written.
    """
    with _written(path, content) as fresh:
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            path.touch(mode=0o600, exist_ok=False)
            fresh.replace(path)


@contextmanager
def _written(path: Path, content: bytes) -> Iterator[Path]:
    _make_folder(path)
    try:
        fresh = _temporary(path, content)
        try:
            yield fresh
        finally:
            fresh.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except FileExistsError:
        raise
    except OSError as error:
        raise write_fault(path, error) from error


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise write_fault(path, error) from error


def _temporary(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        Path(name).unlink()
        raise
    return Path(name)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_fault(path: Path, error: OSError) -> StoreError:
    """Return what kept a file from being written, as a sentence."""
    if error.errno in _NO_ROOM:
        return DiskFull(f"The disk has no room for {path}; nothing was changed. Free some space.")
    return StoreError(
        f"{path} cannot be written ({error.strerror}). Check the rights of its folder."
    )


def read_fault(path: Path, error: OSError) -> StoreError:
    """Return what kept a file from being read, as a sentence."""
    return StoreError(f"{path} cannot be read ({error.strerror}). Check its rights.")
