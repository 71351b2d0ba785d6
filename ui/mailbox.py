"""How other threads reach the GUI thread: they leave calls, and never wait."""

import threading
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Mailbox(QObject):
    """Calls what any thread posts on the thread it lives on, in order, from the event loop.

    After `close` nothing is called any more, and whoever posts is not told: nobody is there.
    """

    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gate = threading.Lock()
        self._closed = False
        self._letters: deque[Callable[[], object]] = deque()
        self._arrived.connect(self._open_one, Qt.ConnectionType.QueuedConnection)

    def post(self, letter: Callable[[], object]) -> None:
        """Have this called soon. Safe from any thread; takes microseconds."""
        with self._gate:
            if not self._closed:
                self._letters.append(letter)
                self._arrived.emit()

    def close(self) -> None:
        """Take no more letters, and drop those that have not been opened."""
        with self._gate:
            self._closed = True
            self._letters.clear()

    @Slot()
    def _open_one(self) -> None:
        if self._letters:
            self._letters.popleft()()
