"""What a reviewer decides on an improved reply, on its way to the store."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from services.jobs.status import ShuttingDown
from ui.job_bridge import JobBridge
from ui.page_tell import Tell

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reviewer.domain.action import Action
    from services.assistant.parts import Assistant


class Choosing(QObject):
    """`decided` comes when a decision is on the disk; that, or why it is not, is told.

    `undo` takes the last step back. An improved reply that is shown was read through the
    assistant's parts, so those are there.
    """

    decided = Signal()

    def __init__(
        self,
        parts: "Callable[[], Assistant]",
        bridge: JobBridge,
        tell: Tell,
        undo: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._parts, self._bridge, self._tell, self._undo = parts, bridge, tell, undo

    def accept(self, improvement_id: UUID, final_reply: str | None = None) -> None:
        """Accept an improved reply, as it is or as somebody edited it."""
        words = "Accepted the improved reply" + (", as edited" if final_reply else "")
        self._submit(lambda: self._parts().board.accept(improvement_id, final_reply), words)

    def discard(self, improvement_id: UUID) -> None:
        """Discard an improved reply."""
        words = "Discarded the improved reply"
        self._submit(lambda: self._parts().board.discard(improvement_id), words)

    def _submit(self, write: "Callable[[], Future[Action]]", words: str) -> None:
        try:
            future = write()
        except ShuttingDown as closed:
            self._failed(closed)
        else:
            self._bridge.after(future, partial(self._done, words), self._failed, owner=self)

    def _done(self, words: str, _action: "Action") -> None:
        self._tell(words, action="Undo", run=self._undo)
        self.decided.emit()

    def _failed(self, fault: Exception) -> None:
        sentence = f"The decision on the improved reply was not saved. {fault}"
        self._tell(sentence, kind="danger")
