"""A lock on a file, held by one process at a time. The system frees it when the process ends."""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})

#: Windows keeps others from reading what is locked: the byte lies far behind the note.
_FAR = 1 << 30
_LONGEST_NOTE = 200

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileLock:
    """Not for two threads at once. The file is made where it is missing, and it stays. Who holds
    the lock leaves a note in it, which says who that is.

    The package filelock does the same and more, but a window that starts would wait for its
    import.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Tell whether this object holds the lock."""
        return self._handle is not None

    def take(self, note: str = "") -> bool:
        """Take the lock, unless somebody else has it, and tell whether it is ours now.

        Raises OSError where the file cannot be made or locked.
        """
        while not self.held:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(handle)
            except OSError as error:
                os.close(handle)
                if error.errno in _HELD:
                    return False
                raise
            if self._is_still(handle):
                self._handle = handle
                _write(handle, note)
            else:
                os.close(handle)
        return True

    def release(self) -> None:
        """Let others take it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def note(self) -> str:
        """Return the note of who holds the lock; "" where there is none, or nobody can read it."""
        try:
            with self._path.open("rb") as file:
                return file.read(_LONGEST_NOTE).decode("utf-8", "replace")
        except OSError:
            return ""

    def _is_still(self, handle: int) -> bool:
        """Tell whether the file was not deleted between opening and locking it."""
        try:
            return os.path.samestat(os.fstat(handle), self._path.stat())
        except FileNotFoundError:
            return False


def _write(handle: int, note: str) -> None:
    """Leave a note. It is a courtesy: on a full disk, the lock holds without it."""
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, note.encode()[:_LONGEST_NOTE])
