"""A sync that is killed loses nothing, repeats nothing, and goes on where it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from reviewer.domain.filters import Filter
from reviewer.domain.queue import QueueState
from reviewer.domain.review import Decision, Verdict
from reviewer.store import search
from reviewer.store.opening import create_store, open_store
from reviewer.store.store import Store, Writing
from services.jobs.write_lane import WriteLane
from services.sync.catalogue import SourceCatalogue, Synced
from services.triage.desk import TriageDesk
from services.triage.signing import Signing
from tests.faults.arriving import catalogue
from tests.faults.killing import assert_sound, content, kill_amid_arrival
from tests.support.running import Run

Desk = tuple[Store, WriteLane[Writing], SourceCatalogue]


@contextmanager
def opened(path: Path) -> Iterator[Desk]:
    store = open_store(path, None) if path.exists() else create_store(path, None)
    lane: WriteLane[Writing] = WriteLane(store.writing)
    try:
        yield store, lane, catalogue(store, lane)
    finally:
        lane.close()
        store.close()


def synced(sources: SourceCatalogue) -> Synced:
    return sources.sync("team", Run().control)


@pytest.fixture
def undisturbed(tmp_path: Path, support_url: str) -> list[tuple[object, ...]]:
    """What a sync without any trouble leaves."""
    with opened(tmp_path / "undisturbed.sqlite") as (store, _, sources):
        sources.add("team", support_url)
        synced(sources)
        return content(store)


def test_killed_again_and_again_it_ends_as_if_nothing_had_been(
    tmp_path: Path, support_url: str, undisturbed: list[tuple[object, ...]]
) -> None:
    path = tmp_path / "store.sqlite"
    with opened(path) as (_, _, sources):
        sources.add("team", support_url)
    stages = []
    for reports in (4, 6, 3):
        kill_amid_arrival(path, "sync", "team", reports)
        with opened(path) as (store, _, _):
            assert_sound(store)
            stages.append(len(content(store)))
    assert stages == sorted(stages)
    assert 0 < stages[-1] < 20_000
    with opened(path) as (store, _, sources):
        tally = synced(sources).tally
        assert tally.added == 20_000 - stages[-1]
        assert tally.updated == 0
        assert content(store) == undisturbed
        assert_sound(store)


def test_what_was_decided_before_the_kill_stays(tmp_path: Path, support_url: str) -> None:
    path = tmp_path / "store.sqlite"
    with opened(path) as (_, _, sources):
        sources.add("team", support_url)
    kill_amid_arrival(path, "sync", "team", 5)
    with opened(path) as (store, lane, _):
        desk = TriageDesk(store, lane, Signing(UUID(int=7), "Ada"))
        row_id = some_row(store)
        case = desk.case(row_id)
        assert case is not None
        desk.decide(case.interaction.id, Verdict(Decision.AI_BAD)).result()
    kill_amid_arrival(path, "sync", "team", 5)
    with opened(path) as (store, lane, sources):
        synced(sources)
        after = TriageDesk(store, lane, Signing(UUID(int=7), "Ada")).case(row_id)
        assert after is not None
        assert after.standing.state is QueueState.REVIEWED
        assert [review.decision for review in after.reviews] == [Decision.AI_BAD]
        assert_sound(store)


def some_row(store: Store) -> int:
    with store.reading() as connection:
        return search.row_ids(connection, Filter(), 0)[-1]
