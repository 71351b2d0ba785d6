"""Writes words and icons into a line from both of its ends, each time into what room is left."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from ui.theme import ThemeController

GAP = 8
ICON, _ICON_GAP = 12, 5


class LinePen:
    """A painter on a line; `room` is what is left of it."""

    def __init__(
        self,
        painter: QPainter,
        themes: ThemeController,
        font: QFont,
        metrics: QFontMetrics,
        room: QRect,
    ) -> None:
        self._painter, self._themes = painter, themes
        self._font, self._metrics = font, metrics
        self.room = room

    def write(self, text: str, tone: str) -> None:
        """Write at the left end, as much as fits, and go on behind it."""
        if self.room.width() <= 0 or not text:
            return
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.room.width())
        self._draw(self.room, shown, tone)
        self.skip(self._metrics.horizontalAdvance(shown) + GAP)

    def write_right(self, text: str, tone: str) -> None:
        """Write at the right end."""
        width = self._metrics.horizontalAdvance(text) + 1
        right = self.room.right() + 1
        self._draw(QRect(right - width, self.room.top(), width, self.room.height()), text, tone)
        self.room.setWidth(self.room.width() - width - GAP)

    def icon(self, name: str, tone: str) -> None:
        """Draw an icon at the left end."""
        self._put_icon(name, tone, self.room.left())
        self.skip(ICON + _ICON_GAP)

    def icon_right(self, name: str, tone: str) -> None:
        """Draw an icon at the right end."""
        self._put_icon(name, tone, self.room.right() + 1 - ICON)
        self.room.setWidth(self.room.width() - ICON - _ICON_GAP)

    def skip(self, width: int) -> None:
        """Go on further right."""
        self.room.setLeft(self.room.left() + width)

    def _put_icon(self, name: str, tone: str, left: int) -> None:
        ratio = self._painter.device().devicePixelRatioF()
        pixmap = self._themes.pixmap(name, tone, ICON, ratio)  # type: ignore[arg-type]
        top = self.room.top() + (self.room.height() - ICON) / 2
        self._painter.drawPixmap(QPointF(left, top), pixmap)

    def _draw(self, place: QRect, text: str, tone: str) -> None:
        self._painter.setFont(self._font)
        self._painter.setPen(self._themes.colour(tone))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._painter.drawText(place, int(flags | Qt.TextFlag.TextSingleLine), text)
