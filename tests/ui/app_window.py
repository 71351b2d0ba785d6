"""The whole application over a real store, for tests of how it opens, fails and closes."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from reviewer.startup import doorway
from reviewer.store import reviewers
from reviewer.store.opening import create_store
from services.redaction import Redactor
from tests.ui.conftest import SettingsInMemory
from ui.app import App
from ui.door import Backstage
from ui.job_bridge import JobBridge
from ui.theme import ThemeController

D = TypeVar("D", bound=QDialog)


class AppWindow:
    """An application on one path. Nothing is opened before `start`."""

    def __init__(
        self,
        path: Path,
        themes: ThemeController,
        settings: SettingsInMemory,
        qtbot: QtBot,
        *,
        plain: bool = True,
    ) -> None:
        self.path, self.qtbot = path, qtbot
        self.doorway = doorway(path, None, lambda _secret: None, plain=plain)
        behind = Backstage(self.doorway.runner, self.doorway.door(), Redactor())
        self.app = App(themes, settings, lambda: behind)
        self.window = self.app.window

    @property
    def bridge(self) -> JobBridge:
        """The bridge of the application; it is there once the window was painted."""
        bridge = self.app.findChild(JobBridge)
        assert isinstance(bridge, JobBridge)
        return bridge

    def start(self) -> None:
        """Show the window and begin to open the store."""
        self.app.start()
        self.until(lambda: QApplication.activeWindow() is not None)

    def open(self) -> None:
        """Start on a store whose reviewer is known, and wait until it is open."""
        with self.qtbot.waitSignal(self.app.opened, timeout=10_000):
            self.start()

    def close(self) -> None:
        """Put everything away; may be called more than once."""
        if not isValid(self.window):
            return
        self.window.hide()
        self.app.close()
        self.doorway.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=10_000)

    def dialog(self, kind: type[D]) -> D:
        """Wait for a dialog of this kind, and return it."""
        self.until(lambda: any(found.isVisible() for found in self.window.findChildren(kind)))
        dialog = next(found for found in self.window.findChildren(kind) if found.isVisible())
        self.until(dialog.isActiveWindow)
        return dialog

    def has(self, kind: type[QDialog]) -> bool:
        """Tell whether a dialog of this kind is open."""
        return any(found.isVisible() for found in self.window.findChildren(kind))

    @property
    def notice(self) -> str:
        return self.window.status.notice.text()


def known_store(path: Path) -> Path:
    """Make a plain store whose reviewer has given a name."""
    store = create_store(path, None)
    with store.writing() as writing:
        reviewers.introduce(writing.connection, "Ada", "ada@example.com")
    store.close()
    return path


def words(inside: QWidget) -> str:
    """Return all that can be read in a part of the window."""
    found: list[str] = []
    for part in inside.findChildren(QWidget):
        if part.isVisible() and isinstance(part, QLabel | QPushButton):
            found.append(part.text())
        elif part.isVisible() and isinstance(part, QPlainTextEdit):
            found.append(part.toPlainText())
    return "\n".join(found)


def press(*keys: Qt.Key) -> None:
    """Press keys where the focus is."""
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)


def write(text: str) -> None:
    """Type a text where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)
