"""The composition root: what is built of what, how it runs, and how it ends."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from services.identity import device_id, suggested_name
from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from services.memory import Memory
from services.settings import LAST_STORE, Settings, default_store_path, settings_path

if TYPE_CHECKING:
    from reviewer.store.store import Store
    from services.secrets import Ask, Secrets
    from services.workbench import Workbench
    from ui.app import App
    from ui.door import Door
    from ui.theme import Mode

NAMELESS = "Reviewer"
CLOSE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class NewStore:
    """A store that was just made; an encrypted one has a recovery code to be shown once."""

    store: "Store"
    recovery_code: str | None


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


def create_new(path: Path, keys: "Secrets", *, plain: bool) -> NewStore:
    """Make a store and open it. Raises KeyUnavailable where nothing can keep its key."""
    from reviewer.store.opening import create_store
    from reviewer.store.writer_lock import WriterLock

    if plain:
        return NewStore(create_store(path, None), None)
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = WriterLock(path)
    lock.take()
    try:
        created = keys.create(path)
        store = create_store(path, created.data_key, lock)
    except BaseException:
        lock.release()
        raise
    return NewStore(store, created.recovery_code.text)


def open_known(path: Path, keys: "Secrets") -> "Store":
    """Open a store that exists. Raises StoreNotFound, WrongKey, KeyUnavailable, StoreTooNew."""
    from reviewer.store.connections import is_plain
    from reviewer.store.opening import exists, open_store

    locked = exists(path) and not is_plain(path)
    return open_store(path, keys.unlock(path) if locked else None)


def build(store: "Store", keys: "Secrets", network: NetworkLane, runner: JobRunner) -> "Workbench":
    """Build the services on top of an open store."""
    from services.interactions.browser import InteractionBrowser
    from services.jobs.write_lane import WriteLane
    from services.sync.catalogue import SourceCatalogue
    from services.triage.desk import TriageDesk
    from services.triage.signing import Signing
    from services.workbench import Workbench

    lane = WriteLane(store.writing)
    return Workbench(
        store=store,
        lane=lane,
        network=network,
        runner=runner,
        desk=TriageDesk(store, lane, Signing(device_id(), suggested_name() or NAMELESS)),
        browser=InteractionBrowser(store),
        sources=SourceCatalogue(store, lane, keys),
    )


@contextmanager
def workbench(store: "Store", keys: "Secrets") -> Iterator["Workbench"]:
    """Give the services to a command, and end them in order."""
    network = NetworkLane()
    bench = build(store, keys, network, JobRunner(network))
    try:
        yield bench
    finally:
        bench.close(CLOSE_SECONDS)


def run_window(path: Path, *, plain: bool, passphrase: str | None = None) -> int:
    """Open the window on a store, and return its exit code once it is closed."""
    return window_on(path, plain=plain, passphrase=passphrase).run()


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
        for end in (self.app.close, *self._ends):
            end()
        return code


def window_on(path: Path, *, plain: bool, passphrase: str | None = None) -> RunningWindow:
    """Build the window on a store; nothing runs yet."""
    from services.logs import Logs
    from services.redaction import Redactor
    from services.user_dirs import user_dirs
    from ui.app import App
    from ui.application import make_application
    from ui.theme import ThemeController

    redact = Redactor.of(os.environ)
    logs = Logs(user_dirs().logs, redact)
    application = make_application()
    memory = Memory(Settings(settings_path()))
    network = NetworkLane()
    runner = JobRunner(network)
    door = _door(path, network, runner, _Keys(passphrase, redact.hide), plain=plain)
    app = App(ThemeController(application, theme_mode(memory)), memory, runner, door)
    return RunningWindow(app, application.exec, memory.close, logs.close)


@dataclass(frozen=True, slots=True)
class _Keys:
    """Secrets for one try at a store: with what was typed, or what the caller knows anyway."""

    known: str | None
    hide: Callable[[str], None]

    def given(self, typed: str | None) -> "Secrets":
        """Return secrets that answer with what was typed; without anything, they ask nobody."""
        answer = typed or self.known
        return secrets(None if answer is None else lambda _question: answer, self.hide)


def _door(
    path: Path, network: NetworkLane, runner: JobRunner, keys: _Keys, *, plain: bool
) -> "Door":
    from ui.door import Door, NewBench

    def open_it(typed: str | None) -> "Workbench":
        given = keys.given(typed)
        return build(open_known(path, given), given, network, runner)

    def create_it(typed: str | None) -> NewBench:
        given = keys.given(typed)
        new = create_new(path, given, plain=plain)
        return NewBench(build(new.store, given, network, runner), new.recovery_code)

    return Door(path, open_it, create_it, suggested_name())


def theme_mode(memory: Memory) -> "Mode":
    """Return the appearance that somebody chose, else the system's."""
    kept = memory.get("window.theme")
    return "light" if kept == "light" else "dark" if kept == "dark" else "system"


def take_screenshots(
    path: Path, keys: "Secrets", folder: Path, size: tuple[int, int]
) -> list[Path]:
    """Render every page in both themes, at `size` in pixels, without a screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.application import make_application
    from ui.door import Door
    from ui.screenshots import Camera

    application = make_application()
    network = NetworkLane()
    runner = JobRunner(network)

    def open_it(_typed: str | None) -> "Workbench":
        return build(open_known(path, keys), keys, network, runner)

    return Camera(application, runner, Door(path, open_it), folder, size).take_all()
