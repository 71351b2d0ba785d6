"""Jobs as the window sees them: at most ten updates a second, and none for what is quick."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from services.jobs.job import Job
from services.jobs.runner import JobRunner
from services.jobs.status import JobStatus
from ui.mailbox import Mailbox

UPDATE_MS = 100


class Watch:
    """One look at one job. `cancel()` ends it, at any time and more than once. GUI thread."""

    def __init__(
        self, job: Job[Any], on_update: Callable[[JobStatus], object], owner: QObject | None
    ) -> None:
        self._job = job
        self._on_update: Callable[[JobStatus], object] | None = on_update
        self._owner = owner
        self._seen: JobStatus | None = None

    @property
    def over(self) -> bool:
        """Tell whether nothing more will be delivered."""
        return self._on_update is None or (self._owner is not None and not isValid(self._owner))

    def cancel(self) -> None:
        """Hear no more of the job."""
        self._on_update = self._owner = None

    def look(self) -> bool:
        """Deliver the job's status where it is news, and tell whether more may come."""
        on_update, status = self._on_update, self._job.status
        if self.over or on_update is None:
            return False
        if status is not self._seen:
            self._seen = status
            if status.state.ended:
                self.cancel()
            on_update(status)
        return not self.over


class JobWatch(QObject):
    """Looks at the watched jobs after they changed: at once, then every 100 ms while they do."""

    def __init__(self, mailbox: Mailbox, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mailbox = mailbox
        self._stirred = False
        self._watches: dict[Watch, Callable[[], None]] = {}
        self._pulse = QTimer(self, singleShot=True, interval=UPDATE_MS)
        self._pulse.setTimerType(Qt.TimerType.PreciseTimer)
        self._pulse.timeout.connect(self._on_pulse)

    def watch(
        self, job: Job[Any], on_update: Callable[[JobStatus], object], owner: QObject | None
    ) -> Watch:
        """Deliver the job's status now (from the event loop), after changes, and at the end."""
        watch = Watch(job, on_update, owner)
        self._watches[watch] = job.observe(self._stir)
        self._stir(job)
        return watch

    def close(self) -> None:
        """Look at nothing any more."""
        self._pulse.stop()
        for watch in tuple(self._watches):
            watch.cancel()
            self._forget(watch)

    def _stir(self, _job: Job[Any]) -> None:
        if not self._stirred:  # set before the jobs are looked at, so no change slips through
            self._stirred = True
            self._mailbox.post(self._on_stir)

    def _on_stir(self) -> None:
        if not self._pulse.isActive():
            self._look_at_all()

    def _on_pulse(self) -> None:
        if self._stirred:
            self._look_at_all()

    def _look_at_all(self) -> None:
        self._stirred = False
        self._pulse.start()
        for watch in tuple(self._watches):
            self._mailbox.post(partial(self._look, watch))  # each on its own: one may raise

    def _look(self, watch: Watch) -> None:
        if not watch.look():
            self._forget(watch)

    def _forget(self, watch: Watch) -> None:
        if (unsubscribe := self._watches.pop(watch, None)) is not None:
            unsubscribe()


class VisibleJobs(QObject):
    """The unfinished jobs that have lasted for longer than the patience of a person."""

    changed = Signal(object)

    def __init__(
        self, runner: JobRunner, mailbox: Mailbox, patience_ms: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._patience_ms = patience_ms
        self._known: dict[UUID, bool] = {}
        self._visible: tuple[Job[Any], ...] = ()
        self._stop = runner.observe(lambda: mailbox.post(self._refresh))
        mailbox.post(self._refresh)

    @property
    def jobs(self) -> tuple[Job[Any], ...]:
        """Return them, oldest first."""
        return self._visible

    def close(self) -> None:
        """Follow the runner no more."""
        self._stop()

    def _refresh(self) -> None:
        jobs = self._runner.jobs
        for job in jobs:
            if job.id not in self._known:
                QTimer.singleShot(self._patience_ms, self, partial(self._ripen, job.id))
        self._known = {job.id: self._known.get(job.id, False) for job in jobs}
        self._show(tuple(job for job in jobs if self._known[job.id]))

    def _ripen(self, job_id: UUID) -> None:
        if job_id in self._known:
            self._known[job_id] = True
            self._refresh()

    def _show(self, jobs: tuple[Job[Any], ...]) -> None:
        if jobs != self._visible:
            self._visible = jobs
            self.changed.emit(jobs)
