"""The writer's lock: one process writes to a store at a time. The system frees it on a kill."""

import threading
from pathlib import Path

from reviewer.errors import StoreBusy
from reviewer.store.file_lock import FileLock
from reviewer.store.private_files import write_fault


class WriterLock:
    """A lock file beside the store."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._file = FileLock(store.with_name(store.name + ".lock"))
        self._guard = threading.Lock()

    def take(self) -> None:
        """Hold the lock until released.

        Raises StoreBusy where another process has it, StoreError where the folder is read-only.
        """
        with self._guard:
            self._take()

    def _take(self) -> None:
        try:
            taken = self._file.take()
        except OSError as error:
            raise write_fault(self._store, error) from error
        if not taken:
            raise StoreBusy(
                f"Another Reviewer is writing to {self._store}. "
                "Wait until it is done, or do this in its window."
            )

    def release(self) -> None:
        """Let others write."""
        with self._guard:
            self._file.release()
