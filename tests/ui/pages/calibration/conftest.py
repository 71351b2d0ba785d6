"""The Calibration page over a real store, in a window with real keys."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from reviewer.domain.changes import Changed
from reviewer.domain.interaction import SourceRow
from reviewer.store.opening import create_store
from reviewer.store.store import Store, Writing
from reviewer.store.sync import save_page
from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from services.jobs.write_lane import WriteLane
from services.triage.desk import TriageDesk
from services.triage.signing import Signing
from tests.support.rows import a_row
from tests.ui.conftest import SettingsInMemory
from ui.job_bridge import JobBridge
from ui.main_window import MainWindow
from ui.page_heading import CALIBRATION
from ui.page_spec import PageSpec
from ui.pages.calibration.gestures import calibration_actions
from ui.pages.calibration.page import CalibrationPage
from ui.theme import ThemeController
from ui.threshold_change import ThresholdChange


def judged_rows() -> list[SourceRow]:
    """Return 40 replies: per confidence 0.05, 0.15, 0.55 and 1.0 ten, of which 9, 6, 3, 1 bad."""
    bad = {0.05: 9, 0.15: 6, 0.55: 3, 1.0: 1}
    return [
        a_row(f"{at}-{number}", confidence=at, feedback="no" if number < wrong else "yes")
        for at, wrong in bad.items()
        for number in range(10)
    ]


class CalibrationWindow:
    """A window with the Calibration page, and all that stands behind it."""

    def __init__(
        self, store: Store, themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
    ) -> None:
        self.store, self.qtbot, self.themes = store, qtbot, themes
        self.lane: WriteLane[Writing] = WriteLane(store.writing)
        self.network = NetworkLane()
        self.runner = JobRunner(self.network)
        self.bridge = JobBridge(self.runner)
        self.desk = TriageDesk(store, self.lane, Signing(UUID(int=7), "Ada"))
        self.rows_wanted: list[tuple[float, float | None, str | None]] = []
        self.thresholds_wanted: list[float] = []
        self.settings_wanted = 0
        spec = PageSpec(*CALIBRATION, self._make, calibration_actions)
        self.window = MainWindow(themes, [spec], settings)
        self.window.furnish([spec])
        self.change = ThresholdChange(
            self.desk.furnish, self.bridge, self.runner, themes, self.window, self.window.tell
        )

    def _make(self) -> CalibrationPage:
        page = CalibrationPage(
            self.desk, self.bridge, self.store.subscribe, self.themes, self.window.tell
        )
        page.rows_wanted.connect(lambda *asked: self.rows_wanted.append(asked))
        page.threshold_wanted.connect(self.thresholds_wanted.append)
        page.settings_wanted.connect(self._count)
        return page

    def _count(self) -> None:
        self.settings_wanted += 1

    @property
    def page(self) -> CalibrationPage:
        page: CalibrationPage = self.window.page(CALIBRATION.id)
        return page

    def open(self) -> None:
        self.window.resize(1280, 800)
        self.window.start()
        self.window.show()
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        self.until(lambda: self.page.states.currentIndex() != 2)

    def close(self) -> None:
        self.window.close()
        self.bridge.close()
        self.runner.close()
        self.lane.close()
        self.network.close()
        delete(self.window)

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key)

    def arrive(self, rows: Sequence[SourceRow]) -> None:
        with self.store.writing() as writing:
            save_page(writing.connection, "file", rows)
            writing.announce(Changed(interactions=True, row_ids=None))


Opener = Callable[[Sequence[SourceRow]], CalibrationWindow]


@pytest.fixture
def open_page(
    tmp_path: Path, themes: ThemeController, settings: SettingsInMemory, qtbot: QtBot
) -> Iterator[Opener]:
    store = create_store(tmp_path / "store.sqlite", None)
    opened: list[CalibrationWindow] = []

    def open_on(rows: Sequence[SourceRow]) -> CalibrationWindow:
        window = CalibrationWindow(store, themes, settings, qtbot)
        opened.append(window)
        window.arrive(rows)
        window.open()
        return window

    yield open_on
    for window in opened:
        window.close()
    store.close()


@pytest.fixture
def shown(open_page: Opener) -> CalibrationWindow:
    """The page over 40 judged replies."""
    return open_page(judged_rows())
