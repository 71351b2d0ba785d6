"""A small fact that is read again whenever something changed, and never twice at once."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.job_bridge import JobBridge


class LatestRead(QObject):
    """`arrived(object)` follows `refresh`; several of those during one read make one more read."""

    arrived = Signal(object)

    def __init__(
        self, read: Callable[[], Any], bridge: JobBridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._read, self._bridge = read, bridge
        self._reading = self._again = False

    def refresh(self) -> None:
        """Read, or read once more when the read under way has ended."""
        self._again = self._reading
        if not self._reading:
            self._reading = True
            self._bridge.read(self._read, self._done, self._failed, owner=self)

    def _done(self, value: Any) -> None:
        self._end()
        self.arrived.emit(value)

    def _failed(self, _fault: Exception) -> None:
        """Keep what was known: whatever the fault is, the list beside it tells it."""
        self._end()

    def _end(self) -> None:
        self._reading = False
        if self._again:
            self.refresh()
