"""An open store is backed up and sampled, also of what arrives while it is open."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.domain.changes import Changed
from reviewer.store import backup, sync
from reviewer.store.opening import create_store
from reviewer.store.store import Store, Writing
from services.housekeeping import Housekeeping
from services.jobs.control import JobControl
from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from services.jobs.write_lane import WriteLane
from services.triage.audit import AuditSampling
from tests.support.rows import a_row


class House:
    """A store that is kept; everything that is not snoozed is drawn."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.lane: WriteLane[Writing] = WriteLane(store.writing)
        self.network = NetworkLane()
        self.runner = JobRunner(self.network)
        self.sampling = AuditSampling(store, self.lane)
        self.sampling.set_share(1)

    def keep(self) -> None:
        Housekeeping(self.store, self.runner, self.sampling).begin()

    def arrive(self, *names: str, confidence: float = 0.8) -> None:
        rows = [a_row(name, confidence=confidence) for name in names]

        def save(writing: Writing) -> None:
            sync.save_page(writing.connection, "file", rows)
            writing.announce(Changed(interactions=True))

        self.lane.interactive(save).result()

    def draws(self, wanted: int) -> bool:
        """Whether so many are drawn in the end; one job may begin after another."""
        deadline = time.monotonic() + 30
        while (drawn := self._drawn()) != wanted and time.monotonic() < deadline:
            self.runner.drain(1)
            time.sleep(0.01)
        return drawn == wanted and self.runner.drain(30) == ()

    def _drawn(self) -> int:
        with self.store.reading() as connection:
            query = "SELECT count(*) FROM audit_sample"
            return int(connection.exec_driver_sql(query).scalar_one())

    def close(self) -> None:
        self.runner.close(10)
        self.network.close(10)
        self.lane.close(timeout=10)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    store = create_store(tmp_path / "store.sqlite", None)
    house = House(store)
    yield house
    house.close()
    store.close()


def test_what_is_there_is_sampled_and_backed_up(house: House) -> None:
    house.arrive("a", "b")
    house.arrive("unsure", confidence=0.1)
    house.keep()
    assert house.draws(2)
    assert len(backup.backups(house.store.path)) == 1


def test_what_arrives_is_sampled_once_no_other_job_runs(house: House) -> None:
    house.keep()
    assert house.draws(0)
    go_on = threading.Event()

    def work(_control: JobControl) -> None:
        house.arrive("a")
        assert go_on.wait(30)
        house.arrive("b")

    house.runner.start("Importing", work)
    go_on.set()
    assert house.draws(2)


def test_nothing_is_begun_while_the_application_closes(house: House) -> None:
    house.keep()
    assert house.draws(0)
    house.arrive("a")
    house.runner.start("Importing", lambda _control: None)
    house.runner.close(10)
    assert house.runner.jobs == ()
