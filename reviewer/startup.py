"""The composition root: what is built of what, how it runs, and how it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from services.identity import device_id, suggested_name
from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from services.settings import LAST_STORE, Settings, default_store_path, settings_path

if TYPE_CHECKING:
    from reviewer.store.store import Store
    from services.secrets import Ask, Secrets
    from services.workbench import Workbench

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


def secrets(ask: "Ask | None") -> "Secrets":
    """Build where secrets come from; `ask` asks the person, None where nobody is there."""
    from services.secrets import Secrets, SystemKeyring

    return Secrets(SystemKeyring(attended=ask is not None), ask=ask)


def create_new(path: Path, keys: "Secrets", *, plain: bool) -> NewStore:
    """Make a store and open it. Raises KeyUnavailable where nothing can keep its key."""
    from reviewer.store.opening import create_store

    if plain:
        return NewStore(create_store(path, None), None)
    path.parent.mkdir(parents=True, exist_ok=True)
    created = keys.create(path)
    return NewStore(create_store(path, created.data_key), created.recovery_code.text)


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
