"""The application in one window: first the shell, then the store behind it, then the pages."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from services.jobs.runner import JobRunner
from ui.door import Door
from ui.job_bridge import JobBridge
from ui.main_window import MainWindow
from ui.opening import Opening
from ui.page_spec import PageSpec
from ui.pages.triage.gestures import triage_actions
from ui.settings_port import SettingsPort
from ui.theme import ThemeController
from ui.warm_up import warm_up

if TYPE_CHECKING:
    from services.workbench import Workbench

DRAIN_TICK_MS = 100


class App(QObject):
    """Wires the window. `opened` is emitted once the pages are there."""

    opened = Signal()

    def __init__(
        self, themes: ThemeController, settings: SettingsPort, runner: JobRunner, door: Door
    ) -> None:
        super().__init__()
        self._themes, self._settings, self._runner = themes, settings, runner
        self._bench: Workbench | None = None
        self.bridge = JobBridge(runner, self)
        self.window = MainWindow(themes, self._pages(), settings, may_close=self._may_close)
        self._opening = Opening(door, self.bridge, themes, self.window)
        self._opening.opened.connect(self._open)
        self._draining = QTimer(self, interval=DRAIN_TICK_MS)
        self._draining.timeout.connect(self._close_when_drained)
        self.bridge.faulted.connect(self._tell_fault)

    def start(self) -> None:
        """Show the window, then open the store."""
        self.window.show()
        QTimer.singleShot(0, self._opening.begin)

    @property
    def bench(self) -> "Workbench":
        """The open store's services. AttributeError before it is open is a bug."""
        assert self._bench is not None
        return self._bench

    def close(self) -> None:
        """End what the window began; the event loop has ended."""
        self.bridge.close()
        if self._bench is not None:
            self._bench.close()

    def _open(self, bench: "Workbench") -> None:
        from services.backups import back_up_today
        from ui.status_feed import StatusFeed

        self._bench = bench
        StatusFeed(bench, self.bridge, self.window.status)
        self.window.start()
        self.bridge.read(warm_up, lambda _: None)
        self._runner.start("Backing up", partial(back_up_today, bench.store))
        self.opened.emit()

    def _pages(self) -> tuple[PageSpec[Any], ...]:
        return (PageSpec("triage", "Triage", "inbox", self._triage, triage_actions),)

    def _triage(self) -> Any:
        from ui.pages.triage.page import TriagePage

        bench = self.bench
        return TriagePage(
            bench.desk,
            self.bridge,
            bench.store.subscribe,
            self._themes,
            self._settings,
            self.window.tell,
            self._key_of,
        )

    def _key_of(self, action_id: str) -> str:
        keys = self.window.registry.action(action_id).keys
        return keys[0] if keys else ""

    def _tell_fault(self, fault: Exception) -> None:
        self.window.tell(str(fault) or type(fault).__name__, kind="danger")

    def _may_close(self) -> bool:
        """Let the window close where nothing runs; else stop what runs, and close then."""
        running = self._runner.jobs
        if running:
            self._runner.cancel_all()
            titles = ", ".join(job.title for job in running)
            self.window.tell(f"Stopping, then closing: {titles}", kind="info")
            self._draining.start()
        return not running

    def _close_when_drained(self) -> None:
        if not self._runner.jobs:
            self._draining.stop()
            self.window.close()
