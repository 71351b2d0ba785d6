"""Drives the Triage page as a person does: keys in, visible text out."""

from collections.abc import Sequence
from datetime import UTC
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from reviewer.domain.cost import Caps, nanos
from reviewer.domain.identity import interaction_id
from reviewer.domain.interaction import SourceRow
from reviewer.domain.review import Decision, Review
from reviewer.store import reviews
from reviewer.store.store import Store, Writing
from services.assistant.keys import ProviderKeys
from services.assistant.on_demand import AssistantOnDemand
from services.assistant.parts import Assistant, Ground, build_assistant
from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from services.jobs.write_lane import WriteLane
from services.secrets import Secrets, SystemKeyring
from services.triage.desk import TriageDesk
from services.triage.signing import Signing
from tests.ui.conftest import SettingsInMemory
from tests.ui.pages.driven_window import SOURCE, DrivenWindow, arrive
from ui.job_bridge import JobBridge
from ui.main_window import MainWindow
from ui.page_spec import PageSpec
from ui.pages.triage.gestures import triage_actions
from ui.pages.triage.ground import TriageGround
from ui.pages.triage.page import TriagePage
from ui.theme import ThemeController


class DeskWindow(DrivenWindow):
    """A window with the Triage page, and all that stands behind it."""

    page_id = "triage"

    def __init__(
        self, store: Store, themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
    ) -> None:
        super().__init__(qtbot)
        self.store = store
        self.caps = Caps(run=nanos(5), month=nanos(20))
        self.lane: WriteLane[Writing] = WriteLane(store.writing)
        self.network = NetworkLane()
        self.runner = JobRunner(self.network)
        self.bridge = JobBridge(self.runner)
        self.assistant = AssistantOnDemand(partial(an_assistant, self))
        self.desk = TriageDesk(store, self.lane, Signing(UUID(int=7), "Ada"))
        spec = PageSpec(
            "triage",
            "Triage",
            "inbox",
            lambda: TriagePage(
                TriageGround(
                    self.desk,
                    self.bridge,
                    store.subscribe,
                    themes,
                    settings,
                    self.window.tell,
                    lambda: self.assistant.parts,
                    self.window.registry.run,
                    retitle=self.window.registry.retitle,
                )
            ),
            triage_actions,
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
        self.runner.close(10)
        self.assistant.close()
        self.lane.close()
        self.network.close()
        delete(self.window)

    @property
    def page(self) -> TriagePage:
        page: TriagePage = self.window.page("triage")
        return page

    @property
    def focus(self) -> QWidget:
        popup, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if popup is None and QApplication.activeWindow() is None and self.window.isVisible():
            self.activate()
        found: tuple[QWidget | None, ...] = (
            popup,
            None if dialog is None else dialog.focusWidget(),
            self.window.focusWidget(),
        )
        return next((widget for widget in found if widget is not None), self.page)

    # What can be seen

    def shows(self, message: str) -> bool:
        """Tell whether this customer message can be seen and decided."""
        here = self.page.pane.conversation.message.text() == message
        return here and self.page.states.currentWidget() is self.page.pane and self.decidable

    @property
    def decidable(self) -> bool:
        return self.page.pane.bar.decisions[_SKIP].isEnabled()

    def see(self, number: int) -> None:
        """Wait until the reply of this number is on the screen."""
        self.until(lambda: self.shows(f"Question {number:03}: where is my parcel?"))

    @property
    def listed(self) -> list[str]:
        model = self.page.queue.view.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    @property
    def selected(self) -> int:
        return self.page.queue.view.currentIndex().row()

    @property
    def tabs(self) -> list[str]:
        return [button.text() for button in self.page.queue.tabs.findChildren(QPushButton)]

    def texts(self, inside: QWidget | None = None) -> str:
        """Return all the text that can be seen, label by label."""
        found: list[str] = []
        for part in (inside or self.page).findChildren(QWidget):
            if part.isVisible() and isinstance(part, QLabel | QPushButton):
                found.append(part.text())
            elif part.isVisible() and isinstance(part, QPlainTextEdit):
                found.append(part.toPlainText())
        return "\n".join(found)

    # What is behind it

    def arrive(self, rows: Sequence[SourceRow]) -> None:
        """Bring rows in as an import does."""
        arrive(self.store, rows)

    def reviews_of(self, external_id: str) -> tuple[Review, ...]:
        """Return the standing reviews of a reply, newest first."""
        with self.store.reading() as connection:
            found = reviews.reviews_of(connection, interaction_id(SOURCE, external_id))
        return tuple(review for review in found if review.standing)


def an_assistant(window: DeskWindow) -> Assistant:
    """Build the assistant's parts on a window's store, as the application does."""
    return build_assistant(
        Ground(
            store=window.store,
            lane=window.lane,
            network=window.network,
            runner=window.runner,
            keys=ProviderKeys(Secrets(SystemKeyring(attended=False), {}), {}),
            sign=Signing(UUID(int=7), "Ada"),
            caps=lambda: window.caps,
            own_prices=window.store.path.with_name("prices.toml"),
            zone=UTC,
        )
    )


_SKIP = Decision.SKIP
