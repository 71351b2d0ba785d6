"""The changes between the AI's reply and what is in the editor, as it is typed."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.domain.diff import Diff
from ui.job_bridge import JobBridge
from ui.pages.triage.prefetch import compared

if TYPE_CHECKING:
    from ui.tickets import Ticket

PAUSE_MS = 80


class LiveDiff(QObject):
    """Compares in the background after each pause; `answered(Diff)` is for the latest texts."""

    answered = Signal(object)

    def __init__(self, bridge: JobBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._texts = ("", "")
        self._ticket: Ticket | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    def compare(self, ai_reply: str, reply: str, *, at_once: bool = False) -> None:
        """Compare these texts after a pause, or now; what was asked before is dropped."""
        self.stop()
        self._texts = (ai_reply, reply)
        if at_once:
            self._ask()
        else:
            self._pause.start()

    def stop(self) -> None:
        """Drop what was asked."""
        self._pause.stop()
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None

    def _ask(self) -> None:
        self._ticket = self._bridge.read(partial(compared, *self._texts), self._answer, owner=self)

    def _answer(self, diff: Diff) -> None:
        self._ticket = None
        self.answered.emit(diff)
