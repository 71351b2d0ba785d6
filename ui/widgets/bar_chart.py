"""A row of bars for days or weeks, painted as vectors, each explained when pointed at."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.fonts import ui_font
from ui.theme import ThemeController
from ui.widgets.labels import plain_tooltip

HEIGHT = 96
_FOOT, _HEAD = 18, 16
_GAP, _WIDEST = 3, 34
_CENTRE = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its value, what stands below it, and what it says when it is pointed at."""

    value: float
    label: str
    words: str


class BarChart(QWidget):
    """Bars from left to right, the last one in the accent; the highest says its value."""

    def __init__(self, themes: ThemeController, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._bars: Sequence[Bar] = ()
        self._top = ""
        self._font = ui_font(themes.theme.type.caption)
        self.setAccessibleName(name)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.update)

    def show_bars(self, bars: Sequence[Bar], top: str) -> None:
        """Show bars; `top` is the value of the highest one in words."""
        self._bars, self._top = bars, top
        self.setAccessibleDescription(". ".join(bar.words for bar in bars))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            bar = self._bar_at(event.pos().x())
            QToolTip.showText(event.globalPos(), plain_tooltip(bar.words) if bar else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        floor = self.height() - _FOOT
        painter.fillRect(QRectF(0, floor, self.width(), 1), self._themes.colour("border"))
        most = max((bar.value for bar in self._bars), default=0.0)
        for place, bar in enumerate(self._bars):
            self._paint_bar(painter, place, bar, most)
        self._paint_labels(painter)

    def _paint_bar(self, painter: QPainter, place: int, bar: Bar, most: float) -> None:
        floor = self.height() - _FOOT
        room = self._room(place)
        height = 0.0 if not bar.value else max(2.0, bar.value / most * (floor - _HEAD))
        last = place == len(self._bars) - 1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._themes.colour("accent_fill" if last else "border_strong"))
        painter.drawRoundedRect(room.adjusted(0, floor - height, 0, floor), 1.5, 1.5)
        if bar.value and bar.value == most:
            painter.setPen(self._themes.colour("muted"))
            middle = QPointF(room.center().x(), floor - height - _HEAD / 2)
            painter.drawText(self._label_room(self._top, middle), _CENTRE, self._top)

    def _paint_labels(self, painter: QPainter) -> None:
        """As many labels as there is room for, the last one always."""
        painter.setPen(self._themes.colour("faint"))
        middle, left_end = self.height() - _FOOT / 2 + 1, float(self.width() + _GAP)
        for place in reversed(range(len(self._bars))):
            label = self._bars[place].label
            room = self._label_room(label, QPointF(self._room(place).center().x(), middle))
            if room.right() + 2 * _GAP <= left_end:
                painter.drawText(room, _CENTRE, label)
                left_end = room.left() - 2 * _GAP

    def _label_room(self, label: str, middle: QPointF) -> QRectF:
        """Return where a label stands: around its middle, inside of the chart."""
        width = QFontMetrics(self._font).horizontalAdvance(label)
        left = min(max(0.0, middle.x() - width / 2), self.width() - width)
        return QRectF(left, middle.y() - 8, width, 16)

    def _room(self, place: int) -> QRectF:
        """Return the room of a bar from left to right, without a height."""
        step = min(self.width() / max(1, len(self._bars)), _WIDEST + _GAP)
        return QRectF(place * step, 0, max(1.0, step - _GAP), 0)

    def _bar_at(self, x: float) -> Bar | None:
        rooms = ((self._room(place), bar) for place, bar in enumerate(self._bars))
        return next((bar for room, bar in rooms if room.left() <= x <= room.right() + _GAP), None)
