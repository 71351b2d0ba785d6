"""The choices of a filter, under its chip: one key, one press, or a few typed letters."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.fonts import ui_font
from ui.theme import ThemeController
from ui.widgets.choice import Choice
from ui.widgets.invisible import reveal

_CHOICE = Qt.ItemDataRole.UserRole
ROW = 28
WIDTH = 240
MOST_ROWS = 12
#: From so many choices on there is a field to find one.
FIELD_FROM = 10

Index = QModelIndex | QPersistentModelIndex


class ChoicePopup(QFrame):
    """`chosen(Choice)` comes once at most; the popup is freed when it closes.

    The first row is the choice of nothing. A `foot` stands below the list.
    """

    chosen = Signal(object)

    def __init__(
        self,
        themes: ThemeController,
        choices: Sequence[Choice],
        current: Choice | None,
        parent: QWidget,
        foot: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("choices")
        self.setProperty("surface", "card")
        self._choices, self._current = choices, current
        self.field = QLineEdit(self)
        self.list = QListView(self)
        self._items = QStandardItemModel(self)
        self._set_up(themes)
        self._fill("")
        self._lay_out(foot)

    def open_below(self, widget: QWidget) -> None:
        """Open under a widget, left edges in line."""
        self.adjustSize()
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 4)))
        self.show()
        (self.list if self.field.isHidden() else self.field).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move in the list wherever the focus is; Enter takes the row."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take(self.list.currentIndex())
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                row = (self.list.currentIndex().row() + step) % max(1, self._items.rowCount())
                self.list.setCurrentIndex(self._items.index(row, 0))
            case Qt.Key.Key_Escape:
                self.close()
            case _:
                super().keyPressEvent(event)

    def _set_up(self, themes: ThemeController) -> None:
        self.field.setPlaceholderText("Find")
        self.field.setAccessibleName("Find a value")
        self.field.textChanged.connect(self._fill)
        self.field.setVisible(len(self._choices) >= FIELD_FROM)
        self.list.setModel(self._items)
        self.list.setItemDelegate(_ChoiceDelegate(themes, self._current, self.list))
        self.list.setAccessibleName("Values")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.clicked.connect(self._take)

    def _fill(self, typed: str) -> None:
        self._items.clear()
        for choice in self._choices:
            if typed.strip().lower() in choice.title.lower():
                self._items.appendRow(_item(choice))
        rows = range(self._items.rowCount())
        here = (row for row in rows if self._items.item(row).data(_CHOICE) == self._current)
        self.list.setCurrentIndex(self._items.index(next(here, 0), 0))

    def _take(self, index: Index) -> None:
        choice = index.data(_CHOICE) if index.isValid() else None
        if choice is not None:
            self.chosen.emit(choice)
            self.close()

    def _lay_out(self, foot: QWidget | None) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(5, 5, 5, 5)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.list)
        if foot is not None:
            column.addWidget(foot)
        self.setFixedWidth(WIDTH)
        self.list.setFixedHeight(ROW * min(MOST_ROWS, len(self._choices)))


class _ChoiceDelegate(QStyledItemDelegate):
    """A title on the left, how many rows it has on the right; a tick at the one that holds."""

    def __init__(self, themes: ThemeController, current: Choice | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes, self._current = themes, current
        self._font = ui_font(themes.theme.type.body)
        self._small = ui_font(themes.theme.type.label)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(WIDTH - 12, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice: Choice = index.data(_CHOICE)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._themes.colour("selection"))
            painter.drawRoundedRect(area, 4, 4)
        inner = area.adjusted(8, 0, -8, 0)
        inner = self._paint_rows(painter, inner, choice)
        if choice == self._current:
            ratio = painter.device().devicePixelRatioF()
            tick = self._themes.pixmap("check", "accent", 14, ratio)
            painter.drawPixmap(inner.left(), area.center().y() - 6, tick)
        self._paint_title(painter, inner.adjusted(20, 0, 0, 0), choice)
        painter.restore()

    def _paint_rows(self, painter: QPainter, inner: QRect, choice: Choice) -> QRect:
        if choice.rows is None:
            return inner
        painter.setFont(self._small)
        painter.setPen(self._themes.colour("faint"))
        words = f"{choice.rows:,}"
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, int(flags), words)
        return inner.adjusted(0, 0, -QFontMetrics(self._small).horizontalAdvance(words) - 8, 0)

    def _paint_title(self, painter: QPainter, place: QRect, choice: Choice) -> None:
        painter.setFont(self._font)
        painter.setPen(self._themes.colour("text"))
        title = QFontMetrics(self._font).elidedText(
            reveal(choice.title), Qt.TextElideMode.ElideRight, place.width()
        )
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, int(flags | Qt.TextFlag.TextSingleLine), title)


def _item(choice: Choice) -> QStandardItem:
    rows = "" if choice.rows is None else f", {choice.rows:,} rows"
    item = QStandardItem(choice.title)
    item.setData(choice, _CHOICE)
    item.setData(f"{choice.title}{rows}", Qt.ItemDataRole.AccessibleTextRole)
    item.setEditable(False)
    return item
