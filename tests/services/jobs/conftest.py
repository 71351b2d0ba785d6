"""Real lanes: a SQLite file behind the write lane, a loop behind the network lane."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from services.jobs.write_lane import WriteLane
from tests.services.jobs.journal import Journal, Lane


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.db")


@pytest.fixture
def lane(journal: Journal) -> Iterator[Lane]:
    lane = WriteLane(journal.writing)
    yield lane
    assert lane.close(drain=False, timeout=10)


@pytest.fixture
def network() -> Iterator[NetworkLane]:
    lane = NetworkLane()
    yield lane
    assert lane.close(timeout=10)


@pytest.fixture
def runner(network: NetworkLane) -> Iterator[JobRunner]:
    runner = JobRunner(network, threads=2)
    yield runner
    assert runner.close(timeout=10) == ()
