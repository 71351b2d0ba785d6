"""Work that takes a moment: says so after 300 ms, so that quick work shows nothing."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.widgets.labels import plain_label

DELAY_MS = 300


class LoadingState(QWidget):
    """Takes the room of the content from the start, and fills it with a line after the delay."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QWidget(self)
        self._label = plain_label(tone="muted", parent=self._line)
        self._bar = QProgressBar(self._line, minimum=0, maximum=0, textVisible=False)
        self._bar.setProperty("kind", "slim")
        self._bar.setFixedWidth(160)
        self._delay = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._delay.timeout.connect(self._line.show)
        self._lay_out()

    def tell(self, sentence: str) -> None:
        """Says what is being loaded."""
        self._label.setText(sentence)
        self.setAccessibleName(sentence)

    def is_told(self) -> bool:
        """Whether the delay has passed and the sentence can be seen."""
        return self._line.isVisible()

    def showEvent(self, event: QShowEvent) -> None:
        self._delay.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._delay.stop()
        self._line.hide()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        inner = QVBoxLayout(self._line)
        inner.setSpacing(8)
        inner.addWidget(self._label, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._line)
        column.addStretch(3)
        self._line.hide()
