"""The one way between the GUI thread and all others: nothing here ever makes it wait."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from services.jobs.attempt import outcome_of
from services.jobs.job import Job
from services.jobs.runner import JobRunner
from services.jobs.status import JobCancelled, JobStatus
from services.jobs.worker_threads import WorkerThreads
from ui.job_watch import JobWatch, VisibleJobs, Watch
from ui.mailbox import Mailbox
from ui.tickets import Question, Ticket

T = TypeVar("T")

READERS = 2
PATIENCE_MS = 500
CLOSE_SECONDS = 10.0


class JobBridge(QObject):
    """Delivers reads, writes, announcements and jobs to the GUI thread, from its event loop.

    All methods belong to the GUI thread. Where an `owner` is given, nothing is delivered once it
    has been deleted. What failed and has nobody to take the failure goes to `faulted`; work that
    was cancelled is no failure. An exception of a handler itself ends in sys.excepthook.

    After `close` nothing is delivered any more, and reads are not begun.
    """

    #: An Exception nobody took.
    faulted = Signal(object)
    #: The tuple of jobs to show, oldest first; only those that have lasted half a second.
    visible_jobs_changed = Signal(object)

    def __init__(
        self,
        runner: JobRunner,
        parent: QObject | None = None,
        *,
        readers: int = READERS,
        patience_ms: int = PATIENCE_MS,
    ) -> None:
        super().__init__(parent)
        self._mailbox = Mailbox(self)
        self._readers = WorkerThreads("reader", readers)
        self._watch = JobWatch(self._mailbox, self)
        self._visible = VisibleJobs(runner, self._mailbox, patience_ms, self)
        self._visible.changed.connect(self.visible_jobs_changed)

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> Ticket:
        """Run a read of the store on a reader's thread, and deliver what it returned or raised.

        For "the latest wins", cancel the ticket of the question before: one that has not begun
        is then never asked.
        """
        ticket = Ticket(done, failed or self._report, owner)
        question = Question(work, ticket)
        if not self._readers.run(partial(self._ask, question)):
            ticket.cancel()
        return ticket

    def after(
        self,
        future: Future[T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> Ticket:
        """Deliver what a future holds, such as one of the write lane, once it does."""
        ticket = Ticket(done, failed or self._report, owner)
        future.add_done_callback(
            lambda future: self._mailbox.post(lambda: ticket.hand_over(outcome_of(future)))
        )
        return ticket

    def watch(
        self,
        job: Job[Any],
        on_update: Callable[[JobStatus], object],
        *,
        owner: QObject | None = None,
    ) -> Watch:
        """Deliver a job's status: now, while it changes at most ten times a second, at the end.

        The last one is never left out, and it is delivered once.
        """
        return self._watch.watch(job, on_update, owner)

    def relay(self, receive: Callable[[T], object]) -> Callable[[T], None]:
        """Return a function for any thread: what it is called with is delivered to `receive`.

        For announcements, such as what a transaction changed.
        """
        return lambda value: self._mailbox.post(partial(receive, value))

    @property
    def visible_jobs(self) -> tuple[Job[Any], ...]:
        """Return the jobs to show now, oldest first."""
        return self._visible.jobs

    def close(self, timeout: float = CLOSE_SECONDS) -> bool:
        """Deliver nothing more and wait for the reads under way; at exit, after the event loop.

        Waits at most `timeout` seconds, and tells whether every reader's thread has ended.
        """
        self._visible.close()
        self._watch.close()
        self._mailbox.close()
        return self._readers.close(timeout)

    def _ask(self, question: Question) -> None:
        question.ask()
        self._mailbox.post(question.deliver)

    def _report(self, fault: Exception) -> None:
        if not isinstance(fault, JobCancelled):
            self.faulted.emit(fault)
