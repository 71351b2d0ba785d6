"""A field to choose from a list, with the arrow that tells it from one to write in."""

from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from ui.theme import ThemeController

_ARROW = 14


class ChoiceBox(QComboBox):
    """Keeps its width whatever it holds, and leaves the wheel to the page while it has no focus."""

    def __init__(self, themes: ThemeController, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        themes.changed.connect(self.update)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        arrow = self._themes.pixmap("chevron-down", "muted", _ARROW, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - _ARROW - 6, (self.height() - _ARROW) // 2, arrow)
