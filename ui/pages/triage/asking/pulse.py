"""Looks at a growing text as often as eyes can follow it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ui.pages.triage.asking.asks import Ask

#: Twelve looks a second.
LOOK_MS = 80


class Pulse(QObject):
    """Shows the text of one question at a time, while it is under way."""

    def __init__(self, show: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._show = show
        self._ask: Ask | None = None
        self._seen = ""
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def follow(self, ask: Ask | None) -> None:
        """Show this one from now on; None for none."""
        if ask is self._ask:
            return
        self._ask, self._seen = ask, ""
        if ask is None:
            self._timer.stop()
        else:
            self._show(ask.text)
            self._seen = ask.text
            self._timer.start()

    def _look(self) -> None:
        if self._ask is not None and self._ask.text != self._seen:
            self._seen = self._ask.text
            self._show(self._seen)
