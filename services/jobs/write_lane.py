"""The lane of the store's writes: one thread that runs transactions, a person's ones first."""

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from services.jobs.attempt import Raised, Returned, attempt, settle
from services.jobs.status import ShuttingDown

T = TypeVar("T")
W = TypeVar("W")
W_co = TypeVar("W_co", covariant=True)

#: How many background transactions may wait; further ones keep their submitter waiting.
BACKLOG = 3
#: Somebody who wrote within so many seconds is still at work.
AT_WORK_SECONDS = 60.0
#: How many small parts of jobs become one transaction, where so many wait at once.
TOGETHER = 16


class Begin(Protocol[W_co]):
    """Opens a write transaction: commits on leaving, rolls back on an exception.

    With `durable` the commit waits for the disk.
    """

    def __call__(self, *, durable: bool) -> AbstractContextManager[W_co]: ...


def _unheard(_seconds: float) -> None:
    """Let nobody know how long a transaction took."""


@dataclass(frozen=True, slots=True)
class _Entry(Generic[W, T]):
    transaction: Callable[[W], T]
    durable: bool
    held: Callable[[float], None] = _unheard
    small: bool = False
    future: "Future[T]" = field(default_factory=Future)

    def refuse(self) -> None:
        if self.future.set_running_or_notify_cancel():
            self.future.set_exception(_shutting_down())


class WriteLane(Generic[W]):
    """Runs the write transactions of the whole application, one after the other, on one thread.

    A transaction is a function of the writer that `begin` gives. It should take at most about
    100 ms (see PageSizer), for nobody is interrupted: a job submits one after the other, and
    between two of them whatever a person asked for is written. A longer one is made of short
    parts, looks at `is_wanted` after each, and leaves the rest for another one. Interactive
    transactions go before all background ones, in the order they came; so do background ones
    among themselves. A future holds what the transaction returned once it is committed, or what
    it, or the commit, raised after the rollback; one that is cancelled while it waits is never
    begun.

    A transaction must not touch the lane (it would wait for itself: RuntimeError), and should
    hold records rather than widgets: it is freed on the lane's thread.
    """

    def __init__(
        self,
        begin: Begin[W],
        *,
        backlog: int = BACKLOG,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._begin = begin
        self._backlog = backlog
        self._clock = clock
        self._changed = threading.Condition()
        self._interactive: deque[_Entry[W, Any]] = deque()
        self._background: deque[_Entry[W, Any]] = deque()
        self._closing = False
        self._last_interactive = -AT_WORK_SECONDS
        self._thread = threading.Thread(target=self._serve, name="write lane", daemon=True)
        self._thread.start()

    def interactive(self, transaction: Callable[[W], T]) -> "Future[T]":
        """Write what a person did: before all background work, and durable. Never waits.

        Raises ShuttingDown where the lane is closed.
        """
        entry = _Entry(transaction, durable=True)
        self._last_interactive = self._clock()
        self._submit(entry, self._interactive, room=None)
        return entry.future

    def is_wanted(self) -> bool:
        """Tell whether a person waits for the writer, or whoever closes the lane."""
        return self._closing or bool(self._interactive)

    def is_attended(self) -> bool:
        """Tell whether a person has written lately, and may again: transactions be short then."""
        return self._clock() - self._last_interactive < AT_WORK_SECONDS

    def background(
        self, transaction: Callable[[W], T], held: Callable[[float], None] = _unheard
    ) -> "Future[T]":
        """Write a part of a job. Waits while too many such transactions wait already.

        `held` is told, on the lane's thread, how many seconds the transaction held the writer,
        its commit included. Raises ShuttingDown where the lane is closed, or closes meanwhile.
        Not for the GUI thread, nor for a coroutine: see `save`.
        """
        entry = _Entry(transaction, durable=False, held=held)
        self._submit(entry, self._background, room=self._backlog)
        return entry.future

    async def save(
        self, transaction: Callable[[W], T], held: Callable[[float], None] = _unheard
    ) -> T:
        """Write a part of a job, and await it: `background` for coroutines.

        Once called, it is written even when the caller is cancelled; the caller's cancellation
        goes on when that is done, so that nothing that was paid for is lost.

        Such parts are small, and those that wait at once are committed as one. Where one of them
        raises, all are rolled back and run again, each by itself: a part may run twice, so it
        keeps what it learns outside of the store only by replacing it.
        """
        import asyncio

        entry = _Entry(transaction, durable=False, held=held, small=True)
        self._submit(entry, self._background, room=None)
        saving = asyncio.wrap_future(entry.future)
        try:
            return await asyncio.shield(saving)
        except asyncio.CancelledError:
            await asyncio.wait([saving])
            raise

    def close(self, *, drain: bool = True, timeout: float | None = None) -> bool:
        """End the lane, wait at most `timeout` seconds, and tell whether its thread has ended.

        What is queued is written first; without `drain` it is refused with ShuttingDown, and
        only the transaction under way is finished. May be called more than once.
        """
        self._refuse_reentry()
        with self._changed:
            self._closing = True
            dropped = [] if drain else [*self._interactive, *self._background]
            if dropped:
                self._interactive.clear()
                self._background.clear()
            self._changed.notify_all()
        for entry in dropped:
            entry.refuse()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _submit(
        self, entry: _Entry[W, T], queue: "deque[_Entry[W, Any]]", room: int | None
    ) -> None:
        self._refuse_reentry()
        with self._changed:
            if room is not None:
                self._changed.wait_for(lambda: self._closing or len(queue) < room)
            if self._closing:
                raise _shutting_down()
            queue.append(entry)
            self._changed.notify_all()

    def _refuse_reentry(self) -> None:
        if threading.current_thread() is self._thread:
            raise RuntimeError(
                "A transaction used the write lane it runs on, which would wait for itself."
            )

    def _serve(self) -> None:
        while self._serve_next():
            pass

    def _serve_next(self) -> bool:
        entries = self._next()
        if not entries:
            return False
        self._write([one for one in entries if one.future.set_running_or_notify_cancel()])
        return True

    def _next(self) -> "list[_Entry[W, Any]]":
        """Return what comes next: one transaction, or small ones that can be committed as one."""
        with self._changed:
            self._changed.wait_for(lambda: self._closing or self._interactive or self._background)
            queue = self._interactive or self._background
            entries = [queue.popleft()] if queue else []
            while entries and entries[0].small and queue and queue[0].small:
                if len(entries) == TOGETHER:
                    break
                entries.append(queue.popleft())
            self._changed.notify_all()
            return entries

    def _write(self, entries: "list[_Entry[W, Any]]") -> None:
        if len(entries) > 1:
            match attempt(partial(self._transact_all, entries)):
                case Returned(values):
                    for entry, value in zip(entries, values, strict=True):
                        entry.future.set_result(value)
                    return
                case Raised():
                    pass  # each is told its own fault
        for entry in entries:
            settle(entry.future, attempt(partial(self._transact, entry)))

    def _transact_all(self, entries: "list[_Entry[W, Any]]") -> list[Any]:
        began = self._clock()
        with self._begin(durable=False) as writer:
            values = [entry.transaction(writer) for entry in entries]
        for entry in entries:
            entry.held(self._clock() - began)
        return values

    def _transact(self, entry: _Entry[W, T]) -> T:
        began = self._clock()
        with self._begin(durable=entry.durable) as writer:
            value = entry.transaction(writer)
        entry.held(self._clock() - began)
        return value


def _shutting_down() -> ShuttingDown:
    return ShuttingDown("The store is being closed: nothing more is written.")
