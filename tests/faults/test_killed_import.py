"""An import that is killed keeps what it saved; importing again does the rest and no more."""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reviewer.store import sync
from reviewer.store.opening import create_store, open_store
from reviewer.store.store import Store, Writing
from services.jobs.write_lane import WriteLane
from services.sync.files import import_file
from services.sync.intake import Tally
from tests.faults.killing import assert_sound, content, kill_amid_arrival
from tests.support.running import Run

ROWS = 40_000
BROKEN = 40


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A file of many rows, of which one in a thousand is broken."""
    path = tmp_path / "log.jsonl.gz"
    with gzip.open(path, "wt", compresslevel=1) as file:
        for number in range(ROWS):
            row = {"id": number, "message": f"Where is parcel {number}?", "confidence": 0.1}
            file.write("{broken\n" if number % 1000 == 500 else json.dumps(row) + "\n")
    return path


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    store = open_store(path, None) if path.exists() else create_store(path, None)
    try:
        yield store
    finally:
        store.close()


def imported(store: Store, path: Path) -> Tally:
    lane: WriteLane[Writing] = WriteLane(store.writing)
    try:
        return import_file(path, "file", lane, Run().control).tally
    finally:
        lane.close()


def refused(store: Store) -> list[str]:
    with store.reading() as connection:
        return [refusal.place for refusal in sync.refusals(connection)]


def test_killed_again_and_again_it_ends_as_if_nothing_had_been(tmp_path: Path, log: Path) -> None:
    path = tmp_path / "store.sqlite"
    with opened(path):
        pass
    stages = []
    for reports in (6, 12, 4):
        kill_amid_arrival(path, "import", str(log), reports)
        with opened(path) as store:
            assert_sound(store)
            stages.append(len(content(store)))
    assert stages == sorted(stages)
    assert 0 < stages[-1] < ROWS - BROKEN
    with opened(path) as store, opened(tmp_path / "undisturbed.sqlite") as undisturbed:
        tally = imported(store, log)
        assert (tally.read, tally.rejected) == (ROWS, BROKEN)
        assert (tally.added, tally.unchanged) == (ROWS - BROKEN - stages[-1], stages[-1])
        imported(undisturbed, log)
        assert content(store) == content(undisturbed)
        assert refused(store) == refused(undisturbed)
        assert_sound(store)
