"""Paints the cells of a paged table: no widget, no layout, no rich text."""

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.fonts import ui_font
from ui.models.paged_table import Index, PagedTable
from ui.models.table_cell import Cell
from ui.theme import ThemeController
from ui.widgets.invisible import reveal

ROW_HEIGHT = 34
PADDING = 8
_PILL_HEIGHT, _PILL_PADDING = 20, 8
_BAR_HEIGHT = 8
_BARS_HEIGHT, _BAR_WIDTH = 18, 6
_KEPT = 2_000
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
)
#: Families of colours that a pill may have.
_FAMILIES = {"accent", "success", "warning", "danger"}


class _Pen:
    """A font, with what it measures."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetrics(font)
        self.elided = lru_cache(maxsize=_KEPT)(self._elided)

    def _elided(self, words: str, width: int) -> str:
        return self.metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)


class RowPainter(QStyledItemDelegate):
    """A row is one surface; the view says which row the pointer is on, and which is looked at."""

    def __init__(
        self, themes: ThemeController, model: PagedTable[Any, Any], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._themes, self._model = themes, model
        self.hovered_row = self.current_row = -1
        sizes = themes.theme.type
        self._body, self._small = _Pen(ui_font(sizes.body)), _Pen(ui_font(sizes.label))
        self._pill = _Pen(ui_font(sizes.caption, QFont.Weight.Medium))
        self._number = _Pen(_tabular(ui_font(sizes.label)))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, area, index.row(), chosen=chosen)
        if chosen and index.row() == self.current_row and index.column() == 0:
            painter.fillRect(area.left(), area.top(), 3, ROW_HEIGHT, self._themes.colour("accent"))
        inner = area.adjusted(PADDING, 0, -PADDING, 0)
        cell = self._model.cell(index.row(), index.column())
        if cell is not None:
            self._paint_cell(painter, inner, cell)
        elif self._model.is_slow and self._model.columns[index.column()].share:
            self._paint_waiting(painter, inner)
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRect, row: int, *, chosen: bool) -> None:
        if chosen:
            painter.fillRect(area, self._themes.colour("selection"))
        elif row == self.hovered_row:
            painter.fillRect(area, self._themes.colour("hover"))
        rule = self._themes.colour("border")
        rule.setAlphaF(0.6)
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, rule)

    def _paint_waiting(self, painter: QPainter, inner: QRect) -> None:
        """A bar where words will be."""
        top = inner.center().y() - _BAR_HEIGHT / 2
        bar = QRectF(inner.left(), top, inner.width() * 0.7, _BAR_HEIGHT)
        self._fill(painter, bar, "neutral_bg", _BAR_HEIGHT / 2)

    def _paint_cell(self, painter: QPainter, inner: QRect, cell: Cell) -> None:
        words = reveal(cell.words)
        match cell.look:
            case _ if not words:
                pass
            case "pill":
                self._paint_pill(painter, inner, words, cell.tone)
            case "bars":
                self._paint_bars(painter, inner, cell)
            case "number":
                self._write(painter, inner, self._number, cell.tone, words, _RIGHT)
            case "small":
                self._write(painter, inner, self._small, cell.tone, words)
            case _:
                self._write(painter, inner, self._body, cell.tone, words)

    def _paint_pill(self, painter: QPainter, inner: QRect, words: str, look: str) -> None:
        wanted = self._pill.metrics.horizontalAdvance(words) + 2 * _PILL_PADDING + 1
        top = inner.center().y() - _PILL_HEIGHT / 2 + 0.5
        pill = QRectF(inner.left(), top, min(wanted, inner.width()), _PILL_HEIGHT)
        family = look if look in _FAMILIES else "neutral"
        self._fill(painter, pill, f"{family}_bg", self._themes.theme.radius.small)
        inside = pill.toRect().adjusted(_PILL_PADDING, 0, -_PILL_PADDING + 2, 0)
        self._write(painter, inside, self._pill, "muted" if family == "neutral" else look, words)

    def _paint_bars(self, painter: QPainter, inner: QRect, cell: Cell) -> None:
        """Small bars up to the right edge, the last in the accent; none is too low to be seen."""
        most = max(cell.bars, default=0) or 1
        step = min(inner.width() / max(1, len(cell.bars)), _BAR_WIDTH + 2)
        for place, value in enumerate(cell.bars):
            height = max(1.0, round(value / most * _BARS_HEIGHT))
            left = inner.right() - (len(cell.bars) - place) * step
            floor = inner.center().y() + _BARS_HEIGHT / 2
            bar = QRectF(left, floor - height, max(2.0, step - 2), height)
            last = place == len(cell.bars) - 1
            token = "border_strong" if not value else "accent" if last else cell.tone
            painter.fillRect(bar, self._themes.colour(token))

    def _fill(self, painter: QPainter, place: QRectF, token: str, radius: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._themes.colour(token))
        painter.drawRoundedRect(place, radius, radius)

    def _write(
        self, painter: QPainter, place: QRect, pen: _Pen, tone: str, words: str, how: int = _LEFT
    ) -> None:
        painter.setFont(pen.font)
        painter.setPen(self._themes.colour(tone))
        painter.drawText(place, how, pen.elided(words, place.width()))


def _tabular(font: QFont) -> QFont:
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
