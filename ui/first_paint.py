"""The moment at which a person sees the window: what can wait until then, waits."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

#: A window that starts minimised is painted late, or never.
PATIENCE_MS = 500


class FirstPaint(QObject):
    """Calls back from the event loop, once: after a widget's first paint, or half a second."""

    def __init__(self, widget: QWidget, then: Callable[[], object]) -> None:
        super().__init__(widget)
        self._widget, self._then = widget, then
        self._wait = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._wait.timeout.connect(self._go_on)
        self._wait.start()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            self._wait.start(0)
        return super().eventFilter(watched, event)

    def _go_on(self) -> None:
        self._widget.removeEventFilter(self)
        self.deleteLater()
        self._then()
