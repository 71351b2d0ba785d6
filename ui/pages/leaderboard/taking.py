"""Takes improved replies along: to the clipboard, or to a file."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from reviewer.store.improvements import Board
from services.jobs.job import Job
from services.jobs.status import JobState, JobStatus
from ui.dialogs.export_file import CSV, JSON, ask_for_file
from ui.job_bridge import JobBridge
from ui.page_tell import Tell

if TYPE_CHECKING:
    from services.assistant.board_export import BoardExport


class Taking(QObject):
    """Reads and writes behind the window, and says what came of it."""

    def __init__(
        self, export: "BoardExport", bridge: JobBridge, tell: Tell, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._export, self._bridge, self._tell = export, bridge, tell
        self._page = parent

    def copy_reply(self, reply: str) -> None:
        """Put one reply on the clipboard."""
        QGuiApplication.clipboard().setText(reply)
        self._tell("Copied the improved reply.")

    def copy_rows(self, keys: Sequence[UUID]) -> None:
        """Put rows on the clipboard, as a table of text."""
        from services.assistant.board_export import MOST_COPIED

        some = keys[:MOST_COPIED]
        if some:
            self._bridge.read(
                partial(self._export.copied, some),
                partial(self._copied, len(some), len(keys)),
                owner=self,
            )

    def ask_for_file(self, write: Callable[[Path], object]) -> None:
        """Ask for a file, and call `write` with it."""
        title, suggested = "Export improved replies", "improved-replies.csv"
        ask_for_file(self._page, title, suggested, (CSV, JSON), write)

    def write(self, wanted: Board, path: Path) -> None:
        """Write what a board shows to a file: JSON or CSV, as its suffix says."""
        job = self._export.write(wanted, path)
        self._bridge.watch(job, partial(self._written, job, path), owner=self)

    def _copied(self, count: int, total: int, table: str) -> None:
        QGuiApplication.clipboard().setText(table)
        if count < total:
            sentence = f"Copied the first {count:,} of {total:,} rows. Export the others."
            self._tell(sentence, kind="warning")
        else:
            self._tell(f"Copied {count:,} row{'' if count == 1 else 's'}.")

    def _written(self, job: Job[int], path: Path, status: JobStatus) -> None:
        if status.state is JobState.SUCCEEDED:
            count = job.result()
            self._tell(f"{count:,} improved repl{'y' if count == 1 else 'ies'} in {path.name}.")
