"""Takes the costs along: calls and sums to the clipboard, calls to a file."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from reviewer.domain.spreadsheet import tab_separated
from services.jobs.job import Job
from services.jobs.status import JobState, JobStatus
from ui.job_bridge import JobBridge
from ui.page_tell import Tell
from ui.pages.costs.summary import as_lines
from ui.pages.costs.words import count_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from services.assistant.ledger_pages import LedgerPages
    from services.assistant.spending import SpendingReport


class Taking(QObject):
    """Reads and writes behind the window, and says what came of it."""

    def __init__(self, calls: "LedgerPages", bridge: JobBridge, tell: Tell, page: QWidget) -> None:
        super().__init__(page)
        self._calls, self._bridge, self._tell = calls, bridge, tell

    def copy_calls(self, keys: "Sequence[UUID]") -> None:
        """Put calls on the clipboard, as a table of text."""
        if keys:
            self._bridge.read(
                partial(self._calls.copied, keys),
                lambda table: self._copied(table, count_text(len(keys), "call")),
                owner=self,
            )

    def copy_sums(self, report: "SpendingReport") -> None:
        """Put the sums on the clipboard, as a table of text."""
        table = "\n".join(map(tab_separated, as_lines(report)))
        self._copied(table, "the sums by purpose, model and day")

    def write(self, since: int, path: Path) -> None:
        """Write the calls since a moment, in microseconds UTC, to a CSV file."""
        job = self._calls.write(since, path)
        self._bridge.watch(job, partial(self._written, job, path), owner=self)

    def _copied(self, table: str, what: str) -> None:
        QGuiApplication.clipboard().setText(table)
        self._tell(f"Copied {what}.")

    def _written(self, job: Job[int], path: Path, status: JobStatus) -> None:
        if status.state is JobState.SUCCEEDED:
            self._tell(f"{count_text(job.result(), 'call')} in {path.name}.")
