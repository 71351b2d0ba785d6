"""The list of actions: arrows choose, Enter changes, + adds, Del takes keys away."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ui.pages.settings.key_model import CHANGED, CHORDS, ID, KEYS, TITLE, KeyModel, line_of
from ui.theme import ThemeController

_HEIGHT, _CAP = 28, 18
_WIDTHS = {KEYS: 260, CHANGED: 72}

Index = QModelIndex | QPersistentModelIndex


class KeyList(QTreeView):
    """`chosen(str)` names the action that is current, "" for none; the others ask for a gesture."""

    chosen = Signal(str)
    change_wanted = Signal()
    add_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, themes: ThemeController, model: KeyModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._keys = model
        self.setItemDelegate(_Delegate(themes, self))
        self._set_up()
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda _: self.change_wanted.emit())

    def current_id(self) -> str:
        """The id of the action that is current, "" for none."""
        index = self.currentIndex()
        return str(index.siblingAtColumn(TITLE).data(ID) or "") if index.isValid() else ""

    def look_at(self, action_id: str) -> None:
        """Makes an action current, or the first one where that is not listed."""
        index = self._keys.index_of(action_id)
        if not index.isValid():
            index = next(iter(self._keys.indexes()), QModelIndex())
        self.setCurrentIndex(index)
        self.scrollTo(index if index.row() else index.parent())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.change_wanted.emit()
            case Qt.Key.Key_Plus:
                self.add_wanted.emit()
            case Qt.Key.Key_Delete:
                self.removal_wanted.emit()
            case Qt.Key.Key_Escape:
                event.ignore()
            case _ if event.matches(QKeySequence.StandardKey.Copy):
                QGuiApplication.clipboard().setText(line_of(self.currentIndex()))
            case _:
                super().keyPressEvent(event)

    def show_all(self) -> None:
        """Opens every context, and lets its heading have the whole line."""
        self.expandAll()
        for row in range(self._keys.rowCount()):
            self.setFirstColumnSpanned(row, QModelIndex(), True)  # noqa: FBT003

    def _tell(self) -> None:
        self.chosen.emit(self.current_id())

    def _set_up(self) -> None:
        self.setAccessibleName("Actions and their keys")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.hide()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)


class _Delegate(QStyledItemDelegate):
    """Draws headings quietly, keys as caps, and the rest as the style does."""

    def __init__(self, themes: ThemeController, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        if not index.parent().isValid():
            self._heading(painter, option)
            return
        text, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        room = QRect(option.rect).adjusted(12, 0, -8, 0)
        if index.column() == KEYS:
            self._caps(painter, room, index.data(CHORDS) or [])
        else:
            tone = "text" if index.column() == TITLE else "muted"
            self._write(painter, room, text, tone)

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        painter.save()
        font = option.font
        font.setPixelSize(self._themes.theme.type.label)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        room = QRect(option.rect).adjusted(12, 6, -8, 0)
        self._write(painter, room, option.text, "muted")
        painter.restore()

    def _write(self, painter: QPainter, room: QRect, text: str, tone: str) -> None:
        painter.setPen(self._themes.colour(tone))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)

    def _caps(self, painter: QPainter, room: QRect, chords: list[str]) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPixelSize(self._themes.theme.type.caption)
        painter.setFont(font)
        for chord in chords:
            width = painter.fontMetrics().horizontalAdvance(chord) + 12
            cap = QRect(room.left(), room.center().y() + 1 - _CAP // 2, max(width, _CAP), _CAP)
            painter.setPen(self._themes.colour("border_strong"))
            painter.setBrush(self._themes.colour("surface"))
            painter.drawRoundedRect(cap, 4, 4)
            painter.setPen(self._themes.colour("text"))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, chord)
            room.setLeft(cap.right() + 6)
        painter.restore()
