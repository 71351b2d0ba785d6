"""The composition root: what is built of what, how it runs, and how it ends."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
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
    from services.workbench import Workbench
    from ui.app import App
    from ui.door import Backstage
    from ui.doorway import Doorway

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
        way = doorway(path, passphrase, redact.hide, plain=plain)
        behind.callback(way.close)
        return Backstage(way.runner, way.door(), redact, keep_up, logs.notice or "")

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


def doorway(
    path: Path, known: str | None, hide: Callable[[str], None], *, plain: bool
) -> "Doorway":
    """Build what opens and makes the window's store, and runs its jobs.

    `known` is its passphrase where the caller knows it; `hide` hears each secret, for the logs.
    """
    from services.jobs.network_lane import NetworkLane
    from services.jobs.runner import JobRunner
    from ui.doorway import Doorway

    network = NetworkLane()
    runner = JobRunner(network)

    def bench(store: "Store", keys: "Secrets") -> "Workbench":
        return build(store, keys, network, runner, hide)

    return Doorway(path, runner, bench, known, hide, plain=plain)


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
