"""Accepts and discards improved replies, and takes that back."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from services.triage.desk import NothingToUndo, Undone
from ui.job_bridge import JobBridge
from ui.page_tell import Tell

if TYPE_CHECKING:
    from services.assistant.board import ImprovementBoard

Undo = Callable[[], Future[Undone | NothingToUndo]]


class Deciding(QObject):
    """Writes behind the window, and offers to undo. `undo` takes this reviewer's last step back."""

    def __init__(
        self,
        board: "ImprovementBoard",
        undo: Undo,
        bridge: JobBridge,
        tell: Tell,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._board, self._undo, self._bridge, self._tell = board, undo, bridge, tell

    def accept(self, improvement_id: UUID) -> None:
        """Accept an improvement as it is."""
        decided = self._board.accept(improvement_id)
        self._bridge.after(decided, partial(self._decided, "Accepted."), owner=self)

    def discard(self, improvement_id: UUID) -> None:
        """Discard an improvement."""
        decided = self._board.discard(improvement_id)
        self._bridge.after(decided, partial(self._decided, "Discarded."), owner=self)

    def undo(self) -> None:
        """Take back this reviewer's last step, whatever it was."""
        self._bridge.after(self._undo(), self._undone, owner=self)

    def _decided(self, said: str, _action: object) -> None:
        self._tell(said, action="Undo  Z", run=self.undo)

    def _undone(self, outcome: Undone | NothingToUndo) -> None:
        match outcome:
            case Undone(action):
                self._tell(f"Undone: {action.label}.", kind="info")
            case NothingToUndo():
                self._tell("There is nothing to undo.", kind="info")
