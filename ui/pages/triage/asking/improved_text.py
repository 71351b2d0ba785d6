"""An improved reply with its changes marked, against the AI's reply or the agent's."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.domain.diff import Diff
from ui.job_bridge import JobBridge
from ui.pages.triage.live_diff import LiveDiff
from ui.theme import ThemeController
from ui.widgets.diff_view import LEAST_SIMILARITY, DiffMode, DiffView

AGAINST = ("AI reply", "agent reply")


@dataclass(frozen=True, slots=True)
class Compared:
    """What the improved reply is compared with; one that is far `apart` has no marks."""

    against: str
    apart: bool = False


class ImprovedText(QWidget):
    """`edited` tells that somebody typed, `left` that they pressed Esc.

    `compared(Compared)` says against what changes are marked.
    """

    edited = Signal()
    left = Signal()
    compared = Signal(object)

    def __init__(
        self, themes: ThemeController, bridge: JobBridge, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._others = ["", ""]
        self._against = 0
        self._growing = False
        self.diff = DiffView(themes, "Other reply", "Improved reply", self, alone=True)
        self.editor = self.diff.right
        self.editor.setReadOnly(True)
        self.editor.edited.connect(self._typed)
        self.editor.left.connect(self.left)
        self._live = LiveDiff(bridge, self)
        self._live.answered.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.diff)

    @property
    def text(self) -> str:
        """Return the improved reply as it stands there."""
        return self.editor.text()

    def show_others(self, ai_reply: str, agent_reply: str) -> None:
        """Take the replies that it can be compared with."""
        if self._others == [ai_reply, agent_reply]:
            return
        self._others = [ai_reply, agent_reply]
        if not self._others[self._against].strip():
            self._against = 0
        if not self._growing:
            self._compare()

    def grow(self, text: str) -> None:
        """Show a reply that is being written."""
        self._growing = True
        self._live.stop()
        self.diff.show_diff(None)
        if self.diff.mode is DiffMode.UNIFIED:
            self.diff.set_mode(DiffMode.MARKED)
        self.editor.setReadOnly(True)
        self.editor.setPlaceholderText("Asking the model…")
        self.editor.grow(text)

    def show_reply(self, text: str) -> None:
        """Show a whole reply with its changes."""
        if text != self.editor.text():
            self.editor.grow(text) if self._growing else self.editor.set_text(text)
        self._growing = False
        self._compare()

    def step_against(self) -> None:
        """Compare with the other reply, where there is one."""
        if self._others[1 - self._against].strip():
            self._against = 1 - self._against
            self._compare()

    def step_view(self) -> None:
        """Show the changes in the next way."""
        self.diff.set_mode(self.diff.mode.next())

    def write(self, text: str) -> None:
        """Let somebody edit the reply, beginning with this text."""
        if self.diff.mode is DiffMode.UNIFIED:
            self.diff.set_mode(DiffMode.MARKED)
        if text != self.editor.text():
            self.editor.set_text(text)
        self.editor.setReadOnly(False)
        self.editor.moveCursor(QTextCursor.MoveOperation.End)
        self.editor.setFocus()

    def finish(self) -> None:
        """Let nobody edit it any more."""
        self.editor.setReadOnly(True)

    def _typed(self) -> None:
        self._compare(at_once=False)
        self.edited.emit()

    def _compare(self, *, at_once: bool = True) -> None:
        other, own = self._others[self._against], self.editor.text()
        if other.strip() and own.strip():
            self._live.compare(other, own, at_once=at_once)
        else:
            self._live.stop()
            self.diff.show_diff(None)
        self.compared.emit(Compared(AGAINST[self._against]))

    def _show(self, diff: Diff) -> None:
        if not self._growing:
            self.diff.show_diff(diff)
            apart = diff.similarity < LEAST_SIMILARITY
            self.compared.emit(Compared(AGAINST[self._against], apart=apart))
