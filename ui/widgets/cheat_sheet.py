"""`?`: the keys of this page, from the registry that binds them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.actions import ANYWHERE, Action
from ui.widgets.key_cap import KeyCaps
from ui.widgets.labels import plain_label


class CheatSheet(QDialog):
    """Lists the actions that have keys, those of the page beside those of the window.

    Esc, Enter or `?` closes it. Freed when it closes.
    """

    def __init__(self, page_title: str, actions: Sequence[Action], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard")
        bound = [action for action in actions if action.keys]
        own = [action for action in bound if action.context != ANYWHERE]
        everywhere = [action for action in bound if action.context == ANYWHERE]
        sheet = QWidget()
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(24, 16, 24, 24)
        columns.setSpacing(40)
        for title, group in ((page_title, own), ("Everywhere", everywhere)):
            if group:
                columns.addWidget(_column(title, group), 1, Qt.AlignmentFlag.AlignTop)
        self._scroll(sheet)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Question}:
            self.close()
        else:
            super().keyPressEvent(event)

    def _scroll(self, sheet: QWidget) -> None:
        area = QScrollArea(self)
        area.setAccessibleName("Keys")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        wanted = sheet.sizeHint()
        self.resize(max(wanted.width() + 16, 420), min(wanted.height() + 4, 640))


def _column(title: str, actions: Sequence[Action]) -> QWidget:
    column = QWidget()
    grid = QGridLayout(column)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    grid.addWidget(plain_label(title, size="heading"), 0, 0, 1, 2)
    for row, action in enumerate(actions, start=1):
        label = plain_label(action.title)
        keys = _keys(action)
        label.setBuddy(keys)
        grid.addWidget(label, row, 0)
        grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignRight)
    return column


def _keys(action: Action) -> QWidget:
    """Every sequence that runs the action, side by side."""
    caps = QWidget()
    row = QHBoxLayout(caps)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for keys in action.keys:
        row.addWidget(KeyCaps(keys, caps))
    return caps
