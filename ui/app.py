"""The application in one window: first the shell, then the store behind it, then the pages."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from services.jobs.runner import JobRunner
from ui.door import Door
from ui.failed_jobs import FailedJobs
from ui.faults import Faults
from ui.file_menu import FileGestures, file_actions
from ui.job_bridge import JobBridge
from ui.leaving import Leaving
from ui.main_window import MainWindow
from ui.opening import Opening
from ui.page_list import Ground, page_list
from ui.settings_port import SettingsPort
from ui.theme import ThemeController
from ui.warm_up import warm_up

if TYPE_CHECKING:
    from services.workbench import Workbench
    from ui.naming import Naming


class App(QObject):
    """Wires the window. `opened` is emitted once the pages are there."""

    opened = Signal()

    def __init__(
        self,
        themes: ThemeController,
        settings: SettingsPort,
        runner: JobRunner,
        door: Door,
        redact: Callable[[str], str],
    ) -> None:
        super().__init__()
        self._themes, self._runner, self._door = themes, runner, door
        self._bench: Workbench | None = None
        self._naming: Naming | None = None
        self.bridge = JobBridge(runner, self)
        self.window = self._make_window(settings)
        self.faults = Faults(self.window, themes, redact)
        self.bridge.faulted.connect(self.faults.tell)
        FailedJobs(runner, self.bridge, self.faults.tell, self.window)
        self._leaving = Leaving(runner, self.bridge, themes, self.window)
        self._opening = Opening(door, self.bridge, themes, self.window)
        self._opening.opened.connect(self._open)

    def start(self) -> None:
        """Show the window, then open the store."""
        self.window.show()
        QTimer.singleShot(0, self._opening.begin)

    def close(self) -> None:
        """End what the window began; the event loop has ended. The store is for others to close."""
        self.bridge.close()

    @property
    def bench(self) -> "Workbench":
        """The open store's services. To ask before a store is open is a bug."""
        assert self._bench is not None
        return self._bench

    def _make_window(self, settings: SettingsPort) -> MainWindow:
        ground = Ground(
            bench=lambda: self.bench,
            window=lambda: self.window,
            bridge=self.bridge,
            themes=self._themes,
            settings=settings,
        )
        menu = FileGestures(is_open=lambda: self._bench is not None, ask_name=self._ask_name)
        return MainWindow(
            self._themes,
            page_list(ground),
            settings,
            extra_actions=file_actions(menu),
            may_close=self._may_close,
        )

    def _open(self, bench: "Workbench") -> None:
        from services.backups import back_up_today
        from ui.naming import Naming
        from ui.status_feed import StatusFeed

        self._bench = bench
        StatusFeed(bench, self.bridge, self.window.status)
        self.window.start()
        suggested = self._door.suggested_name, self._door.suggested_email
        self._naming = Naming(bench.reviewers, self.bridge, self._themes, self.window, suggested)
        self._naming.ask_once()
        self.bridge.read(warm_up, lambda _: None)
        self._runner.start("Backing up", partial(back_up_today, bench.store))
        self.opened.emit()

    def _may_close(self) -> bool:
        return self._leaving.may_close()

    def _ask_name(self) -> None:
        if self._naming is not None:
            self._naming.ask()
