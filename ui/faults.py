"""Tells a person what failed: a sentence where they can act on it, a report where it is a bug."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from reviewer.errors import ReviewerError
from services.jobs.status import JobCancelled
from services.log_lines import bare_traceback
from ui.main_window import MainWindow
from ui.theme import ThemeController

if TYPE_CHECKING:
    from ui.dialogs.bug_report import BugReportDialog

_log = logging.getLogger(__name__)


class Faults(QObject):
    """The window's voice when something fails. `redact` takes out what nobody may see.

    A bug that comes again and again, with every paint say, is shown once.
    """

    _reported = Signal(str)

    def __init__(
        self, window: MainWindow, themes: ThemeController, redact: Callable[[str], str]
    ) -> None:
        super().__init__(window)
        self._window, self._themes, self._redact = window, themes, redact
        self._dialog: BugReportDialog | None = None
        self._shown: set[str] = set()
        self._reported.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def tell(self, fault: Exception, what: str = "") -> None:
        """Tell of a fault; `what` is a sentence about the work that failed, where it is known."""
        match fault:
            case JobCancelled():
                pass
            case ReviewerError():
                self._window.tell(f"{what} {fault.in_window()}".strip(), kind="danger")
            case _:
                _log.critical("A bug in the window's work", exc_info=fault)
                self.report(self._redact(bare_traceback(fault)))

    def report(self, report: str) -> None:
        """Show a bug's report, which is redacted already. May be called on any thread."""
        self._reported.emit(report)

    def _show(self, report: str) -> None:
        if report in self._shown:
            return
        self._shown.add(report)
        if self._dialog is None:
            self._open(report)
        else:
            self._dialog.add(report)

    def _open(self, report: str) -> None:
        from ui.dialogs.bug_report import BugReportDialog
        from ui.versions import versions

        dialog = BugReportDialog(self._themes, versions(), report, parent=self._window)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def _forget(self) -> None:
        self._dialog = None
