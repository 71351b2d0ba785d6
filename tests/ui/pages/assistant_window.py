"""Drives a page that shows what the assistant made: keys in, visible text out."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from services.assistant.sweeps import Wish
from services.triage.desk import TriageDesk
from services.triage.signing import Signing
from tests.services.assistant.bench import Bench
from tests.ui.conftest import SettingsInMemory
from tests.ui.pages.driven_window import DrivenWindow
from ui.job_bridge import JobBridge
from ui.main_window import MainWindow
from ui.page_spec import PageSpec
from ui.theme import ThemeController
from ui.widgets.elided_label import ElidedLabel

MakePage = Callable[["AssistantWindow"], QWidget]


class AssistantWindow(DrivenWindow):
    """A window with one page, over the assistant's parts on a real store."""

    def __init__(
        self,
        bench: Bench,
        themes: ThemeController,
        settings: SettingsInMemory,
        qtbot: QtBot,
    ) -> None:
        super().__init__(qtbot)
        self.bench, self.themes, self.settings = bench, themes, settings
        self.desk = TriageDesk(bench.store, bench.lane, Signing(UUID(int=7), "Ada"))
        self.bridge = JobBridge(bench.runner)
        self.faults: list[Exception] = []
        self.bridge.faulted.connect(self.faults.append)

    def open(self, page_id: str, make: MakePage, actions: Any) -> None:
        """Show the window with the page."""
        spec: PageSpec[Any] = PageSpec(
            page_id, page_id.title(), "inbox", lambda: make(self), actions
        )
        self.page_id = page_id
        self.window = MainWindow(self.themes, [spec], self.settings)
        self.window.furnish([spec])
        self.window.resize(1280, 800)
        self.window.show()
        self.window.start()

    def close(self) -> None:
        self.window.close()
        self.bridge.close()
        delete(self.window)

    def improve(self, count: int | None = None) -> None:
        """Have replies improved by the provider, and wait for that."""
        self.bench.parts.sweeps.improve(Wish(limit=count)).result(60)

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
