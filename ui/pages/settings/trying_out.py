"""Tries a template out in the background, after each pause in typing."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.domain.diff import Diff, word_diff
from reviewer.errors import UsageError
from ui.job_bridge import JobBridge

if TYPE_CHECKING:
    from services.assistant.templates import Prompt
    from ui.tickets import Ticket

PAUSE_MS = 200

TryOut = Callable[[str, str], "Prompt"]


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a text: the changes from the shipped one, and the prompt or the problem."""

    diff: Diff
    sent: str
    problem: str


class TryingOut(QObject):
    """`answered(Trial)` is for the latest text that was asked about."""

    answered = Signal(object)

    def __init__(self, try_out: TryOut, bridge: JobBridge, parent: QObject) -> None:
        super().__init__(parent)
        self._try_out, self._bridge = try_out, bridge
        self._asked = ("", "", "")
        self._ticket: Ticket | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    def ask(self, name: str, shipped: str, text: str) -> None:
        """Try a text out after a pause; what was asked before is dropped."""
        self._asked = name, shipped, text
        if self._ticket is not None:
            self._ticket.cancel()
        self._pause.start()

    def _ask(self) -> None:
        work = partial(_tried, self._try_out, *self._asked)
        self._ticket = self._bridge.read(work, self._answer, owner=self)

    def _answer(self, trial: Trial) -> None:
        self._ticket = None
        self.answered.emit(trial)


def _tried(try_out: TryOut, name: str, shipped: str, text: str) -> Trial:
    diff = word_diff(shipped, text)
    try:
        prompt = try_out(name, text)
    except UsageError as problem:
        return Trial(diff, "", str(problem))
    return Trial(diff, f"SYSTEM\n\n{prompt.system}\n\nUSER\n\n{prompt.user}", "")
