"""Paints the cells of a paged table."""

from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from ui.fonts import ui_font
from ui.models.paged_table import PagedTable
from ui.models.table_cell import Cell
from ui.theme import ThemeController
from ui.widgets.invisible import reveal
from ui.widgets.row_surface import Pen, RowSurface

_BARS_HEIGHT, _BAR_WIDTH = 18, 6
#: What share of its cell a bar takes that stands where words will be.
_WAITING = 0.7
_RIGHT = int(
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
)


class RowPainter(RowSurface):
    """Paints each cell as its column says it looks."""

    def __init__(self, themes: ThemeController, model: PagedTable[Any, Any]) -> None:
        super().__init__(themes)
        self._model = model
        self._number = Pen(_tabular(ui_font(themes.theme.type.label)))

    def paint_inside(self, painter: QPainter, inner: QRect, row: int, column: int) -> None:
        cell = self._model.cell(row, column)
        if cell is not None:
            self._paint_cell(painter, inner, cell)
        elif self._model.is_slow and self._model.columns[column].share:
            self.paint_waiting(painter, inner, _WAITING)

    def _paint_cell(self, painter: QPainter, inner: QRect, cell: Cell) -> None:
        words = reveal(cell.words)
        match cell.look:
            case _ if not words:
                pass
            case "pill":
                self.paint_pill(painter, inner, words, cell.tone)
            case "bars":
                self._paint_bars(painter, inner, cell)
            case "number":
                self.write(painter, inner, self._number, cell.tone, words, _RIGHT)
            case "small":
                self.write(painter, inner, self.small, cell.tone, words)
            case _:
                self.write(painter, inner, self.body, cell.tone, words)

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
            painter.fillRect(bar, self.themes.colour(token))


def _tabular(font: QFont) -> QFont:
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
