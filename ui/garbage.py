"""Python's garbage collection, kept on the GUI thread."""

import gc
from time import thread_time

from PySide6.QtCore import QObject, QTimer

TICK_MS = 1000
TICKS_PER_FULL_COLLECTION = 60
#: By then the window is built and what was imported late is there: all of it stays. It is set
#: aside without a look; to collect it would take four frames, and finds nothing.
TICK_OF_SETTLING = 5
#: Where a full collection took longer, what it left is set aside: it has been there for a while.
PATIENCE_SECONDS = 0.008


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
        """Collect the young; all of them once a minute. Nothing before the window has settled."""
        self._ticks += 1
        if self._ticks < TICK_OF_SETTLING:
            return
        if self._ticks == TICK_OF_SETTLING:
            gc.freeze()
        elif self._ticks % TICKS_PER_FULL_COLLECTION == 0:
            _collect_all()
        else:
            gc.collect(1)

    def close(self) -> None:
        """Leave the collection to Python again; at exit, when the other threads have ended."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()


def _collect_all() -> None:
    began = thread_time()
    gc.collect()
    if thread_time() - began > PATIENCE_SECONDS:
        gc.freeze()
