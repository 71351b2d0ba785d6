"""The application in one window: first the shell, then the store behind it, then the pages."""

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.ahead import Ahead
from ui.first_paint import FirstPaint
from ui.main_window import MainWindow
from ui.page_heading import FEET, HEADINGS
from ui.settings_port import SettingsPort
from ui.theme import ThemeController
from ui.warm_up import BEHIND, warm_up, warm_up_late

if TYPE_CHECKING:
    from collections.abc import Callable

    from services.workbench import Workbench
    from ui.door import Backstage, Door
    from ui.faults import Faults
    from ui.job_bridge import JobBridge
    from ui.leaving import Leaving
    from ui.naming import Naming
    from ui.read_only import ReadOnly
    from ui.status_feed import StatusFeed
    from ui.sweeping import Sweeping

#: By then the first reply is shown.
MOMENT_MS = 500


class App(QObject):
    """Wires the window. `opened` is emitted once the pages are there.

    `enter` builds what stands behind the window. It is called once the window was painted. What
    the first picture does not need is imported then, too, on other threads, and built in several
    turns of the event loop: no key waits for all of it.
    """

    opened = Signal()

    def __init__(
        self, themes: ThemeController, settings: SettingsPort, enter: "Callable[[], Backstage]"
    ) -> None:
        super().__init__()
        self._themes, self._settings, self._enter = themes, settings, enter
        self._door: Door | None = None
        self._bridge: JobBridge | None = None
        self._bench: Workbench | None = None
        self._naming: Naming | None = None
        self._imports: Ahead | None = None
        self._is_settled = False
        self._leaving: Leaving | None = None
        self._read_only: ReadOnly | None = None
        self.faults: Faults | None = None
        self._moment = QTimer(self, singleShot=True, interval=MOMENT_MS)
        self.window = MainWindow(themes, HEADINGS, settings, FEET)

    def start(self) -> None:
        """Show the window, then open the store."""
        FirstPaint(self.window, self._load)
        self.window.show()

    def close(self) -> None:
        """End what the window began; the event loop has ended. The store is for others to close."""
        self._moment.stop()
        if self._imports is not None:
            self._imports.close()
        if self._bridge is not None:
            self._bridge.close()
        if self._read_only is not None:
            self._read_only.close()

    @property
    def bench(self) -> "Workbench":
        """The open store's services. To ask before a store is open is a bug."""
        assert self._bench is not None
        return self._bench

    @cached_property
    def sweeping(self) -> "Sweeping":
        """Return who begins runs of the assistant; a store is open by then."""
        from ui.sweeping import Sweeping

        assert self._bridge is not None
        return Sweeping(lambda: self.bench.assistant.parts, self._bridge, self._themes, self.window)

    def _load(self) -> None:
        self._imports = Ahead(BEHIND, self._furnish, self)

    def _furnish(self) -> None:
        """Build what is behind the window; then furnish it, and open the store."""
        from services.assistant.titles import ABOUT_ONE, SETTING_UP
        from ui.failed_jobs import FailedJobs
        from ui.faults import Faults
        from ui.fonts import load_other_fonts
        from ui.job_bridge import JobBridge
        from ui.leaving import Leaving
        from ui.opening import Opening

        backstage, window, themes = self._enter(), self.window, self._themes
        self._door, runner = backstage.door, backstage.runner
        self._bridge = bridge = JobBridge(runner, self)
        self.faults = Faults(window, themes, backstage.redact)
        bridge.faulted.connect(self.faults.tell)
        FailedJobs(runner, bridge, self.faults.tell, window, told=ABOUT_ONE | SETTING_UP)
        self._leaving = Leaving(runner, bridge, themes, window)
        opening = Opening(backstage.door, bridge, themes, window)
        opening.opened.connect(partial(self._open, bridge, backstage.keep_up))
        QTimer.singleShot(0, self, partial(self._furnish_window, bridge, backstage.notice))
        QTimer.singleShot(0, self, opening.begin)
        QTimer.singleShot(0, self, load_other_fonts)

    def _furnish_window(self, bridge: "JobBridge", notice: str) -> None:
        from ui.file_menu import FileGestures, file_actions
        from ui.importing import Importing
        from ui.page_ground import Ground
        from ui.page_list import page_list

        ground = Ground(
            bench=lambda: self.bench,
            window=lambda: self.window,
            bridge=bridge,
            themes=self._themes,
            settings=self._settings,
            sweeping=lambda: self.sweeping,
        )
        importing = Importing(self._bench_to_write, bridge, self._themes, self.window)
        menu = FileGestures(
            is_open=lambda: self._bench is not None,
            choose_file=importing.choose_file,
            show_sources=importing.show_sources,
            ask_name=self._ask_name,
        )
        self.window.furnish(
            page_list(ground, importing),
            extra_actions=file_actions(menu),
            may_close=self._may_close,
            may_write=lambda: self._read_only is None,
        )
        self.window.registry.refused.connect(self._refuse)
        if notice:
            self.window.tell(notice, kind="warning")

    def _open(
        self,
        bridge: "JobBridge",
        keep_up: "Callable[[Workbench], None]",
        bench: "Workbench",
    ) -> None:
        """Show a page, and tell of the store; what nobody waits for comes a moment later."""
        from ui.naming import Naming
        from ui.status_feed import StatusFeed

        assert self._door is not None
        self._bench = bench
        if not bench.store.is_writer:
            self._only_read(bridge, partial(keep_up, bench))
        self.window.start()
        feed = StatusFeed(bench, bridge, self.window.status)
        suggested = self._door.suggested_name, self._door.suggested_email
        self._naming = Naming(bench.reviewers, bridge, self._themes, self.window, suggested)
        if self._read_only is None:
            self._naming.ask_once()
        settle = partial(self._settle, bridge, partial(keep_up, bench), feed)
        self._moment.timeout.connect(lambda: bridge.read(warm_up_late, lambda _: settle()))
        self._moment.start()
        self.opened.emit()

    def _only_read(self, bridge: "JobBridge", keep_up: "Callable[[], None]") -> None:
        """Another process writes: begin to write when it is done."""
        from services.onlooking import Onlooker
        from ui.read_only import ReadOnly

        onlooker = Onlooker(self.bench.store)
        self._read_only = ReadOnly(onlooker, bridge, self._themes, self.window)
        self._read_only.ended.connect(partial(self._write_from_now_on, keep_up))

    def _write_from_now_on(self, keep_up: "Callable[[], None]") -> None:
        self._read_only = None
        self.window.registry.refresh()
        if self._naming is not None:
            self._naming.ask_once()
        if self._is_settled:
            keep_up()

    def _refuse(self, _action_id: str) -> None:
        if self._read_only is not None:
            self._read_only.refuse()

    def _bench_to_write(self) -> "Workbench | None":
        """Return the open store's services, unless the window may only read: then it says so."""
        if self._read_only is not None:
            self._read_only.refuse()
            return None
        return self._bench

    def _settle(
        self, bridge: "JobBridge", keep_up: "Callable[[], None]", feed: "StatusFeed"
    ) -> None:
        """Begin what nobody waits for; what it imports has been imported elsewhere."""
        self._is_settled = True
        feed.look_at_assistant()
        if self._read_only is None:
            keep_up()
            self.sweeping.offer_to_go_on()
        bridge.read(warm_up, lambda _: None)

    def _may_close(self) -> bool:
        return self._leaving is None or self._leaving.may_close()

    def _ask_name(self) -> None:
        if self._naming is not None:
            self._naming.ask()
