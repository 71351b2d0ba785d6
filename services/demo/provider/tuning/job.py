"""One fine-tuning job: what it was created with, and where it stands at any time."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from services.demo.provider.tuning.parameters import Hyperparameters
from services.demo.provider.tuning.training_files import FileFault


class Status(StrEnum):
    """Where a job stands."""

    VALIDATING = "validating_files"
    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


OVER = (Status.SUCCEEDED, Status.FAILED, Status.CANCELLED)
#: Shares of a job's time at which its files are validated, and at which it starts.
VALIDATED, STARTED = 0.1, 0.2


@dataclass(frozen=True, slots=True)
class Plan:
    """What a job was created with; `created` and `lasts` in seconds.

    `fault` is why it will fail once its files have been looked through, None where it will not.
    """

    id: str
    model: str
    tuned_model: str
    method: str
    parameters: Hyperparameters
    body: Mapping[str, Any]
    seed: int
    created: float
    lasts: float
    examples: int
    tokens: int
    fault: FileFault | None = None

    @property
    def steps(self) -> int:
        """How many steps the training has."""
        batches = math.ceil(self.examples / self.parameters.batch_size)
        return max(1, batches * self.parameters.n_epochs)

    def moment(self, share: float) -> float:
        """Return when this share of the job's time has passed."""
        return self.created + share * self.lasts

    def step_moment(self, step: int) -> float:
        """Return when a step is done."""
        return self.moment(STARTED + (1 - STARTED) * step / self.steps)


@dataclass(slots=True)
class Job:
    """A job: its plan, and what people did to it.

    `breaks` are the pauses that are over: when they began in the plan's time, and their seconds;
    `paused` is since when it is paused, `cancelled` when it was. `result_file` is the id of its
    figures once it has succeeded.
    """

    plan: Plan
    breaks: list[tuple[float, float]] = field(default_factory=list)
    paused: float | None = None
    cancelled: float | None = None
    result_file: str | None = None
    deeds: list[tuple[float, str]] = field(default_factory=list)

    def worked_until(self, now: float) -> float:
        """Return the time that the plan has come to: breaks do not count."""
        stopped = self.cancelled if self.cancelled is not None else self.paused
        return min(now, stopped if stopped is not None else now) - self._waited

    @property
    def _waited(self) -> float:
        return sum(length for _, length in self.breaks)

    def moment(self, planned: float) -> float:
        """Return when it was that the plan came to a time: breaks before it count."""
        return planned + sum(length for began, length in self.breaks if began < planned)

    def status(self, now: float) -> Status:
        """Return where the job stands."""
        if self.cancelled is not None:
            return Status.CANCELLED
        worked = self.worked_until(now)
        if worked < self.plan.moment(VALIDATED):
            return Status.PAUSED if self.paused is not None else Status.VALIDATING
        if self.plan.fault is not None:
            return Status.FAILED
        if worked >= self.plan.moment(1):
            return Status.SUCCEEDED
        if self.paused is not None:
            return Status.PAUSED
        return Status.QUEUED if worked < self.plan.moment(STARTED) else Status.RUNNING

    def pause(self, now: float) -> None:
        """Stop until resumed."""
        self.paused = now
        self.deeds.append((now, "Job paused"))

    def resume(self, now: float) -> None:
        """Go on."""
        assert self.paused is not None
        self.breaks.append((self.paused - self._waited, now - self.paused))
        self.paused = None
        self.deeds.append((now, "Job resumed"))

    def cancel(self, now: float) -> None:
        """Stop for good."""
        self.cancelled = now if self.paused is None else self.paused
        self.deeds.append((now, "Job cancelled"))

    def finished(self, now: float) -> float | None:
        """Return when the job was over, None where it is not."""
        match self.status(now):
            case Status.SUCCEEDED:
                return self.moment(self.plan.moment(1))
            case Status.FAILED:
                return self.moment(self.plan.moment(VALIDATED))
            case Status.CANCELLED:
                return self.cancelled
            case _:
                return None
