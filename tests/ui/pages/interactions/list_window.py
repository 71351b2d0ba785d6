"""Drives the Interactions page as a person does: keys in, visible text out."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from reviewer.domain.identity import interaction_id
from reviewer.domain.interaction import SourceRow
from reviewer.domain.review import Decision, Verdict
from reviewer.store.store import Store, Writing
from services.interactions.browser import InteractionBrowser
from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from services.jobs.write_lane import WriteLane
from services.triage.desk import TriageDesk
from services.triage.signing import Signing
from tests.ui.conftest import SettingsInMemory
from tests.ui.pages.driven_window import SOURCE, DrivenWindow, arrive
from ui.job_bridge import JobBridge
from ui.main_window import MainWindow
from ui.models.interaction_cells import Column
from ui.page_spec import PageSpec
from ui.pages.interactions.gestures import interactions_actions
from ui.pages.interactions.page import InteractionsPage
from ui.theme import ThemeController


class ListWindow(DrivenWindow):
    """A window with the Interactions page, and all that stands behind it."""

    page_id = "interactions"

    def __init__(
        self, store: Store, themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
    ) -> None:
        super().__init__(qtbot)
        self.store = store
        self.lane: WriteLane[Writing] = WriteLane(store.writing)
        self.network = NetworkLane()
        self.bridge = JobBridge(JobRunner(self.network))
        self.desk = TriageDesk(store, self.lane, Signing(UUID(int=7), "Ada"))
        self.browser = InteractionBrowser(store)
        spec = PageSpec(
            "interactions",
            "Interactions",
            "messages-square",
            lambda: InteractionsPage(
                self.browser,
                self.desk.case,
                self.bridge,
                store.subscribe,
                themes,
                self.window.tell,
            ),
            interactions_actions,
        )
        self.window = MainWindow(themes, [spec], settings)
        self.window.furnish([spec])

    def open(self) -> None:
        """Show the window and wait until the page has something to show."""
        self.window.resize(1280, 800)
        self.window.show()
        self.window.start()
        self.until(lambda: self.page.states.currentWidget() is not self.page.states.widget(2))

    def close(self) -> None:
        self.window.close()
        self.bridge.close()
        self.lane.close()
        self.network.close()
        delete(self.window)

    @property
    def page(self) -> InteractionsPage:
        page: InteractionsPage = self.window.page("interactions")
        return page

    @property
    def focus(self) -> QWidget:
        popup: QWidget | None = QApplication.activePopupWidget()
        inside: QWidget | None = None if popup is None else popup.focusWidget()
        found = (inside, popup, self.window.focusWidget())
        return next((widget for widget in found if widget is not None), self.page)

    # What can be seen

    @property
    def rows(self) -> int:
        return self.page.view.model().rowCount()

    def cell(self, row: int, column: Column) -> str:
        """Return what a cell shows, once it shows something."""
        model = self.page.view.model()
        self.until(lambda: model.index(row, column).data() is not None)
        return str(model.index(row, column).data())

    def messages(self) -> list[str]:
        return [self.cell(row, Column.MESSAGE) for row in range(self.rows)]

    @property
    def count(self) -> str:
        return self.page.filters.count.text()

    def chips(self) -> dict[str, str]:
        """Return the chips that can be seen, with their values."""
        chips = self.page.filters.chips.items()
        return {id_: chip.value() for id_, chip in chips if chip.isVisible()}

    # What is behind it

    def arrive(self, rows: Sequence[SourceRow]) -> None:
        """Bring rows in as an import does."""
        arrive(self.store, rows)

    def decide(self, external_id: str, decision: Decision) -> None:
        """Decide as somebody does on the other page."""
        verdict = Verdict(decision)
        self.desk.decide(interaction_id(SOURCE, external_id), verdict).result(10)
