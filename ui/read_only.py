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
        self._onlooker, self._bridge = onlooker, bridge
        self._themes, self._window = themes, window
        self._banner: Banner | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._look()

    def refuse(self) -> None:
        """Tell somebody who wants to change something why that cannot be."""
        sentence = sentence_on("") if self._banner is None else self._banner.text()
        self._window.tell(sentence, kind="warning")

    def close(self) -> None:
        """Look no more; nothing reads any more."""
        self._pause.stop()
        self._onlooker.close()

    def _look(self) -> None:
        self._bridge.read(self._onlooker.look, self._seen, self._failed, owner=self)

    def _seen(self, look: Reading | TookOver) -> None:
        match look:
            case Reading(writer=writer):
                self._say(sentence_on(writer))
                self._pause.start()
            case TookOver():
                self._say_no_more()
                self.ended.emit()

    def _failed(self, fault: Exception) -> None:
        self._bridge.faulted.emit(fault)
        self._say(f"Read-only. {fault}")

    def _say(self, sentence: str) -> None:
        if self._banner is None:
            self._banner = Banner(self._themes, "lock", self._window)
            self._window.show_banner(self._banner)
        self._banner.tell(sentence)

    def _say_no_more(self) -> None:
        """Take the banner away; where nobody has seen one, there is nothing to tell either."""
        if self._banner is not None:
            self._banner.deleteLater()
            self._window.tell(DONE)


def sentence_on(writer: str) -> str:
    """Return what the banner says; `writer` is the other process in words, "" where unknown."""
    who = writer or "another Reviewer"
    return f"Read-only: {who} is writing to this store. Once it is done, this window can write too."
