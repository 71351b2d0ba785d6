"""The composition root: what is built of what, how it runs, and how it ends."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from services.memory import Memory
from services.settings import (
    EXPLAIN_FAILURES,
    LAST_STORE,
    Settings,
    default_store_path,
    settings_path,
)
from ui.display import need_display

if TYPE_CHECKING:
    from reviewer.store.store import Store, Writing
    from services.assistant.board import Sign
    from services.assistant.parts import Assistant
    from services.jobs.network_lane import NetworkLane
    from services.jobs.runner import JobRunner
    from services.jobs.write_lane import WriteLane
    from services.logs import Logs
    from services.redaction import Redactor
    from services.secrets import Ask, Secrets
    from services.typed_secrets import TypedSecrets
    from services.workbench import Workbench
    from ui.app import App
    from ui.door import Backstage, Door, NewBench

NAMELESS = "Reviewer"
CLOSE_SECONDS = 30.0

_log = logging.getLogger(__name__)


def usual_store() -> Path:
    """Return the store that is meant where none is named: the last one, or the default."""
    last = Settings(settings_path()).get(LAST_STORE)
    return Path(last) if last else default_store_path()


def secrets(ask: "Ask | None", hide: Callable[[str], None] = lambda _: None) -> "Secrets":
    """Build where secrets come from.

    `ask` asks the person, None where nobody is there; `hide` hears each secret, for the logs.
    """
    from services.secrets import Secrets, SystemKeyring

    return Secrets(SystemKeyring(attended=ask is not None), ask=ask, hide=hide)


def build(
    store: "Store",
    keys: "Secrets",
    network: "NetworkLane",
    runner: "JobRunner",
    hide: Callable[[str], None] = lambda _: None,
) -> "Workbench":
    """Build the services on top of an open store; `hide` hears each secret, for the logs."""
    from services.assistant.on_demand import AssistantOnDemand
    from services.identity import device_id, suggested_name
    from services.interactions.browser import InteractionBrowser
    from services.jobs.write_lane import WriteLane
    from services.reviewers import Reviewers
    from services.settings import TIME_ZONE
    from services.store_care import StoreCare
    from services.sync.catalogue import SourceCatalogue
    from services.sync.importer import FileImporter
    from services.time_zone import chosen_zone
    from services.triage.desk import TriageDesk
    from services.triage.signing import Signing
    from services.workbench import Workbench

    lane, settings = WriteLane(store.writing), Settings(settings_path())
    sign = Signing(device_id(), suggested_name() or NAMELESS)

    def build_assistant() -> "Assistant":
        return assistant(store, lane, network, runner, keys, sign, settings, hide)

    return Workbench(
        store=store,
        lane=lane,
        network=network,
        runner=runner,
        desk=TriageDesk(store, lane, sign, chosen_zone(settings.get(TIME_ZONE))),
        browser=InteractionBrowser(store),
        sources=SourceCatalogue(store, lane, keys),
        importer=FileImporter(store, lane, runner),
        reviewers=Reviewers(store, lane),
        settings=settings,
        assistant=AssistantOnDemand(build_assistant),
        care=StoreCare(store, runner, keys),
    )


def assistant(
    store: "Store",
    lane: "WriteLane[Writing]",
    network: "NetworkLane",
    runner: "JobRunner",
    keys: "Secrets",
    sign: "Sign",
    settings: Settings,
    hide: Callable[[str], None],
) -> "Assistant":
    """Build the assistant's parts; prices of the person's own lie beside the settings."""
    from reviewer.domain.cost import Caps, nanos
    from services.assistant.keys import ProviderKeys
    from services.assistant.parts import Ground, build_assistant
    from services.settings import MONTH_BUDGET, RUN_BUDGET, TIME_ZONE
    from services.time_zone import chosen_zone

    def caps() -> Caps:
        return Caps(nanos(settings.get(RUN_BUDGET)), nanos(settings.get(MONTH_BUDGET)))

    ground = Ground(
        store=store,
        lane=lane,
        network=network,
        runner=runner,
        keys=ProviderKeys(keys, hide=hide),
        sign=sign,
        caps=caps,
        own_prices=settings.path.with_name("prices.toml"),
        zone=chosen_zone(settings.get(TIME_ZONE)),
    )
    return build_assistant(ground)


@contextmanager
def workbench(store: "Store", keys: "Secrets") -> Iterator["Workbench"]:
    """Give the services to a command, and end them in order."""
    from services.jobs.network_lane import NetworkLane
    from services.jobs.runner import JobRunner

    network = NetworkLane()
    bench = build(store, keys, network, JobRunner(network))
    try:
        yield bench
    finally:
        bench.close(CLOSE_SECONDS)


def run_window(path: Path, *, plain: bool, passphrase: str | None = None) -> int:
    """Open the window on a store, and return its exit code once it is closed.

    Raises NoDisplay, StoreError.
    """
    need_display()
    try:
        running = window_on(path, plain=plain, passphrase=passphrase)
    except Exception:
        with ExitStack() as logged:
            start_log(logged)
            _log.critical("No window could be made", exc_info=True)
        raise
    return running.run()


class RunningWindow:
    """The window with all it stands on, until it is closed."""

    def __init__(self, app: "App", execute: Callable[[], int], *ends: Callable[[], object]) -> None:
        self.app = app
        self._execute = execute
        self._ends = ends

    def run(self) -> int:
        """Show the window, run the event loop, and end what was begun."""
        self.app.start()
        code = self._execute()
        self.end()
        return code

    def end(self) -> None:
        """End what was begun, in order; the event loop has ended."""
        for end in self._ends:
            end()


def window_on(path: Path, *, plain: bool, passphrase: str | None = None) -> RunningWindow:
    """Build the window on a store; nothing runs yet.

    What its first picture does without is built once that was painted, the log before all else.
    """
    from ui.app import App
    from ui.application import make_application
    from ui.main_window import THEME_KEY
    from ui.theme import ThemeController, kept_mode

    application = make_application()
    memory = Memory(Settings(settings_path()))
    themes = ThemeController(application, kept_mode(memory.get(THEME_KEY)))
    behind, logged = ExitStack(), ExitStack()

    def enter() -> "Backstage":
        from ui.door import Backstage

        logs, redact = start_log(logged, app)
        doorway = Doorway(path, passphrase, redact.hide, plain=plain)
        behind.callback(doorway.close)
        return Backstage(doorway.runner, doorway.door(), redact, keep_up, logs.notice or "")

    app = App(themes, memory, enter)
    return RunningWindow(app, application.exec, app.close, behind.close, memory.close, logged.close)


def keep_up(bench: "Workbench") -> None:
    """Begin what an open window does for its store, in the background."""
    from services.assistant.failure_watch import FailureWatch
    from services.demo.resuming import resume_simulated
    from services.housekeeping import Housekeeping

    Housekeeping(bench.store, bench.runner, bench.desk.furnish().audit).begin()
    FailureWatch(
        bench.store,
        bench.lane,
        bench.runner,
        bench.assistant,
        lambda: bench.settings.get(EXPLAIN_FAILURES),
    ).begin()
    bench.runner.start(
        "Starting the simulated provider",
        lambda _control: resume_simulated(bench.store, bench.assistant),
    )


def start_log(ends: ExitStack, app: "App | None" = None) -> tuple["Logs", "Redactor"]:
    """Log until the end, and show bugs in the window; the second takes secrets out of texts."""
    from services.logs import Logs, print_report
    from services.redaction import Redactor
    from services.user_dirs import user_dirs

    def report(text: str) -> None:
        print_report(text)
        if app is not None and app.faults is not None:
            app.faults.report(text)

    redact = Redactor.of(os.environ)
    return ends.enter_context(Logs(user_dirs().logs, redact, report=report)), redact


class Doorway:
    """Opens and makes the window's store, and closes what it has opened.

    `known` is its passphrase where the caller knows it; `hide` hears each secret, for the logs.
    """

    def __init__(
        self, path: Path, known: str | None, hide: Callable[[str], None], *, plain: bool
    ) -> None:
        self._path, self._known, self._hide, self._plain = path, known, hide, plain
        from services.jobs.network_lane import NetworkLane
        from services.jobs.runner import JobRunner

        self._network = NetworkLane()
        self.runner = JobRunner(self._network)
        self._opened: list[Workbench] = []

    def door(self) -> "Door":
        """Return what the window may ask for."""
        from services.identity import suggested_email, suggested_name
        from ui.door import Door

        return Door(self._path, self._open, self._create, suggested_name(), suggested_email() or "")

    def close(self) -> None:
        """Close the store, also one that was opened while the window closed."""
        for bench in self._opened:
            bench.close(CLOSE_SECONDS)

    @cached_property
    def _keys(self) -> "TypedSecrets":
        from services.typed_secrets import TypedSecrets

        return TypedSecrets(self._known, self._hide)

    def _open(self, typed: str | None) -> "Workbench":
        from services.stores import open_for_window

        keys = self._keys.given(typed)
        return self._bench(open_for_window(self._path, keys), keys)

    def _create(self, typed: str | None) -> "NewBench":
        from reviewer.store.writer_lock import WINDOW
        from services.stores import create_new
        from ui.door import NewBench

        keys = self._keys.given(typed)
        new = create_new(self._path, keys, plain=self._plain, by=WINDOW)
        return NewBench(self._bench(new.store, keys), new.recovery_code)

    def _bench(self, store: "Store", keys: "Secrets") -> "Workbench":
        bench = build(store, keys, self._network, self.runner, self._hide)
        self._opened.append(bench)
        return bench


def take_screenshots(
    path: Path, keys: "Secrets", folder: Path, size: tuple[int, int]
) -> list[Path]:
    """Render every page in both themes, at `size` in pixels, without a screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from services.jobs.network_lane import NetworkLane
    from services.jobs.runner import JobRunner
    from services.stores import open_known
    from ui.application import make_application
    from ui.screenshots import Camera

    application = make_application()
    network = NetworkLane()
    with closing(build(open_known(path, keys), keys, network, JobRunner(network))) as bench:
        return Camera(application, bench, folder, size).take_all()
