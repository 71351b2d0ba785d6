"""Closing the window while jobs run: what becomes of them is asked, and nobody waits frozen."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from services.jobs.job import Job
from services.jobs.runner import JobRunner
from ui.job_bridge import JobBridge
from ui.main_window import MainWindow
from ui.theme import ThemeController

if TYPE_CHECKING:
    from ui.dialogs.leaving import LeavingDialog


class Leaving(QObject):
    """Closes the window once no job runs; asks only about jobs that last longer than a moment."""

    def __init__(
        self, runner: JobRunner, bridge: JobBridge, themes: ThemeController, window: MainWindow
    ) -> None:
        super().__init__(window)
        self._runner, self._bridge, self._themes, self._window = runner, bridge, themes, window
        self._wanted = self._answered = False
        self._dialog: LeavingDialog | None = None
        look = bridge.relay(self._look)
        self.destroyed.connect(runner.observe(lambda: look(None)))
        bridge.visible_jobs_changed.connect(self._ask)

    def may_close(self) -> bool:
        """Tell whether the window may close now; else it will, as soon as the answer allows it."""
        if not self._runner.jobs:
            return True
        self._wanted, self._answered = True, False
        self._ask()
        return False

    def _look(self, _news: object) -> None:
        jobs = self._runner.jobs
        if self._dialog is not None and jobs:
            self._dialog.show_jobs(_titles(jobs))
        if self._wanted and not jobs:
            self._leave()

    def _ask(self) -> None:
        due = self._wanted and not self._answered and self._dialog is None
        if not (due and self._bridge.visible_jobs):
            return
        from ui.dialogs.leaving import LeavingDialog

        dialog = LeavingDialog(self._themes, _titles(self._runner.jobs), parent=self._window)
        dialog.stop.connect(self._stop)
        dialog.finish.connect(self._finish)
        dialog.rejected.connect(self._stay)
        dialog.finished.connect(self._forget_dialog)
        self._dialog = dialog
        dialog.open()

    def _stop(self) -> None:
        self._answered = True
        self._runner.cancel_all()
        self._window.tell("Stopping what runs, then closing.", kind="info")

    def _finish(self) -> None:
        self._answered = True
        self._window.tell(
            "Closing as soon as this is done.", kind="info", action="Stay", run=self._stay
        )

    def _stay(self) -> None:
        self._wanted = False

    def _forget_dialog(self) -> None:
        self._dialog = None

    def _leave(self) -> None:
        self._wanted = False
        if self._dialog is not None:
            self._dialog.accept()
        self._window.close()


def _titles(jobs: tuple[Job[Any], ...]) -> list[str]:
    return [job.title for job in jobs]
