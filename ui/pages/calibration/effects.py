"""What every threshold would do: bad replies caught, against the share of the queue."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.domain.calibration import ThresholdEffect
from ui.pages.calibration.words import effect_sentence
from ui.theme import ThemeController
from ui.widgets.unit_axes import UnitAxes

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageDown: -10,
    Qt.Key.Key_PageUp: 10,
}
_CAUGHT, _QUEUE = "accent", "warning"
_KEY = 16


class EffectDiagram(QWidget):
    """Two curves over the thresholds 0 to 1, and a line at the one that is looked at.

    `chosen(int)` gives its place among the effects: by clicking or dragging, by Left and Right in
    steps of 0.01, by Page Up and Page Down of 0.1.
    """

    chosen = Signal(int)

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes, self._current, self._now = themes, 0, 0.0
        self._effects: tuple[ThresholdEffect, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Effect of every threshold")
        themes.changed.connect(self.update)

    def show_effects(self, effects: Sequence[ThresholdEffect], now: float) -> None:
        """Show the effects of thresholds from 0 to 1, and which threshold holds now."""
        self._effects, self._now = tuple(effects), now
        self._current = min(self._current, len(self._effects) - 1)
        self._describe()

    def choose(self, place: int) -> None:
        """Look at a threshold by its place."""
        place = max(0, min(len(self._effects) - 1, place))
        if place != self._current:
            self._current = place
            self._describe()
            self.chosen.emit(place)

    @property
    def current(self) -> ThresholdEffect | None:
        """The effect that is looked at; None while there is none."""
        return self._effects[self._current] if self._effects else None

    def sizeHint(self) -> QSize:
        return QSize(480, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 200)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.choose(self._current + _STEPS[key])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.choose(0 if key == Qt.Key.Key_Home else len(self._effects) - 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._choose_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose_at(event.position())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axes = self._axes()
        axes.paint(painter)
        self._paint_now(painter, axes)
        self._paint_curve(painter, axes, _QUEUE, lambda one: one.queue_share)
        self._paint_curve(painter, axes, _CAUGHT, lambda one: one.caught)
        self._paint_current(painter, axes)
        self._paint_key(painter, axes)
        if self.hasFocus():
            painter.setPen(QPen(self._themes.colour("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_curve(
        self,
        painter: QPainter,
        axes: UnitAxes,
        tone: str,
        share: Callable[[ThresholdEffect], float],
    ) -> None:
        points = [axes.place(min(one.threshold, 1.0), share(one)) for one in self._effects]
        style = Qt.PenStyle.SolidLine if tone == _CAUGHT else Qt.PenStyle.DashLine
        painter.setPen(QPen(self._themes.colour(tone), 2, style))
        painter.drawPolyline(QPolygonF(points))

    def _paint_now(self, painter: QPainter, axes: UnitAxes) -> None:
        painter.setPen(QPen(self._themes.colour("faint"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(axes.place(self._now, 0), axes.place(self._now, 1))
        painter.setPen(self._themes.colour("faint"))
        painter.drawText(axes.place(self._now, 0) + QPointF(4, -5), "now")

    def _paint_current(self, painter: QPainter, axes: UnitAxes) -> None:
        one = self.current
        if one is None:
            return
        at = min(one.threshold, 1.0)
        painter.setPen(QPen(self._themes.colour("text"), 1))
        painter.drawLine(axes.place(at, 0), axes.place(at, 1))
        painter.setPen(QPen(self._themes.colour("surface"), 1.5))
        for tone, share in ((_QUEUE, one.queue_share), (_CAUGHT, one.caught)):
            painter.setBrush(self._themes.colour(tone))
            painter.drawEllipse(axes.place(at, share), 4.5, 4.5)

    def _paint_key(self, painter: QPainter, axes: UnitAxes) -> None:
        """Name the curves where they leave room: at the lower right."""
        corner = QPointF(axes.plot.right(), axes.plot.bottom() - 2)
        room = QRectF(corner - QPointF(162, 40), corner)
        painter.fillRect(room, self._themes.colour("surface"))
        words = ((_CAUGHT, "bad replies caught"), (_QUEUE, "replies in the queue"))
        for line, (tone, text) in enumerate(words):
            y = axes.plot.bottom() - 30 + line * _KEY
            style = Qt.PenStyle.SolidLine if tone == _CAUGHT else Qt.PenStyle.DashLine
            painter.setPen(QPen(self._themes.colour(tone), 2, style))
            painter.drawLine(
                QPointF(axes.plot.right() - 156, y), QPointF(axes.plot.right() - 132, y)
            )
            painter.setPen(self._themes.colour("muted"))
            painter.drawText(QPointF(axes.plot.right() - 126, y + 4), text)

    def _axes(self) -> UnitAxes:
        return UnitAxes(self._themes, self.rect(), "threshold", "share", percent=True)

    def _choose_at(self, place: QPointF) -> None:
        at = self._axes().across_at(place.x())
        thresholds = [one.threshold for one in self._effects if one.threshold <= 1]
        if thresholds:
            self.choose(min(range(len(thresholds)), key=lambda one: abs(thresholds[one] - at)))

    def _describe(self) -> None:
        one = self.current
        self.setAccessibleDescription("" if one is None else effect_sentence(one))
        self.update()
