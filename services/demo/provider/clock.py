"""The clock that jobs and batches go by; a test turns it on."""

import threading
import time


class Clock:
    """Seconds since 1970, as the provider sees them. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ahead = 0.0

    def now(self) -> float:
        """Return the time."""
        with self._lock:
            return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        with self._lock:
            self._ahead += seconds
