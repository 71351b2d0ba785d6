"""A person at the window: sees what is painted, presses keys, and knows nothing of the inside."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as TooLate
from pytestqt.qtbot import QtBot

from reviewer.startup import RunningWindow, window_on
from services.user_dirs import user_dirs
from ui.main_window import MainWindow

PATIENCE_MS = 20_000
_NAMES = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Tab": Qt.Key.Key_Tab,
    "Space": Qt.Key.Key_Space,
    "Down": Qt.Key.Key_Down,
}


class Person:
    """Starts the window on a store, works in it by keys alone, and closes it."""

    def __init__(self, store: Path, qtbot: QtBot, *, plain: bool) -> None:
        self.store = store
        self._qtbot, self._plain = qtbot, plain
        self._running: RunningWindow | None = None

    # Coming and going

    def start(self) -> None:
        """Start Reviewer on the store."""
        self._running = window_on(self.store, plain=self._plain)
        self.window.resize(1280, 800)
        self._running.app.start()
        self.until(lambda: QApplication.activeWindow() is not None)

    def leave(self) -> None:
        """Close the window, and wait until it is gone and all is put away."""
        self.press("Ctrl+Q")
        self.until(lambda: not self.window.isVisible())
        self.end()

    def end(self) -> None:
        """Put everything away."""
        if self._running is not None:
            window = self.window
            window.hide()
            self._running.end()
            self._running = None
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    @property
    def running(self) -> RunningWindow:
        assert self._running is not None
        return self._running

    @property
    def window(self) -> MainWindow:
        return self.running.app.window

    # Doing

    def press(self, *keys: str) -> None:
        """Press keys such as "1", "Ctrl+Enter" or "Esc" where the focus is."""
        for key in keys:
            held, _, name = key.rpartition("+")
            modifier = _HELD[held]
            QTest.keyClick(self._focus(), _NAMES.get(name) or Qt.Key(ord(name.upper())), modifier)

    def write(self, text: str) -> None:
        """Type a text where the focus is."""
        QTest.keyClicks(self._focus(), text)

    def tab_to(self, name: str) -> None:
        """Press Tab until the part with this name has the focus."""
        for _ in range(60):
            if name in _names(self._focus()):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not reach {name}.")

    def drop(self, path: Path) -> None:
        """Drop a file from the desktop on the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        middle = self.window.rect().center()
        copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        enter = QDragEnterEvent(middle, copy, data, button, _NONE)
        QApplication.sendEvent(self.window, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(self.window, QDropEvent(QPointF(middle), copy, data, button, _NONE))

    # Seeing

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def see(self, *texts: str) -> None:
        """Wait until all of these can be read in the window that has the keys."""
        try:
            self.until(lambda: all(text in self.page() for text in texts))
        except TooLate as late:
            raise AssertionError(f"{texts} cannot be read in:\n{self.page()}") from late

    def sees(self, text: str) -> bool:
        """Tell whether this can be read now."""
        return text in self.page()

    def page(self) -> str:
        """Return all that can be read in the window that has the keys."""
        window = QApplication.activeWindow() or self.window
        parts = window.findChildren(QWidget)
        return "\n".join(_text(p) for p in parts if p.isVisible() and p.window() is window)

    def read(self, name: str) -> str:
        """Return what the text of this name says; "" while it cannot be seen."""
        found = self.window.findChildren(QPlainTextEdit)
        texts = (part.toPlainText() for part in found if part.isVisible() and name in _names(part))
        return next(texts, "")

    def listed(self) -> list[str]:
        """Return the items of the list that is shown; none while there is no list."""
        lists = self.window.findChildren(QAbstractItemView)
        return next((_rows(found) for found in lists if found.isVisible()), [])

    def enabled(self, name: str) -> bool:
        """Tell whether the button of this name can be pressed."""
        buttons = self.window.findChildren(QPushButton)
        return any(b.isVisible() and b.isEnabled() and name in _names(b) for b in buttons)

    def log(self) -> str:
        """Return what was logged."""
        return "".join(path.read_text() for path in user_dirs().logs.glob("*.log*"))

    def _focus(self) -> QWidget:
        if QApplication.activeWindow() is None:
            self._be_window_manager()
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window

    def _be_window_manager(self) -> None:
        """Give the keys back to the window once a dialog has closed, as nobody else does here."""
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)


def _names(part: QWidget) -> set[str]:
    text = part.text() if isinstance(part, QPushButton) else ""
    return {part.accessibleName(), text}


def _text(part: QWidget) -> str:
    match part:
        case QLabel() | QPushButton():
            return part.text()
        case QLineEdit():
            return part.displayText()
        case QPlainTextEdit():
            return part.toPlainText()
        case QAbstractItemView():
            return "\n".join(_rows(part))
        case _:
            return ""


def _rows(view: QAbstractItemView) -> list[str]:
    model = view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


_NONE = Qt.KeyboardModifier.NoModifier
_HELD = {
    "": _NONE,
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}
