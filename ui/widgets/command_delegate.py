"""One line of the command palette: the title on the left, its keys on the right."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import ThemeController

KEYS = Qt.ItemDataRole.UserRole + 1
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class CommandDelegate(QStyledItemDelegate):
    """Draws plain text only, in the colours of the theme."""

    def __init__(self, themes: ThemeController, parent: QObject) -> None:
        super().__init__(parent)
        self._themes = themes

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, 32)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._themes.colour("selection"))
            painter.drawRoundedRect(option.rect, 4, 4)
        room = QRect(option.rect).adjusted(12, 0, -12, 0)
        painter.setPen(self._themes.colour("text"))
        painter.drawText(room, _LEFT, index.data())
        painter.setPen(self._themes.colour("muted"))
        painter.drawText(room, _RIGHT, index.data(KEYS))
        painter.restore()
