"""What stands behind the dialogs that bring interactions in: a store, its lanes, its services."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reviewer.store.info import store_info
from reviewer.store.opening import create_store
from reviewer.store.store import Store, Writing
from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from services.jobs.write_lane import WriteLane
from services.secrets import Secrets
from services.sync.catalogue import SourceCatalogue
from services.sync.importer import FileImporter
from services.system_keyring import SystemKeyring
from ui.job_bridge import JobBridge


class Behind:
    """A store with all that works on it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.lane: WriteLane[Writing] = WriteLane(store.writing)
        self.network = NetworkLane()
        self.runner = JobRunner(self.network)
        self.bridge = JobBridge(self.runner)
        self.importer = FileImporter(store, self.lane, self.runner)
        self.catalogue = SourceCatalogue(store, self.lane, Secrets(SystemKeyring(), {}))

    def interactions(self) -> int:
        """Count what is in the store."""
        with self.store.reading() as connection:
            return store_info(connection).interactions

    def close(self) -> None:
        self.bridge.close()
        self.runner.close(10)
        self.network.close()
        self.lane.close()


@contextmanager
def behind_dialogs(folder: Path) -> Iterator[Behind]:
    """Make a store in a folder and give what works on it."""
    store = create_store(folder / "store.sqlite", None)
    behind = Behind(store)
    try:
        yield behind
    finally:
        behind.close()
        store.close()
