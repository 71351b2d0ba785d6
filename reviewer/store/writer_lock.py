"""The writer's lock: one process writes to a store at a time. The system frees it on a kill."""

import os
import threading
from dataclasses import dataclass
from pathlib import Path

from reviewer.errors import StoreBusy
from reviewer.store.file_lock import FileLock
from reviewer.store.private_files import write_fault

#: What a process calls itself to the others.
WINDOW, COMMAND = "window", "command"
_SOMEBODY = "Wait until it is done, or do this in its window."


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that writes: a window or a command, and its number."""

    by: str
    pid: int

    def __str__(self) -> str:
        """Return the process in words."""
        if self.by == WINDOW:
            return f"the window of process {self.pid}"
        return f"a command (process {self.pid})"

    @property
    def way_out(self) -> str:
        """Return what somebody else can do about it, as a sentence."""
        if self.by == WINDOW:
            return "Do this there, or close it first."
        return "Wait until it is done."


class WriterLock:
    """A lock file beside the store; `by` says what this process is."""

    def __init__(self, store: Path, by: str = COMMAND) -> None:
        self._store, self._by = store, by
        self._file = FileLock(store.with_name(store.name + ".lock"))
        self._guard = threading.Lock()

    @property
    def held(self) -> bool:
        """Tell whether this process holds the lock."""
        return self._file.held

    def holder(self) -> Holder | None:
        """Return who holds the lock, or did so last; None where that cannot be told."""
        by, _, pid = self._file.note().partition(" ")
        return Holder(by, int(pid)) if by in (WINDOW, COMMAND) and pid.isdecimal() else None

    def take(self) -> None:
        """Hold the lock until released.

        Raises StoreBusy where another process has it, StoreError where the folder is read-only.
        """
        with self._guard:
            self._take()

    def _take(self) -> None:
        try:
            taken = self._file.take(f"{self._by} {os.getpid()}")
        except OSError as error:
            raise write_fault(self._store, error) from error
        if not taken:
            raise StoreBusy(f"Another Reviewer is writing to {self._store}. {self._advice()}")

    def _advice(self) -> str:
        holder = self.holder()
        return _SOMEBODY if holder is None else f"It is {holder}. {holder.way_out}"

    def release(self) -> None:
        """Let others write."""
        with self._guard:
            self._file.release()
