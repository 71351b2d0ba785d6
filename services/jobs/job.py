"""The handle of a job: look at it, ask it to stop or to stand still, wait for what it gives."""

from collections.abc import Callable
from typing import Generic, TypeVar
from uuid import UUID

from services.jobs.attempt import Raised, Returned
from services.jobs.lifecycle import Lifecycle
from services.jobs.progress import Progress
from services.jobs.status import Failure, JobState, JobStatus

T = TypeVar("T")


class Job(Generic[T]):
    """A job, as those see it who did not write it. Safe to use from any thread.

    Looking (`status`, `state`, `progress`) never waits for anything. `cancel()` and `pause()` are
    wishes, which the body grants at its next checkpoint.
    """

    def __init__(self, life: Lifecycle[T]) -> None:
        self._life = life

    @property
    def id(self) -> UUID:
        """Return the job's id, a UUIDv7."""
        return self._life.status.id

    @property
    def title(self) -> str:
        """Return what the job is, in the words of a person."""
        return self._life.status.title

    @property
    def status(self) -> JobStatus:
        """Return everything about the job at one moment."""
        return self._life.status

    @property
    def state(self) -> JobState:
        """Return where the job stands."""
        return self._life.status.state

    @property
    def progress(self) -> Progress:
        """Return how far the job is."""
        return self._life.status.progress

    @property
    def failure(self) -> Failure | None:
        """Return why the job failed; None where it did not."""
        return self._life.status.failure

    def cancel(self) -> None:
        """Ask the job to stop. Does nothing where it has ended."""
        self._life.cancel()

    def pause(self) -> None:
        """Ask the job to stand still until `resume`."""
        self._life.pause()

    def resume(self) -> None:
        """Let a paused job go on."""
        self._life.resume()

    def wait(self, timeout: float | None = None) -> bool:
        """Block until the job has ended, at most `timeout` seconds; tell whether it has."""
        return self._life.wait(timeout)

    def result(self, timeout: float | None = None) -> T:
        """Wait for the job, and return what its body returned.

        Raises what its body raised, JobCancelled where it was cancelled, and TimeoutError where
        it has not ended within `timeout` seconds.
        """
        self._life.wait(timeout)
        match self._life.outcome:
            case Returned(value):
                return value
            case Raised(fault):
                raise fault
            case None:
                raise TimeoutError(f"“{self.title}” has not ended within {timeout} seconds.")

    def observe(self, callback: "Callable[[Job[T]], object]") -> Callable[[], None]:
        """Call back after each change; return how to stop, which may be done more than once.

        The call is a hint to look at the job. It comes on the thread that made the change, as a
        rule the worker's, and may come twice; callbacks have to be quick and must not raise. The
        end is never missed: on a job that has ended, the call comes at once, on this thread.
        """
        unsubscribe = self._life.observers.add(lambda: callback(self))
        if self.state.ended:
            callback(self)
        return unsubscribe
