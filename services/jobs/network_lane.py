"""The lane of the network: one asyncio loop on a thread of its own."""

import logging
import threading
from collections.abc import Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from services.jobs.observers import location
from services.jobs.status import ShuttingDown

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import Future

T = TypeVar("T")

_log = logging.getLogger(__name__)


class NetworkLane:
    """Runs coroutines on the one asyncio loop; the loop starts with the first of them.

    Safe to use from any thread. What a coroutine raises is in its future. What nobody can hold a
    future of, such as the fault of a task that a coroutine left behind, is logged by its place.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._serve, name="network lane", daemon=True)

    def submit(self, coroutine: Coroutine[Any, Any, T]) -> "Future[T]":
        """Run the coroutine; cancelling the future cancels it at what it awaits.

        Raises ShuttingDown where the lane is closed.
        """
        import asyncio

        with self._lock:
            if self._closed:
                coroutine.close()
                raise ShuttingDown("The application is closing: nothing more is sent.")
            return asyncio.run_coroutine_threadsafe(coroutine, self._running_loop())

    def close(self, timeout: float | None = None) -> bool:
        """Cancel what runs, wait for it at most `timeout` seconds, and tell whether it has ended.

        May be called more than once; not from a coroutine on the lane (RuntimeError).
        """
        if threading.current_thread() is self._thread:
            raise RuntimeError("A coroutine closed the network lane it runs on.")
        with self._lock:
            if not self._closed and self._loop is not None and self._stop is not None:
                self._loop.call_soon_threadsafe(self._stop.set)
            self._closed = True
        if self._loop is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _running_loop(self) -> "asyncio.AbstractEventLoop":
        import asyncio

        if self._loop is None:
            self._stop = asyncio.Event()
            self._loop = asyncio.new_event_loop()
            self._loop.set_exception_handler(_log_stray_fault)
            self._thread.start()
        return self._loop

    def _serve(self) -> None:
        import asyncio

        loop, stop = self._loop, self._stop
        assert loop is not None
        assert stop is not None
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            while not stop.is_set():
                with suppress(SystemExit, KeyboardInterrupt):  # asyncio lets them through a task
                    runner.run(_until(stop))


async def _until(stop: "asyncio.Event") -> None:
    await stop.wait()


def _log_stray_fault(_loop: "asyncio.AbstractEventLoop", context: dict[str, Any]) -> None:
    fault = context.get("exception")
    what = location(fault) if isinstance(fault, BaseException) else context["message"]
    _log.error("A task on the network lane failed unheard: %s", what)
