"""Callbacks that want to hear of changes, from any thread."""

import logging
import threading
import traceback
from collections.abc import Callable
from itertools import count
from pathlib import Path

from services.jobs.attempt import Raised, attempt

_log = logging.getLogger(__name__)


class Observers:
    """A set of callbacks that may change while they are being called.

    A notification is a hint to look, not the message: callbacks are called without a lock, on the
    thread that made the change, possibly by two threads at once, and once more while they are
    being removed. One that raises is logged and hurts neither the others nor whoever notifies.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = count()
        self._callbacks: dict[int, Callable[[], object]] = {}

    def add(self, callback: Callable[[], object]) -> Callable[[], None]:
        """Call back from now on; return how to stop, which may be done more than once."""
        with self._lock:
            number = next(self._numbers)
            self._callbacks[number] = callback
        return lambda: self._remove(number)

    def notify(self) -> None:
        """Call everyone."""
        with self._lock:
            callbacks = tuple(self._callbacks.values())
        for callback in callbacks:
            if isinstance(outcome := attempt(callback), Raised):
                _log.error("An observer has a bug: %s", location(outcome.fault))

    def clear(self) -> None:
        """Forget everyone."""
        with self._lock:
            self._callbacks.clear()

    def _remove(self, number: int) -> None:
        with self._lock:
            self._callbacks.pop(number, None)


def location(fault: BaseException) -> str:
    """Return the kind of an exception and where it was raised, without its text.

    The text may quote a customer, so it does not belong into a log.
    """
    frames = traceback.extract_tb(fault.__traceback__)
    if not frames:
        return type(fault).__name__
    return f"{type(fault).__name__} at {Path(frames[-1].filename).name}:{frames[-1].lineno}"
