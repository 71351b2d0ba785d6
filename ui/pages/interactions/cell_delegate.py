"""Paints the cells of the table straight from the lines."""

from collections.abc import Mapping

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from reviewer.domain.moments import now_micros
from reviewer.domain.queue import QueueItem, QueueState, Stay
from reviewer.domain.review import Decision
from services.interactions.browser import Line
from ui.models.interaction_cells import Column, cell_text, state_text
from ui.models.interaction_table import InteractionTable
from ui.theme import ThemeController
from ui.widgets.invisible import reveal
from ui.widgets.row_surface import RowSurface

_ICON = 14
#: What share of its cell a bar takes that stands where words will be.
_BARS: Mapping[Column, float] = {Column.TIME: 0.7, Column.MESSAGE: 0.8, Column.REPLY: 0.6}
_THUMBS = {"yes": ("thumbs-up", "success"), "no": ("thumbs-down", "danger")}


class CellDelegate(RowSurface):
    """Paints each column of the interactions in its own way."""

    def __init__(self, themes: ThemeController, model: InteractionTable) -> None:
        super().__init__(themes)
        self._model = model

    def paint_inside(self, painter: QPainter, inner: QRect, row: int, column: int) -> None:
        line = self._model.line(row)
        if line is not None:
            self._paint_cell(painter, inner, line, Column(column))
        elif self._model.is_slow:
            self.paint_waiting(painter, inner, _BARS.get(Column(column), 0.0))

    def _paint_cell(self, painter: QPainter, inner: QRect, line: Line, column: Column) -> None:
        match column:
            case Column.STATE:
                self.paint_pill(painter, inner, state_text(line.item), _look(line.item))
            case Column.FEEDBACK:
                self._paint_feedback(painter, inner, line.item.feedback)
            case Column.CONFIDENCE:
                low = line.item.stay is Stay.AUTOMATIC
                tone = "faint" if line.item.confidence is None else "warning" if low else "text"
                self.write(painter, inner, self.small, tone, _words(line, column))
            case Column.MESSAGE:
                words = _words(line, column)
                tone = "text" if words else "faint"
                self.write(painter, inner, self.body, tone, words or "(empty message)")
            case Column.REPLY:
                self.write(painter, inner, self.body, "muted", _words(line, column))
            case _:
                self.write(painter, inner, self.small, "muted", _words(line, column))

    def _paint_feedback(self, painter: QPainter, inner: QRect, feedback: str | None) -> None:
        if feedback is None:
            self.write(painter, inner, self.small, "faint", "–")
            return
        icon, tone = _THUMBS[feedback]
        ratio = painter.device().devicePixelRatioF()
        pixmap = self.themes.pixmap(icon, tone, _ICON, ratio)  # type: ignore[arg-type]
        painter.drawPixmap(inner.left(), inner.center().y() - _ICON // 2 + 1, pixmap)


def _words(line: Line, column: Column) -> str:
    return reveal(cell_text(line, column, now_micros()))


def _look(item: QueueItem) -> str:
    """Return the family of colours that a state is painted in."""
    if item.state is QueueState.SNOOZED:
        return "warning" if item.stay is Stay.AUTOMATIC else "accent"
    if item.state is QueueState.REVIEWED:
        return _DECIDED.get(item.decision or "", "accent")
    return "neutral"


_DECIDED = {Decision.AI_GOOD.value: "success", Decision.AI_BAD.value: "danger"}
