"""Paints an item of the queue in two lines: what was asked, and what there is to know about it."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reviewer.domain.moments import now_micros
from reviewer.domain.queue import QueueItem, Stay
from reviewer.domain.review import Decision
from ui.fonts import ui_font
from ui.models.queue_model import ITEM_ROLE, Index
from ui.models.queue_text import age_text, confidence_text, one_line, skipped_text, topic_words
from ui.theme import ThemeController
from ui.widgets.invisible import reveal

HEIGHT = 52
_INSET, _PADDING, _GAP = 4, 10, 8
_FIRST_LINE, _SECOND_LINE, _LINE = 7, 28, 17
_BAR = QSize(30, 4)
_NUMBER_WIDTH = 36


class QueueDelegate(QStyledItemDelegate):
    """Draws items straight from their records: no widget and no layout per item."""

    def __init__(self, themes: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
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
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area, state)
        inner = area.adjusted(_INSET + _PADDING, 0, -_INSET - _PADDING, 0)
        self._paint_excerpt(painter, inner, item)
        self._paint_facts(painter, inner, item)
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        card = QRectF(area.adjusted(_INSET, 1, -_INSET, -1))
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            self._fill(painter, card, "selection")
            bar = QRectF(card.left(), card.top() + 9, 3, card.height() - 18)
            painter.setBrush(self._themes.colour("accent"))
            painter.drawRoundedRect(bar, 1.5, 1.5)
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
        text = reveal(one_line(item.excerpt))
        tone = "text" if text else "faint"
        self._write(painter, line, self._first, tone, text or "(empty message)")

    def _paint_facts(self, painter: QPainter, inner: QRect, item: QueueItem) -> None:
        line = QRect(inner.left(), inner.top() + _SECOND_LINE, inner.width(), _LINE)
        line = self._paint_confidence(painter, line, item)
        line = self._paint_age(painter, line, item)
        line = self._paint_tag(painter, line, item)
        self._write(painter, line, self._second, "muted", reveal(topic_words(item.topic)))

    def _paint_confidence(self, painter: QPainter, line: QRect, item: QueueItem) -> QRect:
        bar = QRectF(QPointF(line.left(), line.center().y() - 1), _BAR)
        path = QPainterPath()
        path.addRoundedRect(bar, 2, 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillPath(path, self._themes.colour("border"))
        if item.confidence is not None:
            painter.setClipPath(path)
            filled = QRectF(bar.left(), bar.top(), bar.width() * item.confidence, bar.height())
            painter.fillRect(filled, self._confidence_colour(item))
            painter.setClipping(False)
        number = QRect(line.left() + _BAR.width() + 6, line.top(), _NUMBER_WIDTH, line.height())
        self._write(painter, number, self._second, "muted", confidence_text(item.confidence))
        return line.adjusted(_BAR.width() + 6 + _NUMBER_WIDTH + _GAP, 0, 0, 0)

    def _confidence_colour(self, item: QueueItem) -> QColor:
        low = item.stay is Stay.AUTOMATIC
        return self._themes.colour("warning" if low else "accent")

    def _paint_age(self, painter: QPainter, line: QRect, item: QueueItem) -> QRect:
        return self._write_right(painter, line, "faint", age_text(item.at, now_micros()))

    def _paint_tag(self, painter: QPainter, line: QRect, item: QueueItem) -> QRect:
        """Say what was decided, or that the item was put off."""
        if item.decision is not None:
            decision = Decision(item.decision)
            tone = "success" if decision.feedback == "yes" else "accent"
            return self._write_right(painter, line, tone, decision.label)
        if item.skips:
            return self._write_right(painter, line, "warning", skipped_text(item.skips))
        return line

    def _write_right(self, painter: QPainter, line: QRect, tone: str, text: str) -> QRect:
        width = self._second_metrics.horizontalAdvance(text) + 1
        place = QRect(line.right() + 1 - width, line.top(), width, line.height())
        self._write(painter, place, self._second, tone, text)
        return line.adjusted(0, 0, -width - _GAP, 0)

    def _write(self, painter: QPainter, line: QRect, font: QFont, tone: str, text: str) -> None:
        metrics = self._first_metrics if font is self._first else self._second_metrics
        painter.setFont(font)
        painter.setPen(self._themes.colour(tone))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, int(flags | Qt.TextFlag.TextSingleLine), shown)
