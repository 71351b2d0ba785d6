"""Hears of every job that fails, however quick it was and whoever else watches it."""

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from reviewer.errors import ReviewerError
from services.jobs.attempt import Raised, attempt
from services.jobs.job import Job
from services.jobs.runner import JobRunner
from services.jobs.status import JobState, JobStatus
from ui.job_bridge import JobBridge

if TYPE_CHECKING:
    from uuid import UUID

Jobs = tuple[Job[Any], ...]
Tell = Callable[[Exception, str], None]


class FailedJobs(QObject):
    """Hands what a job raised to `tell`, with a sentence that names the job.

    Jobs of the titles in `told` have somebody who tells of their faults where they are shown;
    only their bugs are told here.
    """

    def __init__(
        self,
        runner: JobRunner,
        bridge: JobBridge,
        tell: Tell,
        parent: QObject,
        told: Collection[str] = (),
    ) -> None:
        super().__init__(parent)
        self._bridge, self._tell, self._told = bridge, tell, told
        self._known: set[UUID] = set()
        follow = bridge.relay(self._follow)
        self.destroyed.connect(runner.observe(lambda: follow(runner.jobs)))

    def _follow(self, jobs: Jobs) -> None:
        for job in jobs:
            if job.id not in self._known:
                self._bridge.watch(job, partial(self._look, job), owner=self)
        self._known = {job.id for job in jobs}

    def _look(self, job: Job[Any], status: JobStatus) -> None:
        if status.state is JobState.FAILED:
            match attempt(job.result):
                case Raised(ReviewerError()) if job.title in self._told:
                    pass
                case Raised(fault):
                    self._tell(fault, f"“{job.title}” failed.")
