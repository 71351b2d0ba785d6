"""Ctrl+K: every command of this page and of the window, found by a few letters."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from ui.actions import Action, ActionRegistry
from ui.theme import ThemeController
from ui.widgets.command_delegate import KEYS, CommandDelegate
from ui.widgets.fuzzy import ranked
from ui.widgets.key_cap import native_keys
from ui.widgets.labels import plain_label

_ID = Qt.ItemDataRole.UserRole
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}
_WIDTH, _HEIGHT, _TOP = 560, 420, 88
_SHADE = 90  # of 255


class CommandPalette(QFrame):
    """Type to find, arrows to choose, Enter to run, Esc to leave.

    It lies over its window and is freed when it closes; it gives the focus back to where it was.
    """

    def __init__(self, themes: ThemeController, registry: ActionRegistry, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Commands")
        self._registry = registry
        self._before = window.focusWidget()
        self._model = QStandardItemModel(self)
        self.field = QLineEdit(self)
        self.list = QListView(self)
        self._none = plain_label("No command has these letters.", tone="muted", parent=self)
        self._set_up(themes)
        self._lay_out(window)
        self._find("")

    def open(self) -> None:
        """Shows the palette and waits for letters."""
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def titles(self) -> list[str]:
        """The commands that are listed, best first."""
        return [self._model.item(row).text() for row in range(self._model.rowCount())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._handled(event)
        if event.type() == QEvent.Type.FocusOut:
            self.close()
        return super().eventFilter(watched, event)

    def _handled(self, event: QKeyEvent) -> bool:
        match Qt.Key(event.key()):
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._run(self.list.currentIndex())
            case Qt.Key.Key_Escape | Qt.Key.Key_Tab:
                self.leave()
            case key if key in _STEPS:
                self._move(_STEPS[key])
            case _:
                return False
        return True

    def _move(self, step: int) -> None:
        rows = self._model.rowCount()
        if rows:
            row = max(0, min(rows - 1, self.list.currentIndex().row() + step))
            self.list.setCurrentIndex(self._model.index(row, 0))

    def _find(self, query: str) -> None:
        near = [action for action in self._registry.here() if self._registry.can_run(action.id)]
        found = ranked(query, [(action.title, action) for action in near])
        self._model.clear()
        for action in found:
            self._model.appendRow(_item(action))
        self._none.setVisible(not found)
        self._move(-len(found))

    def _run(self, index: QModelIndex) -> None:
        if index.isValid():
            id_ = index.data(_ID)
            self.leave()
            self._registry.run(id_)

    def leave(self) -> None:
        """Closes the palette and gives the focus back."""
        self.close()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _set_up(self, themes: ThemeController) -> None:
        self.field.setPlaceholderText("Type a command")
        self.field.setAccessibleName("Type a command")
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._find)
        self.list.setModel(self._model)
        self.list.setItemDelegate(CommandDelegate(themes, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._run)
        shadow = QGraphicsDropShadowEffect(self, blurRadius=40, xOffset=0, yOffset=12)
        shadow.setColor(QColor(0, 0, 0, _SHADE))
        self.setGraphicsEffect(shadow)

    def _lay_out(self, window: QWidget) -> None:
        width, height = min(_WIDTH, window.width()), min(_HEIGHT, window.height() - _TOP)
        self.setGeometry((window.width() - width) // 2, _TOP, width, height)
        line = QFrame(self)
        line.setProperty("rule", "true")
        self._none.setMargin(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(4)
        for part in (self.field, line, self._none):
            column.addWidget(part)
        column.addWidget(self.list, 1)


def _item(action: Action) -> QStandardItem:
    item = QStandardItem(action.title)
    item.setEditable(False)
    item.setData(action.id, _ID)
    item.setData(native_keys(action.keys[0]) if action.keys else "", KEYS)
    return item
