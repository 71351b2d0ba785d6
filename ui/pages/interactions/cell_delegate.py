"""Paints the cells of the table straight from the lines: no widget, no layout, no rich text."""

from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reviewer.domain.moments import now_micros
from reviewer.domain.queue import QueueItem, QueueState, Stay
from reviewer.domain.review import Decision
from services.interactions.browser import Line
from ui.fonts import ui_font
from ui.models.interaction_cells import Column, cell_text, state_text
from ui.models.interaction_table import Index, InteractionTable
from ui.theme import ThemeController
from ui.widgets.invisible import reveal

ROW_HEIGHT = 34
PADDING = 8
_PILL_HEIGHT, _PILL_PADDING = 20, 8
_ICON = 14
_BAR_HEIGHT = 8
#: What share of its cell a bar takes that stands where words will be.
_BARS: Mapping[Column, float] = {Column.TIME: 0.7, Column.MESSAGE: 0.8, Column.REPLY: 0.6}
_THUMBS = {"yes": ("thumbs-up", "success"), "no": ("thumbs-down", "danger")}


#: Elided texts that are kept: those of a few screens, so that scrolling measures little anew.
_KEPT = 4_000
_LINE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class _Pen:
    """A font, with what it measures."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetrics(font)
        self.elided = lru_cache(maxsize=_KEPT)(self._elided)

    def _elided(self, words: str, width: int) -> str:
        return self.metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)


class CellDelegate(QStyledItemDelegate):
    """A row is one surface: ground and rule go from edge to edge, whatever the columns.

    The view says which row the pointer is on, and which one is looked at.
    """

    def __init__(self, themes: ThemeController, model: InteractionTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes, self._model = themes, model
        self.hovered_row = self.current_row = -1
        sizes = themes.theme.type
        self._body, self._small = _Pen(ui_font(sizes.body)), _Pen(ui_font(sizes.label))
        self._pill = _Pen(ui_font(sizes.caption, QFont.Weight.Medium))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        row, column = index.row(), Column(index.column())
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, area, row, chosen=chosen)
        if chosen and row == self.current_row and column == Column.TIME:
            painter.fillRect(area.left(), area.top(), 3, ROW_HEIGHT, self._themes.colour("accent"))
        inner = area.adjusted(PADDING, 0, -PADDING, 0)
        line = self._model.line(row)
        if line is not None:
            self._paint_cell(painter, inner, line, column)
        elif self._model.is_slow:
            self._paint_waiting(painter, inner, column)
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRect, row: int, *, chosen: bool) -> None:
        if chosen:
            painter.fillRect(area, self._themes.colour("selection"))
        elif row == self.hovered_row:
            painter.fillRect(area, self._themes.colour("hover"))
        rule = self._themes.colour("border")
        rule.setAlphaF(0.6)
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, rule)

    def _paint_waiting(self, painter: QPainter, inner: QRect, column: Column) -> None:
        """A bar where words will be."""
        width = inner.width() * _BARS.get(column, 0.0)
        top = inner.center().y() - _BAR_HEIGHT / 2
        bar = QRectF(inner.left(), top, width, _BAR_HEIGHT)
        self._fill(painter, bar, "neutral_bg", _BAR_HEIGHT / 2)

    def _paint_cell(self, painter: QPainter, inner: QRect, line: Line, column: Column) -> None:
        match column:
            case Column.STATE:
                self._paint_state(painter, inner, line.item)
            case Column.FEEDBACK:
                self._paint_feedback(painter, inner, line.item.feedback)
            case Column.CONFIDENCE:
                low = line.item.stay is Stay.AUTOMATIC
                tone = "faint" if line.item.confidence is None else "warning" if low else "text"
                self._write(painter, inner, self._small, tone, _words(line, column))
            case Column.MESSAGE:
                words = _words(line, column)
                tone = "text" if words else "faint"
                self._write(painter, inner, self._body, tone, words or "(empty message)")
            case Column.REPLY:
                self._write(painter, inner, self._body, "muted", _words(line, column))
            case _:
                self._write(painter, inner, self._small, "muted", _words(line, column))

    def _paint_state(self, painter: QPainter, inner: QRect, item: QueueItem) -> None:
        words, look = state_text(item), _look(item)
        wanted = self._pill.metrics.horizontalAdvance(words) + 2 * _PILL_PADDING + 1
        top = inner.center().y() - _PILL_HEIGHT / 2 + 0.5
        pill = QRectF(inner.left(), top, min(wanted, inner.width()), _PILL_HEIGHT)
        self._fill(painter, pill, f"{look}_bg", self._themes.theme.radius.small)
        inside = pill.toRect().adjusted(_PILL_PADDING, 0, -_PILL_PADDING + 2, 0)
        tone = "muted" if look == "neutral" else look
        self._write(painter, inside, self._pill, tone, words)

    def _paint_feedback(self, painter: QPainter, inner: QRect, feedback: str | None) -> None:
        if feedback is None:
            self._write(painter, inner, self._small, "faint", "–")
            return
        icon, tone = _THUMBS[feedback]
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._themes.pixmap(icon, tone, _ICON, ratio)  # type: ignore[arg-type]
        painter.drawPixmap(inner.left(), inner.center().y() - _ICON // 2 + 1, pixmap)

    def _fill(self, painter: QPainter, place: QRectF, token: str, radius: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._themes.colour(token))
        painter.drawRoundedRect(place, radius, radius)

    def _write(self, painter: QPainter, place: QRect, pen: _Pen, tone: str, words: str) -> None:
        painter.setFont(pen.font)
        painter.setPen(self._themes.colour(tone))
        painter.drawText(place, _LINE, pen.elided(words, place.width()))


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
