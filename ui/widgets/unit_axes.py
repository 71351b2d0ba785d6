"""Axes of a diagram whose two sides go from 0 to 1."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.fonts import ui_font
from ui.theme import ThemeController

_LEFT, _BOTTOM, _TOP, _RIGHT = 60, 40, 10, 12
_TICKS = tuple(step / 5 for step in range(6))


class UnitAxes:
    """Places points in a rectangle in device-independent pixels, and paints grid and words.

    `across` names what grows to the right, `up` what grows upwards. `percent` writes the numbers
    of that side as percentages.
    """

    def __init__(
        self, themes: ThemeController, room: QRect, across: str, up: str, *, percent: bool
    ) -> None:
        self._themes, self._across, self._up, self._percent = themes, across, up, percent
        self._room = room
        self.plot = QRectF(room).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)

    def place(self, across: float, up: float) -> QPointF:
        """Return where a pair of numbers from 0 to 1 stands."""
        x = self.plot.left() + across * self.plot.width()
        return QPointF(x, self.plot.bottom() - up * self.plot.height())

    def across_at(self, x: float) -> float:
        """Return the number, 0..1, that stands at a horizontal place, or the nearest one."""
        width = self.plot.width()
        return min(1.0, max(0.0, (x - self.plot.left()) / width)) if width > 0 else 0.0

    def paint(self, painter: QPainter) -> None:
        """Paint the grid, its numbers and what the sides mean."""
        painter.setFont(ui_font(self._themes.theme.type.caption))
        for tick in _TICKS:
            self._paint_tick(painter, tick)
        painter.setPen(self._themes.colour("muted"))
        below = QRectF(self.plot.left(), self.plot.bottom() + 20, self.plot.width(), 18)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._across)
        painter.save()
        painter.translate(10, self.plot.center().y())
        painter.rotate(-90)
        beside = QRectF(-self.plot.height() / 2, -9, self.plot.height(), 18)
        painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, self._up)
        painter.restore()

    def _paint_tick(self, painter: QPainter, tick: float) -> None:
        painter.setPen(QPen(self._themes.colour("border"), 1))
        painter.drawLine(self.place(0, tick), self.place(1, tick))
        painter.setPen(self._themes.colour("faint"))
        left, below = self.place(0, tick), self.place(tick, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        words = f"{tick:.0%}" if self._percent else f"{tick:.1f}"
        painter.drawText(QRectF(0, left.y() - 8, self.plot.left() - 6, 16), middle, words)
        under = QRectF(below.x() - 20, below.y() + 4, 40, 16)
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, f"{tick:.1f}")
