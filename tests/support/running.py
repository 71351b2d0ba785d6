"""Work that is a job, run on the test's own thread."""

from services.jobs.control import JobControl
from services.jobs.lifecycle import Lifecycle
from services.jobs.progress import Progress


class Run:
    """A job's life, its control, and all that was reported through it."""

    def __init__(self, cancel_after: int | None = None) -> None:
        self.life: Lifecycle[None] = Lifecycle("test")
        self.life.begin()
        self.control = JobControl(self.life)
        self.reports: list[Progress] = []
        self._cancel_after = cancel_after
        self.life.observers.add(self._note)

    @property
    def last(self) -> Progress:
        """Return what was reported last."""
        return self.reports[-1]

    def _note(self) -> None:
        progress = self.life.status.progress
        if not self.reports or progress is not self.reports[-1]:
            self.reports.append(progress)
        if self._cancel_after is not None and progress.done > self._cancel_after:
            self.life.cancel()
