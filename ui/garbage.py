"""Python's garbage collection, kept on the GUI thread."""

import gc

from PySide6.QtCore import QObject, QTimer

TICK_MS = 1000
TICKS_PER_FULL_COLLECTION = 60
#: By then the window is built and what was imported late is there: it stays, so it is collected
#: once more and never looked at again. Each full collection would take four frames otherwise.
TICK_OF_SETTLING = 5


class GuiGarbage(QObject):
    """Collects reference cycles on the thread it lives on, and on no other.

    Python collects on whichever thread happens to allocate. A cycle that holds a QTimer or a
    model would then be destroyed on a worker's thread, which crashes Qt. Reference counting,
    which frees nearly everything, is not touched.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticks = 0
        self._was_enabled = gc.isenabled()
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def tick(self) -> None:
        """Collect the young; all of them once a minute."""
        self._ticks += 1
        if self._ticks == TICK_OF_SETTLING:
            gc.collect()
            gc.freeze()
        gc.collect(2 if self._ticks % TICKS_PER_FULL_COLLECTION == 0 else 1)

    def close(self) -> None:
        """Leave the collection to Python again; at exit, when the other threads have ended."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()
