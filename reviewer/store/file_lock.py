"""A lock on a file, held by one process at a time. The system frees it when the process ends."""

import errno
import os
import sys
from pathlib import Path

_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileLock:
    """Not for two threads at once. The file is made where it is missing, and it stays.

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

    def take(self) -> bool:
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
            else:
                os.close(handle)
        return True

    def release(self) -> None:
        """Let others take it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _is_still(self, handle: int) -> bool:
        """Tell whether the file was not deleted between opening and locking it."""
        try:
            return os.path.samestat(os.fstat(handle), self._path.stat())
        except FileNotFoundError:
            return False
