"""Notices that the file of an open store was moved, deleted or replaced.

SQLite goes on in a file that has no name any more, and all that is written there is lost.
"""

import os
from pathlib import Path

from reviewer.errors import StoreError, StoreNotFound
from reviewer.store.private_files import read_fault


class OpenFile:
    """The file at a path, from the first look at it on."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._first: os.stat_result | None = None

    def check(self) -> None:
        """Raise StoreNotFound where the file is gone, StoreError where another took its place."""
        found = self._look()
        if self._first is None:
            self._first = found
        elif not os.path.samestat(found, self._first):
            raise StoreError(
                f"Another file has taken the place of {self._path} while it was open. "
                "Start Reviewer again to open that one."
            )

    def _look(self) -> os.stat_result:
        try:
            return self._path.stat()
        except FileNotFoundError:
            raise StoreNotFound(
                f"{self._path} was moved or deleted while it was open. "
                "Put the file back, then try again."
            ) from None
        except OSError as error:
            raise read_fault(self._path, error) from error
