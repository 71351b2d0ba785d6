"""Drives a page that shows what the assistant made: keys in, visible text out."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from services.assistant.sweeps import Wish
from services.triage.desk import TriageDesk
from services.triage.signing import Signing
from tests.services.assistant.bench import Bench
from tests.ui.conftest import SettingsInMemory
from ui.job_bridge import JobBridge
from ui.main_window import MainWindow
from ui.page_spec import PageSpec
from ui.theme import ThemeController
from ui.widgets.elided_label import ElidedLabel

MakePage = Callable[["AssistantWindow"], QWidget]


class AssistantWindow:
    """A window with one page, over the assistant's parts on a real store."""

    def __init__(
        self,
        bench: Bench,
        themes: ThemeController,
        settings: SettingsInMemory,
        qtbot: QtBot,
    ) -> None:
        self.bench, self.themes, self.settings, self.qtbot = bench, themes, settings, qtbot
        self.desk = TriageDesk(bench.store, bench.lane, Signing(UUID(int=7), "Ada"))
        self.bridge = JobBridge(bench.runner)
        self.faults: list[Exception] = []
        self.bridge.faulted.connect(self.faults.append)
        self.window: MainWindow

    def open(self, page_id: str, make: MakePage, actions: Any) -> None:
        """Show the window with the page."""
        spec: PageSpec[Any] = PageSpec(
            page_id, page_id.title(), "inbox", lambda: make(self), actions
        )
        self.window = MainWindow(self.themes, [spec], self.settings)
        self.window.furnish([spec])
        self.window.resize(1280, 800)
        self.window.show()
        self.window.start()
        self.page_id = page_id

    def close(self) -> None:
        self.window.close()
        self.bridge.close()
        delete(self.window)

    def improve(self, count: int | None = None) -> None:
        """Have replies improved by the provider, and wait for that."""
        self.bench.parts.sweeps.improve(Wish(limit=count)).result(60)

    @property
    def page(self) -> Any:
        return self.window.page(self.page_id)

    @property
    def notice(self) -> str:
        return self.window.status.notice.text()

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)

    def press(self, *keys: str) -> None:
        """Press keys such as "T", "Shift+X" or "Esc" where the focus is."""
        for key in keys:
            modifier, _, name = key.rpartition("+")
            QTest.keyClick(self.focus, _KEYS.get(name) or Qt.Key(ord(name)), _MODIFIERS[modifier])

    @property
    def focus(self) -> QWidget:
        found = (QApplication.activePopupWidget(), self.window.focusWidget())
        return next((widget for widget in found if widget is not None), self.page)

    def texts(self, within: QWidget | None = None) -> str:
        """Return what all labels that can be seen say."""
        inside: QWidget = within or self.page
        labels = (one for one in inside.findChildren(QLabel) if one.isVisible())
        return "\n".join(
            one.full_text() if isinstance(one, ElidedLabel) else one.text() for one in labels
        )

    def cells(self, view: Any, column: int) -> Sequence[str]:
        """Return what a column of a table shows, once it shows something."""
        model = view.model()
        rows = range(model.rowCount())
        self.until(lambda: all(model.index(row, column).data() is not None for row in rows))
        return [str(model.index(row, column).data()) for row in rows]


_MODIFIERS = {
    "": Qt.KeyboardModifier.NoModifier,
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Ctrl+Shift": Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
}
_KEYS = {
    "Enter": Qt.Key.Key_Enter,
    "Return": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Down": Qt.Key.Key_Down,
    "Up": Qt.Key.Key_Up,
    "Tab": Qt.Key.Key_Tab,
    "Space": Qt.Key.Key_Space,
    "F2": Qt.Key.Key_F2,
    "F5": Qt.Key.Key_F5,
    "Del": Qt.Key.Key_Delete,
}
