"""Paints the rows of a table: no widget, no layout, no rich text."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.fonts import ui_font
from ui.theme import ThemeController

ROW_HEIGHT = 34
PADDING = 8
_PILL_HEIGHT, _PILL_PADDING = 20, 8
_BAR_HEIGHT = 8
#: Elided texts that are kept: those of a few screens, so that scrolling measures little anew.
_KEPT = 4_000
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
#: Families of colours that a pill may have.
_FAMILIES = {"accent", "success", "warning", "danger"}


class Pen:
    """A font, with what it measures."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetrics(font)
        self.elided = lru_cache(maxsize=_KEPT)(self._elided)

    def _elided(self, words: str, width: int) -> str:
        return self.metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)


class RowSurface(QStyledItemDelegate):
    """A row is one surface: ground and rule go from edge to edge, whatever the columns.

    The view says which row the pointer is on, and which one is looked at. Whoever makes one of it
    paints what stands in a cell, with the pens and shapes of this one.
    """

    def __init__(self, themes: ThemeController) -> None:
        super().__init__()
        self.themes = themes
        self.hovered_row = self.current_row = -1
        sizes = themes.theme.type
        self.body, self.small = Pen(ui_font(sizes.body)), Pen(ui_font(sizes.label))
        self._pill = Pen(ui_font(sizes.caption, QFont.Weight.Medium))

    def paint_inside(self, painter: QPainter, inner: QRect, row: int, column: int) -> None:
        """Paint what stands in a cell."""
        raise NotImplementedError

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(80, ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        area: QRect = option.rect
        row, column = index.row(), index.column()
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, area, row, chosen=chosen)
        if chosen and row == self.current_row and column == 0:
            painter.fillRect(area.left(), area.top(), 3, ROW_HEIGHT, self.themes.colour("accent"))
        self.paint_inside(painter, area.adjusted(PADDING, 0, -PADDING, 0), row, column)
        painter.restore()

    def paint_waiting(self, painter: QPainter, inner: QRect, share: float) -> None:
        """A bar where words will be, over this share of the cell."""
        top = inner.center().y() - _BAR_HEIGHT / 2
        bar = QRectF(inner.left(), top, inner.width() * share, _BAR_HEIGHT)
        self._fill(painter, bar, "neutral_bg", _BAR_HEIGHT / 2)

    def paint_pill(self, painter: QPainter, inner: QRect, words: str, look: str) -> None:
        """Words on a ground of a family of colours; on a neutral one for any other look."""
        wanted = self._pill.metrics.horizontalAdvance(words) + 2 * _PILL_PADDING + 1
        top = inner.center().y() - _PILL_HEIGHT / 2 + 0.5
        pill = QRectF(inner.left(), top, min(wanted, inner.width()), _PILL_HEIGHT)
        family = look if look in _FAMILIES else "neutral"
        self._fill(painter, pill, f"{family}_bg", self.themes.theme.radius.small)
        inside = pill.toRect().adjusted(_PILL_PADDING, 0, -_PILL_PADDING + 2, 0)
        self.write(painter, inside, self._pill, "muted" if family == "neutral" else look, words)

    def write(
        self, painter: QPainter, place: QRect, pen: Pen, tone: str, words: str, how: int = LEFT
    ) -> None:
        """Write one line, elided where the place is too narrow."""
        painter.setFont(pen.font)
        painter.setPen(self.themes.colour(tone))
        painter.drawText(place, how, pen.elided(words, place.width()))

    def _paint_ground(self, painter: QPainter, area: QRect, row: int, *, chosen: bool) -> None:
        if chosen:
            painter.fillRect(area, self.themes.colour("selection"))
        elif row == self.hovered_row:
            painter.fillRect(area, self.themes.colour("hover"))
        rule = self.themes.colour("border")
        rule.setAlphaF(0.6)
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, rule)

    def _fill(self, painter: QPainter, place: QRectF, token: str, radius: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.themes.colour(token))
        painter.drawRoundedRect(place, radius, radius)
