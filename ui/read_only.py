"""A window that may only read, because another Reviewer writes: it says so, and waits its turn."""

from PySide6.QtCore import QObject, QTimer, Signal

from services.onlooking import Onlooker, Reading, TookOver
from ui.job_bridge import JobBridge
from ui.main_window import MainWindow
from ui.theme import ThemeController
from ui.widgets.banner import Banner

#: Milliseconds between two looks at what the other one does.
PAUSE_MS = 2_000
DONE = "The other Reviewer is done: this window writes again."


class ReadOnly(QObject):
    """Lasts until the window takes over, which `ended` tells."""

    ended = Signal()

    def __init__(
        self,
        onlooker: Onlooker,
        bridge: JobBridge,
        themes: ThemeController,
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._onlooker, self._bridge, self._window = onlooker, bridge, window
        self._banner = Banner(themes, "lock", window)
        self._banner.tell(sentence_on(""))
        window.show_banner(self._banner)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._look()

    @property
    def sentence(self) -> str:
        """Why nothing can be changed here, and what can be done about it."""
        return self._banner.text()

    def refuse(self) -> None:
        """Tell somebody who wants to change something."""
        self._window.tell(self.sentence, kind="warning")

    def close(self) -> None:
        """Look no more; nothing reads any more."""
        self._pause.stop()
        self._onlooker.close()

    def _look(self) -> None:
        self._bridge.read(self._onlooker.look, self._seen, self._failed, owner=self)

    def _seen(self, look: Reading | TookOver) -> None:
        match look:
            case Reading(writer=writer):
                self._banner.tell(sentence_on(writer))
                self._pause.start()
            case TookOver():
                self._banner.deleteLater()
                self._window.tell(DONE)
                self.ended.emit()

    def _failed(self, fault: Exception) -> None:
        self._bridge.faulted.emit(fault)
        self._banner.tell(f"Read-only. {fault}")


def sentence_on(writer: str) -> str:
    """Return what the banner says; `writer` is the other process in words, "" where unknown."""
    who = writer or "another Reviewer"
    return f"Read-only: {who} is writing to this store. Once it is done, this window can write too."
