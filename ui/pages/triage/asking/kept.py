"""What the assistant has said about the case that is looked at, read off the GUI thread."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from ui.job_bridge import JobBridge

if TYPE_CHECKING:
    from collections.abc import Callable

    from services.assistant.desk import Kept
    from services.assistant.parts import Assistant
    from ui.tickets import Ticket

#: By then the first reply is shown: building the assistant's parts must not hold that up.
FIRST_MS = 600
#: A batch announces each of its items; the case looks again at most this often.
PAUSE_MS = 150


class KeptOfCase(QObject):
    """Reads what is kept when a case is opened, and again on `look_again`.

    `arrived` tells that `kept` is another one. Until a case's own is there, `kept` is None.
    """

    arrived = Signal()

    def __init__(
        self, parts: "Callable[[], Assistant]", bridge: JobBridge, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._parts, self._bridge = parts, bridge
        self._case: UUID | None = None
        self._ticket: Ticket | None = None
        self._again = False
        self.kept: Kept | None = None
        self.failure = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self._settling = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._settling.timeout.connect(self._read)
        self._settling.start()

    def look_at(self, interaction_id: UUID | None) -> None:
        """Read what is kept of another case; None for none."""
        self._drop()
        self._case, self.kept, self.failure = interaction_id, None, ""
        if not self._settling.isActive():
            self._read()

    def look_again(self) -> None:
        """Read once more, soon: something changed."""
        if self._ticket is not None:
            self._again = True
        elif not (self._pause.isActive() or self._settling.isActive()):
            self._pause.start()

    def hurry(self) -> None:
        """Read at once what was to be read in a moment."""
        self._settling.stop()
        self._read()

    def read_now(self) -> None:
        """Read anew at once: what is being read may be older than what is wanted."""
        self._settling.stop()
        self._drop()
        self._read()

    def _drop(self) -> None:
        self._pause.stop()
        self._again = False
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None

    def _read(self) -> None:
        if self._case is not None and self._ticket is None:
            read = partial(_kept, self._parts, self._case)
            self._ticket = self._bridge.read(read, self._take, self._fail, owner=self)

    def _take(self, kept: "Kept") -> None:
        self._ticket, self.failure = None, ""
        self.kept = kept
        self.arrived.emit()
        self._go_on()

    def _fail(self, fault: Exception) -> None:
        self._ticket, self.failure = None, str(fault)
        self.arrived.emit()
        self._go_on()

    def _go_on(self) -> None:
        if self._again:
            self._again = False
            self._pause.start()


def _kept(parts: "Callable[[], Assistant]", interaction_id: UUID) -> "Kept":
    return parts().desk.kept(interaction_id)
