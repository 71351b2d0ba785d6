"""Drives a window with one page as a person does: keys in, visible text out."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer.domain.changes import Changed
from reviewer.domain.interaction import SourceRow
from reviewer.store.store import Store
from reviewer.store.sync import save_page
from ui.main_window import MainWindow

SOURCE = "file"


class DrivenWindow:
    """Whoever makes one of it makes the window, with a page of this id."""

    window: MainWindow
    page_id: str

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot

    @property
    def page(self) -> Any:
        return self.window.page(self.page_id)

    @property
    def notice(self) -> str:
        return self.window.status.notice.text()

    @property
    def focus(self) -> QWidget:
        found = (QApplication.activePopupWidget(), self.window.focusWidget())
        return next((widget for widget in found if widget is not None), self.page)

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)

    def press(self, *keys: str) -> None:
        """Press keys such as "1", "Ctrl+Enter" or "Esc" where the focus is."""
        for key in keys:
            *modifiers, name = key.split("+")
            held = Qt.KeyboardModifier.NoModifier
            for modifier in modifiers:
                held |= _HELD[modifier]
            QTest.keyClick(self.focus, _KEYS.get(name) or Qt.Key(ord(name.upper())), held)

    def write(self, text: str) -> None:
        """Type a text where the focus is."""
        QTest.keyClicks(self.focus, text)

    def activate(self) -> None:
        """Make the window active again after a popup, as a desktop does."""
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)


def arrive(store: Store, rows: Sequence[SourceRow]) -> None:
    """Bring rows in as an import does."""
    with store.writing() as writing:
        save_page(writing.connection, SOURCE, rows)
        writing.announce(Changed(interactions=True, row_ids=None))


_HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}
_KEYS = {
    "Backspace": Qt.Key.Key_Backspace,
    "Enter": Qt.Key.Key_Enter,
    "Return": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Down": Qt.Key.Key_Down,
    "Up": Qt.Key.Key_Up,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
    "Tab": Qt.Key.Key_Tab,
    "Space": Qt.Key.Key_Space,
    "Del": Qt.Key.Key_Delete,
    "F2": Qt.Key.Key_F2,
    "F5": Qt.Key.Key_F5,
}
