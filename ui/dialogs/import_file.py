"""Imports a file: what was found in it, then how far it is, then what became of its rows."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from reviewer.domain.intake import StoredRefusal
from reviewer.errors import UsageError
from services.jobs.status import JobState, JobStatus
from services.sync.files import ImportOutcome
from services.sync.importer import FileImporter
from services.sync.preview import ImportPreview, preview
from ui.dialogs.drop_area import DropArea
from ui.dialogs.frame import DialogFrame
from ui.dialogs.import_look import ImportLook
from ui.dialogs.import_progress import ImportProgress
from ui.dialogs.import_result import ImportResult
from ui.dialogs.listed_rows import refused_rows, repaired_rows
from ui.dialogs.mapping_editor import Corrections
from ui.dialogs.row_list import RowListDialog
from ui.job_bridge import JobBridge
from ui.theme import ThemeController

if TYPE_CHECKING:
    from services.jobs.job import Job
    from ui.tickets import Ticket

WIDTH = 880


class ImportDialog(DialogFrame):
    """Without a path, asks for a file first.

    Closed while rows arrive, the import goes on; `left(Job)` hands it to who tells of its end.
    """

    left = Signal(object)

    def __init__(
        self,
        themes: ThemeController,
        bridge: JobBridge,
        importer: FileImporter,
        path: Path | None = None,
        *,
        parent: QWidget,
    ) -> None:
        super().__init__(themes, "Import a file", "file-input", parent, width=WIDTH)
        self._themes, self._bridge, self._importer = themes, bridge, importer
        self._preview: ImportPreview | None = None
        self._ticket: Ticket | None = None
        self._job: Job[ImportOutcome] | None = None
        self.drop = DropArea(themes, self)
        self.look = ImportLook(themes, self)
        self.progress = ImportProgress(in_bytes=True, parent=self)
        self.outcome = ImportResult(self)
        self.start = QPushButton("Import", self)
        self.cancel = QPushButton("Cancel", self)
        self._lay_out()
        self._connect()
        if path is None:
            self._show(self.drop)
            self.drop.button.setFocus()
        else:
            self.look_into(path)

    def look_into(self, path: Path) -> None:
        """Look into a file and show what was found."""
        self._preview = None
        self._show(self.look)
        self.look.notes.set_text(f"Looking into {path} …")
        self._ask(partial(preview, path))

    def reject(self) -> None:
        """Close; what is under way goes on."""
        if self._job is not None and not self._job.state.ended:
            self.left.emit(self._job)
        super().reject()

    def _ask(self, work: "partial[ImportPreview]") -> None:
        if self._ticket is not None:
            self._ticket.cancel()
        self._ticket = self._bridge.read(work, self._show_preview, self._refuse, owner=self)

    def _correct(self, corrections: Corrections) -> None:
        if self._preview is not None:
            chosen = corrections.chosen, corrections.without
            self._ask(partial(self._preview.corrected, *chosen))

    def _show_preview(self, found: ImportPreview) -> None:
        self._preview = found
        self.look.show_preview(found)
        self.start.setEnabled(found.possible)
        self.fit()

    def _refuse(self, fault: Exception) -> None:
        self._preview = None
        self.start.setEnabled(False)
        self.outcome.show_failure(str(fault))
        self._show(self.drop, self.outcome)

    def _begin(self) -> None:
        assert self._preview is not None
        path, mapping = self._preview.sample.file.path, self._preview.mapping
        try:
            self._job = self._importer.start(path, self.look.key.text(), mapping)
        except UsageError as problem:
            self.look.refuse_key(str(problem))
            return
        self._show(self.progress)
        self.cancel.setText("Continue in the background")
        self.cancel.setFocus()
        self._bridge.watch(self._job, self._follow, owner=self)

    def _follow(self, status: JobStatus) -> None:
        self.progress.show_status(status)
        if status.state.ended:
            self._end(status)

    def _end(self, status: JobStatus) -> None:
        assert self._job is not None
        match status.state:
            case JobState.SUCCEEDED:
                done = self._job.result()
                sentence, wrong = _told(done)
                self.outcome.show_tally(done.tally, sentence, wrong=wrong)
            case JobState.CANCELLED:
                rows = status.progress.detail or "no rows"
                sentence = f"Stopped after {rows}, which are kept. Import again to go on."
                self.outcome.show_failure(sentence)
            case _:
                failure = status.failure
                self.outcome.show_failure(failure.sentence if failure else "The import failed.")
        self._show(self.outcome)
        self.cancel.setText("Close")
        self.cancel.setFocus()

    def _list_refused(self) -> None:
        assert self._job is not None
        path = self._job.result().path
        read = partial(self._importer.refused, self.look.key.text(), path.name)
        self._bridge.read(read, self._show_refused, owner=self)

    def _show_refused(self, refusals: tuple[StoredRefusal, ...]) -> None:
        sentence = "They are kept whole in the store. Correct them in the file and import it again."
        rows = refused_rows(refusals)
        RowListDialog(self._themes, "Rejected rows", sentence, rows, parent=self).open()

    def _list_repaired(self) -> None:
        assert self._job is not None
        tally = self._job.result().tally
        named, count = len(tally.repairs), tally.sanitised
        sentence = f"{'All' if named == count else f'The first {named:,}'} of {count:,} rows that "
        sentence += "were taken, but not quite as they came."
        rows = repaired_rows(tally.repairs)
        RowListDialog(self._themes, "Repaired rows", sentence, rows, parent=self).open()

    def _show(self, *parts: QWidget) -> None:
        for part in (self.drop, self.look, self.progress, self.outcome):
            part.setVisible(part in parts)
        self.start.setVisible(self.look in parts)
        self.progress.stop.setVisible(self.progress in parts)
        self.fit()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _connect(self) -> None:
        self.drop.chosen.connect(self.look_into)
        self.look.corrected.connect(self._correct)
        self.start.clicked.connect(self._begin)
        self.cancel.clicked.connect(self.reject)
        self.progress.stopped.connect(self._stop)
        self.outcome.refused_wanted.connect(self._list_refused)
        self.outcome.repaired_wanted.connect(self._list_repaired)

    def _lay_out(self) -> None:
        for part in (self.look, self.progress, self.outcome, self.drop):
            self.column.addWidget(part)
        self.start.setEnabled(False)
        self.end_with(self.start, self.cancel, aside=[self.progress.stop])


def _told(outcome: ImportOutcome) -> tuple[str, bool]:
    """Return how an import ended in a sentence, and whether that is a problem."""
    if outcome.broken_off is not None:
        return f"{outcome.broken_off} What could be read before was imported.", True
    if outcome.tally.read == outcome.tally.unchanged:
        return f"Nothing in {outcome.path.name} is new: every row was here already.", False
    return f"{outcome.path.name} was imported.", False
