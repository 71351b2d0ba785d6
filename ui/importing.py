"""How rows come in from the window: a menu, a page's button, or a file dropped on the window."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from services.jobs.status import JobState, JobStatus
from ui.job_bridge import JobBridge
from ui.main_window import MainWindow
from ui.theme import ThemeController

if TYPE_CHECKING:
    from collections.abc import Callable

    from services.jobs.job import Job
    from services.sync.files import ImportOutcome
    from services.workbench import Workbench


class Importing(QObject):
    """Opens the dialogs of imports and sources; does nothing while no store is open.

    One local file dropped on the window opens the import dialog on it.
    """

    def __init__(
        self,
        bench: "Callable[[], Workbench | None]",
        bridge: JobBridge,
        themes: ThemeController,
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._bench, self._bridge, self._themes, self._window = bench, bridge, themes, window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def choose_file(self) -> None:
        """Ask for a file to import."""
        self._import(None)

    def show_sources(self) -> None:
        """Show the databases that are synced from."""
        bench = self._bench()
        if bench is not None:
            from ui.dialogs.sources import SourcesDialog

            SourcesDialog(
                self._themes, self._bridge, bench.sources, bench.runner, parent=self._window
            ).open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a file that is dropped on the window."""
        if isinstance(event, QDropEvent) and not isinstance(event, QDragEnterEvent):
            return self._drop(event)
        if isinstance(event, QDragEnterEvent) and _file_of(event) is not None:
            event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)

    def _drop(self, event: QDropEvent) -> bool:
        path = _file_of(event)
        if event.type() is not QEvent.Type.Drop or path is None:
            return False
        event.acceptProposedAction()
        self._import(path)
        return True

    def _import(self, path: Path | None) -> None:
        bench = self._bench()
        if bench is not None:
            from ui.dialogs.import_file import ImportDialog

            dialog = ImportDialog(
                self._themes, self._bridge, bench.importer, path, parent=self._window
            )
            dialog.left.connect(self._tell_of_its_end)
            dialog.open()

    def _tell_of_its_end(self, job: "Job[ImportOutcome]") -> None:
        """Say how an import ended whose dialog was closed meanwhile."""
        self._bridge.watch(job, partial(self._tell, job), owner=self)

    def _tell(self, job: "Job[ImportOutcome]", status: JobStatus) -> None:
        if status.state is JobState.SUCCEEDED:
            tally = job.result().tally
            self._window.tell(
                f"{status.title}: {tally.added:,} added, {tally.updated:,} updated, "
                f"{tally.rejected:,} rejected."
            )
        elif status.state is JobState.CANCELLED:
            self._window.tell(f"{status.title}: stopped. What was read is kept.", kind="info")


def _file_of(event: QDropEvent) -> Path | None:
    """Return the one local file that an event brings; None where it brings something else."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())
