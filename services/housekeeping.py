"""What an open store gets done in the background: today's backup, the audit sample of arrivals."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from threading import Lock

from reviewer.domain.changes import Changed
from reviewer.store.store import Store
from services.backups import back_up_today
from services.jobs.runner import JobRunner
from services.jobs.status import ShuttingDown
from services.triage.audit import AuditSampling

BACKUP, SAMPLE = "Backing up", "Drawing the audit sample"


class Housekeeping:
    """Backs up at once; draws from what has arrived whenever no other job runs."""

    def __init__(self, store: Store, runner: JobRunner, sampling: AuditSampling) -> None:
        self._store = store
        self._runner = runner
        self._sampling = sampling
        self._lock = Lock()
        self._arrived = True

    def begin(self) -> Callable[[], None]:
        """Begin, and return how to end it. Raises ShuttingDown."""
        ends = ExitStack()
        ends.callback(self._store.subscribe(self._hear))
        ends.callback(self._runner.observe(self._look))
        self._runner.start(BACKUP, partial(back_up_today, self._store))
        return ends.close

    def _hear(self, changed: Changed) -> None:
        if changed.interactions:
            with self._lock:
                self._arrived = True

    def _look(self) -> None:
        if not self._runner.jobs and self._take():
            with suppress(ShuttingDown):
                self._runner.start(SAMPLE, self._sampling.draw)

    def _take(self) -> bool:
        """Tell whether something has arrived since the last time."""
        with self._lock:
            arrived, self._arrived = self._arrived, False
        return arrived
