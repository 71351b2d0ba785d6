"""Starts jobs, knows which are running, and sees them off when the application ends."""

import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from services.jobs.attempt import Raised, attempt, outcome_of
from services.jobs.control import AsyncJobControl, JobControl
from services.jobs.job import Job
from services.jobs.lifecycle import Lifecycle
from services.jobs.network_lane import NetworkLane
from services.jobs.observers import Observers
from services.jobs.status import JobCancelled, ShuttingDown
from services.jobs.worker_threads import WorkerThreads

if TYPE_CHECKING:
    from uuid import UUID

T = TypeVar("T")

#: How many blocking jobs run at once; paused ones count. Further ones wait as pending.
THREADS = 4


class JobRunner:
    """Runs jobs: bodies that block on a few threads of its own, coroutines on the network lane.

    Whatever a body raises ends its job and nothing else. Safe to use from any thread.

    On exit: `jobs` says what has not ended, for the person to read; then `cancel_all` (or not, to
    let them finish) and `drain`; then `close`, and after it the lanes.
    """

    def __init__(self, network: NetworkLane, *, threads: int = THREADS) -> None:
        self._network = network
        self._threads = WorkerThreads("job", threads)
        self._changed = threading.Condition()
        self._jobs: dict[UUID, Job[Any]] = {}
        self._closing = False
        self._observers = Observers()

    def start(self, title: str, body: Callable[[JobControl], T]) -> Job[T]:
        """Run a body that blocks, on a thread. Raises ShuttingDown after `close`."""
        life: Lifecycle[T] = Lifecycle(title)
        job = self._enlist(Job(life))
        self._threads.run(partial(_conduct, life, body))
        return job

    def start_async(
        self, title: str, body: Callable[[AsyncJobControl], Coroutine[Any, Any, T]]
    ) -> Job[T]:
        """Run a coroutine on the network lane. Raises ShuttingDown after `close`."""
        life: Lifecycle[T] = Lifecycle(title)
        job = self._enlist(Job(life))
        try:
            future = self._network.submit(_conducted(life, body))
        except ShuttingDown as fault:
            life.end(Raised(fault))
        else:
            future.add_done_callback(lambda done: life.end(outcome_of(done)))
        return job

    @property
    def jobs(self) -> tuple[Job[Any], ...]:
        """Return the jobs that have not ended, oldest first."""
        with self._changed:
            return tuple(self._jobs.values())

    def observe(self, callback: Callable[[], object]) -> Callable[[], None]:
        """Call back, from any thread, when `jobs` has changed; return how to stop."""
        return self._observers.add(callback)

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self.jobs:
            job.cancel()

    def drain(self, timeout: float | None = None) -> tuple[Job[Any], ...]:
        """Wait at most `timeout` seconds for all jobs to end, and return those that have not."""
        with self._changed:
            self._changed.wait_for(lambda: not self._jobs, timeout)
            return tuple(self._jobs.values())

    def close(self, timeout: float | None = None) -> tuple[Job[Any], ...]:
        """Start no more jobs, ask all to stop, and return those left after `timeout` seconds."""
        with self._changed:
            self._closing = True
        self.cancel_all()
        left = self.drain(timeout)
        self._threads.close(0.0 if left else timeout)
        return left

    def _enlist(self, job: Job[T]) -> Job[T]:
        with self._changed:
            if self._closing:
                raise ShuttingDown("The application is closing: no job is started.")
            self._jobs[job.id] = job
        self._observers.notify()
        job.observe(self._strike_when_ended)
        return job

    def _strike_when_ended(self, job: Job[Any]) -> None:
        if not job.state.ended:
            return
        with self._changed:
            struck = self._jobs.pop(job.id, None)
            self._changed.notify_all()
        if struck is not None:
            self._observers.notify()


def _conduct(life: Lifecycle[T], body: Callable[[JobControl], T]) -> None:
    if life.begin():
        life.end(attempt(lambda: body(JobControl(life))))


async def _conducted(
    life: Lifecycle[T], body: Callable[[AsyncJobControl], Coroutine[Any, Any, T]]
) -> T:
    if not life.begin(stop=_canceller_of_this_task()):
        raise JobCancelled(f"“{life.status.title}” was cancelled before it began.")
    return await body(AsyncJobControl(life))


def _canceller_of_this_task() -> Callable[[], None]:
    import asyncio

    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None

    def cancel() -> None:
        with suppress(RuntimeError):  # the loop has closed meanwhile, and ended the task
            loop.call_soon_threadsafe(task.cancel)

    return cancel
