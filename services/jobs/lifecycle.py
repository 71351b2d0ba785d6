"""The life of one job: which state follows which, whoever asks and whenever."""

import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Generic, TypeVar

from reviewer.domain.identity import new_event_id
from reviewer.errors import ReviewerError
from services.jobs.attempt import Raised, Returned
from services.jobs.observers import Observers
from services.jobs.progress import RateMeter
from services.jobs.status import Failure, JobCancelled, JobState, JobStatus

T = TypeVar("T")


def _nothing() -> None:
    """Do nothing."""


class Lifecycle(Generic[T]):
    """The guarded state of one job, between those who hold its handle and its body.

    Each change happens under one lock, gives a new frozen `status`, and is followed by a
    notification outside of the lock. `status` is read without a lock, so looking never waits.
    The outcome is set once: an end that comes late is ignored.
    """

    def __init__(self, title: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.observers = Observers()
        self._clock = clock
        self._changed = threading.Condition()
        self._meter = RateMeter(clock)
        self._status = JobStatus(new_event_id(), title)
        self._outcome: Returned[T] | Raised | None = None
        self._stop: Callable[[], None] = _nothing
        self._stood_since = 0.0

    @property
    def status(self) -> JobStatus:
        """Return the job at this moment."""
        return self._status

    def cancel(self) -> None:
        """Ask the job to stop; one that has not begun is cancelled at once."""
        if self._end(self._cancelled(), only_from=JobState.PENDING):
            return
        with self._changed:
            if self._status.state.ended or self._status.cancelling:
                return
            self._go_on()
            self._change(cancelling=True)
            stop = self._stop
        stop()
        self.observers.notify()

    def pause(self) -> None:
        """Ask the job to stand still at its next checkpoint."""
        with self._changed:
            if self._status.state.ended or self._status.cancelling or self._status.pausing:
                return
            self._change(pausing=True)
        self.observers.notify()

    def resume(self) -> None:
        """Take the wish to pause back, and go on."""
        with self._changed:
            if not self._status.pausing:
                return
            self._go_on()
        self.observers.notify()

    def begin(self, stop: Callable[[], None] = _nothing) -> bool:
        """Enter RUNNING, on the worker's thread; False where the job has been cancelled before.

        `stop` is called once, on the thread of whoever cancels, when somebody does.
        """
        with self._changed:
            if self._status.state is not JobState.PENDING:
                return False
            self._stop = stop
            self._change(state=JobState.RUNNING)
        self.observers.notify()
        return True

    def report(self, done: int, total: int | None, detail: str) -> None:
        """Take in how far the body is."""
        with self._changed:
            progress = self._meter.measure(done, total, detail)
            self._status = replace(self._status, progress=progress)
        self.observers.notify()

    def stand(self) -> bool:
        """Enter PAUSED where somebody asked for it, and tell whether to stand still now."""
        with self._changed:
            if not self._status.pausing:
                return False
            if self._status.state is JobState.PAUSED:
                return True
            self._stood_since = self._clock()
            self._change(state=JobState.PAUSED)
        self.observers.notify()
        return True

    def wait_while_pausing(self) -> None:
        """Block until somebody resumes or cancels."""
        with self._changed:
            self._changed.wait_for(lambda: not self._status.pausing)

    def end(self, outcome: Returned[T] | Raised) -> None:
        """Enter the final state that the outcome means."""
        self._end(outcome)

    def raise_if_cancelling(self) -> None:
        """Raise JobCancelled where somebody asked the job to stop."""
        if self._status.cancelling:
            raise self._cancelled().fault

    def wait(self, timeout: float | None) -> bool:
        """Block until the job has ended, at most `timeout` seconds; tell whether it has."""
        with self._changed:
            return self._changed.wait_for(lambda: self._status.state.ended, timeout)

    @property
    def outcome(self) -> Returned[T] | Raised | None:
        """Return the outcome; None while there is none."""
        return self._outcome

    def _go_on(self) -> None:
        if self._status.state is JobState.PAUSED:
            self._meter.leave_out(self._clock() - self._stood_since)
            self._change(state=JobState.RUNNING)
        self._change(pausing=False)

    def _cancelled(self) -> Raised:
        return Raised(JobCancelled(f"“{self._status.title}” was cancelled."))

    def _end(self, outcome: Returned[T] | Raised, only_from: JobState | None = None) -> bool:
        state, failure = _meaning(outcome, self._status.title)
        with self._changed:
            if self._status.state.ended or only_from not in {None, self._status.state}:
                return False
            self._outcome, self._stop = outcome, _nothing
            self._change(state=state, failure=failure, pausing=False)
        self.observers.notify()
        self.observers.clear()
        return True

    def _change(self, **changes: Any) -> None:
        self._status = replace(self._status, **changes)
        self._changed.notify_all()


def _meaning(outcome: Returned[T] | Raised, title: str) -> tuple[JobState, Failure | None]:
    match outcome:
        case Returned():
            return JobState.SUCCEEDED, None
        case Raised(JobCancelled()):
            return JobState.CANCELLED, None
        case Raised(fault):
            return JobState.FAILED, _failure(fault, title)


def _failure(fault: Exception, title: str) -> Failure:
    if isinstance(fault, ReviewerError):
        return Failure(str(fault))
    sentence = f"“{title}” stopped because of a bug in Reviewer ({type(fault).__name__})."
    return Failure(sentence, "".join(traceback.format_exception(fault)))
