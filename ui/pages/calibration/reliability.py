"""The reliability diagram: how many replies were good where so much confidence was sent."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.domain.calibration import Bin
from ui.pages.calibration.words import bin_sentence
from ui.theme import ThemeController
from ui.widgets.unit_axes import UnitAxes

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_DOT = 4.0


class ReliabilityDiagram(QWidget):
    """A bar per bin, as high as its share of good replies; on the diagonal all would be well.

    `chosen(int)` gives the number of the bin that the pointer or the arrow keys are at,
    `opened(int)` the one that was asked for by Enter or a double click.
    """

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes, self._bins, self._current = themes, tuple[Bin, ...](), -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Reliability diagram")
        themes.changed.connect(self.update)

    def show_bins(self, bins: Sequence[Bin]) -> None:
        """Show these bins, the lowest first."""
        self._bins = tuple(bins)
        self._current = min(max(self._current, 0), len(self._bins) - 1)
        self._describe()

    def choose(self, number: int) -> None:
        """Mark a bin; does nothing where it is marked."""
        if number != self._current and 0 <= number < len(self._bins):
            self._current = number
            self._describe()
            self.chosen.emit(number)

    @property
    def current(self) -> int:
        """The number of the bin that is marked, -1 for none."""
        return self._current

    def sizeHint(self) -> QSize:
        return QSize(480, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 200)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.choose(self._current + _STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._current >= 0:
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose_at(event.position())
        super().mouseMoveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._choose_at(event.position())
        if self._current >= 0:
            self.opened.emit(self._current)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axes = self._axes()
        axes.paint(painter)
        for number, one in enumerate(self._bins):
            self._paint_bar(painter, axes, one, marked=number == self._current)
        painter.setPen(QPen(self._themes.colour("muted"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(axes.place(0, 0), axes.place(1, 1))
        for one in self._bins:
            self._paint_dot(painter, axes, one)
        if self.hasFocus():
            painter.setPen(QPen(self._themes.colour("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_bar(self, painter: QPainter, axes: UnitAxes, one: Bin, *, marked: bool) -> None:
        top, bottom = axes.place(one.lower, one.share_good), axes.place(one.upper, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._themes.colour("accent_fill" if marked else "accent_bg"))
        painter.drawRect(QRectF(top, bottom).adjusted(2, 0, -2, 0))

    def _paint_dot(self, painter: QPainter, axes: UnitAxes, one: Bin) -> None:
        """Where mean confidence and share of good replies meet."""
        painter.setPen(QPen(self._themes.colour("surface"), 1.5))
        painter.setBrush(self._themes.colour("accent"))
        painter.drawEllipse(axes.place(one.confidence, one.share_good), _DOT, _DOT)

    def _axes(self) -> UnitAxes:
        across, up = "confidence", "share of good replies"
        return UnitAxes(self._themes, self.rect(), across, up, percent=True)

    def _choose_at(self, place: QPointF) -> None:
        at = self._axes().across_at(place.x())
        inside = (number for number, one in enumerate(self._bins) if one.lower <= at <= one.upper)
        self.choose(next(inside, -1))

    def _describe(self) -> None:
        words = bin_sentence(self._bins[self._current]) if self._bins else ""
        self.setAccessibleDescription(words)
        self.update()
