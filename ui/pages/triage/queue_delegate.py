"""Paints an item of the queue in two lines: what was asked, and what there is to know about it."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reviewer.domain.moments import now_micros
from reviewer.domain.queue import QueueItem, Stay
from ui.fonts import ui_font
from ui.models.queue_marks import QueueMarks
from ui.models.queue_model import ITEM_ROLE, Index
from ui.models.queue_standing import marks_of, note_of, stay_icon, tags_text
from ui.models.queue_text import age_text, confidence_text, one_line, topic_words
from ui.pages.triage.line_pen import LinePen
from ui.theme import ThemeController
from ui.widgets.invisible import reveal

HEIGHT = 52
_INSET, _PADDING = 4, 10
_FIRST_LINE, _SECOND_LINE, _LINE = 7, 28, 17
_BAR = QSize(30, 4)
_NUMBER_WIDTH = 30


class QueueDelegate(QStyledItemDelegate):
    """Draws items straight from their records: no widget and no layout per item."""

    def __init__(self, themes: ThemeController, marks: QueueMarks, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes, self._marks = themes, marks
        self._first = ui_font(themes.theme.type.body)
        self._second = ui_font(themes.theme.type.label)
        self._first_metrics = QFontMetrics(self._first)
        self._second_metrics = QFontMetrics(self._second)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        item: QueueItem = index.data(ITEM_ROLE)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area, option.state, marked=item.row_id in self._marks)
        inner = area.adjusted(_INSET + _PADDING, 0, -_INSET - _PADDING, 0)
        self._paint_excerpt(painter, inner, item)
        self._paint_facts(painter, inner, item, now_micros())
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, area: QRect, state: QStyle.StateFlag, *, marked: bool
    ) -> None:
        card = QRectF(area.adjusted(_INSET, 1, -_INSET, -1))
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            self._fill(painter, card, "selection")
            bar = QRectF(card.left(), card.top() + 9, 3, card.height() - 18)
            painter.setBrush(self._themes.colour("accent"))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        elif marked:
            self._fill(painter, card, "accent_bg")
        elif state & QStyle.StateFlag.State_MouseOver:
            self._fill(painter, card, "hover")
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Selected:
            self._outline(painter, card)

    def _fill(self, painter: QPainter, card: QRectF, token: str) -> None:
        radius = self._themes.theme.radius.medium
        painter.setBrush(self._themes.colour(token))
        painter.drawRoundedRect(card, radius, radius)

    def _outline(self, painter: QPainter, card: QRectF) -> None:
        radius = self._themes.theme.radius.medium
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._themes.colour("focus"))
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _paint_excerpt(self, painter: QPainter, inner: QRect, item: QueueItem) -> None:
        line = QRect(inner.left(), inner.top() + _FIRST_LINE, inner.width(), _LINE)
        pen = LinePen(painter, self._themes, self._first, self._first_metrics, line)
        if item.row_id in self._marks:
            pen.icon("circle-check", "accent")
        for mark in marks_of(item):
            pen.icon_right(mark.text, mark.tone)
        text = reveal(one_line(item.excerpt))
        pen.write(text or "(empty message)", "text" if text else "faint")

    def _paint_facts(self, painter: QPainter, inner: QRect, item: QueueItem, now: int) -> None:
        line = QRect(inner.left(), inner.top() + _SECOND_LINE, inner.width(), _LINE)
        pen = LinePen(painter, self._themes, self._second, self._second_metrics, line)
        if (stay := stay_icon(item, now)) is not None:
            pen.icon(stay.text, stay.tone)
        self._paint_confidence(painter, pen, item)
        pen.write_right(age_text(item.at, now), "faint")
        if (note := note_of(item, now)) is not None:
            pen.write_right(note.text, note.tone)
        pen.write(reveal(topic_words(item.topic)), "muted")
        pen.write(reveal(tags_text(item)), "accent")

    def _paint_confidence(self, painter: QPainter, pen: LinePen, item: QueueItem) -> None:
        bar = QRectF(QPointF(pen.room.left(), pen.room.center().y() - 1), _BAR)
        path = QPainterPath()
        path.addRoundedRect(bar, 2, 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillPath(path, self._themes.colour("border"))
        if item.confidence is not None:
            painter.setClipPath(path)
            filled = QRectF(bar.left(), bar.top(), bar.width() * item.confidence, bar.height())
            low = item.stay is Stay.AUTOMATIC
            painter.fillRect(filled, self._themes.colour("warning" if low else "accent"))
            painter.setClipping(False)
        pen.skip(_BAR.width() + 6)
        behind = pen.room.left() + _NUMBER_WIDTH
        pen.write(confidence_text(item.confidence), "muted")
        pen.room.setLeft(behind)
