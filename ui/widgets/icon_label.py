"""An icon in a colour of the theme, drawn at the scale of the screen it is on."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import ThemeController
from ui.theme_tokens import Tone


class IconLabel(QWidget):
    """A decorative icon; screen readers pass over it."""

    def __init__(
        self,
        themes: ThemeController,
        name: str,
        *,
        tone: Tone = "muted",
        pixels: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes, self._name, self._tone, self._pixels = themes, name, tone, pixels
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.update)

    def set_icon(self, name: str, tone: Tone | None = None) -> None:
        """Shows another icon, or the same in another tone."""
        self._name, self._tone = name, tone or self._tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._pixels, self._pixels)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        pixmap = self._themes.pixmap(self._name, self._tone, self._pixels, ratio)
        QPainter(self).drawPixmap(0, 0, pixmap)
