"""A few threads that run blocking work, oldest first."""

import threading
import time
from collections import deque
from collections.abc import Callable


class WorkerThreads:
    """At most `limit` threads; each is started when there is more work than idle threads.

    They are daemons: work that hangs cannot keep the process from ending. Work must not raise.
    """

    def __init__(self, name: str, limit: int) -> None:
        self._name = name
        self._limit = limit
        self._changed = threading.Condition()
        self._queue: deque[Callable[[], None]] = deque()
        self._threads: list[threading.Thread] = []
        self._idle = 0
        self._closing = False

    def run(self, work: Callable[[], None]) -> bool:
        """Run the work as soon as a thread is free; False where the threads are closed."""
        with self._changed:
            if self._closing:
                return False
            self._queue.append(work)
            if len(self._queue) > self._idle and len(self._threads) < self._limit:
                self._start_thread()
            self._changed.notify()
            return True

    def close(self, timeout: float | None = None) -> bool:
        """Take no more work, drop what has not begun, and wait for what has.

        Waits at most `timeout` seconds and tells whether every thread has ended.
        """
        with self._changed:
            self._closing = True
            self._queue.clear()
            self._changed.notify_all()
        deadline = None if timeout is None else time.monotonic() + timeout
        for thread in self._threads:
            thread.join(None if deadline is None else max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _start_thread(self) -> None:
        name = f"{self._name} {len(self._threads) + 1}"
        thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self) -> None:
        while self._serve_next():
            pass

    def _serve_next(self) -> bool:
        work = self._next()
        if work is None:
            return False
        work()
        return True

    def _next(self) -> Callable[[], None] | None:
        with self._changed:
            self._idle += 1
            self._changed.wait_for(lambda: self._closing or self._queue)
            self._idle -= 1
            return self._queue.popleft() if self._queue else None
