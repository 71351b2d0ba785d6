"""What a job is at one moment."""

from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

from services.jobs.progress import Progress


class JobCancelled(Exception):
    """The job was asked to stop, and has stopped. Not a fault: nothing needs reporting."""


class ShuttingDown(JobCancelled):
    """The application is closing: nothing new is begun."""


class JobState(Enum):
    """Where a job stands. The last three are final."""

    PENDING = "pending"
    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    FAILED = "failed"
    SUCCEEDED = "succeeded"

    @property
    def ended(self) -> bool:
        """Tell whether the job has come to its end."""
        return self in _FINAL


_FINAL = frozenset({JobState.CANCELLED, JobState.FAILED, JobState.SUCCEEDED})


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job failed.

    `sentence` is for a person. `traceback` is None for a fault of the tree in reviewer.errors;
    for everything else, a bug, it is the whole traceback. It may quote texts of customers: it
    has to be redacted before it is shown in a report or logged.
    """

    sentence: str
    traceback: str | None = None

    @property
    def is_bug(self) -> bool:
        """Tell a bug from a fault of the environment."""
        return self.traceback is not None


@dataclass(frozen=True, slots=True)
class JobStatus:
    """A job at one moment.

    `cancelling` and `pausing` tell what somebody asked for: the job obeys at its next checkpoint,
    and is `PAUSED` once it has. `failure` is there in state `FAILED` only.
    """

    id: UUID
    title: str
    state: JobState = JobState.PENDING
    progress: Progress = field(default_factory=Progress)
    cancelling: bool = False
    pausing: bool = False
    failure: Failure | None = None
