"""Paints an item of a list in two lines: what it is, and in a quieter tone what is known of it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.fonts import ui_font
from ui.theme import ThemeController
from ui.theme_tokens import Tone
from ui.widgets.invisible import reveal

Index = QModelIndex | QPersistentModelIndex

HEIGHT = 44
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 1
_PADDING, _FIRST, _SECOND, _LINE = 10, 4, 22, 18


class TwoLineDelegate(QStyledItemDelegate):
    """The first line is the item's text, the second its `DETAIL_ROLE`; both are plain."""

    def __init__(self, themes: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._first = ui_font(themes.theme.type.body)
        self._second = ui_font(themes.theme.type.label)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, area, option.state)
        inner = area.adjusted(_PADDING, 0, -_PADDING, 0)
        first, second = str(index.data() or ""), str(index.data(DETAIL_ROLE) or "")
        self._paint_line(painter, inner, _FIRST, self._first, "text", first)
        self._paint_line(painter, inner, _SECOND, self._second, "muted", second)
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._themes.colour("selection" if selected else "hover"))
            painter.drawRoundedRect(QRectF(area.adjusted(0, 1, 0, -1)), 6, 6)

    def _paint_line(
        self, painter: QPainter, area: QRect, top: int, font: QFont, tone: Tone, text: str
    ) -> None:
        line = QRect(area.left(), area.top() + top, area.width(), _LINE)
        shown = QFontMetrics(font).elidedText(
            reveal(text), Qt.TextElideMode.ElideRight, line.width()
        )
        painter.setFont(font)
        painter.setPen(self._themes.colour(tone))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
