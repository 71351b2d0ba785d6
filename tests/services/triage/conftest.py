from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path
from uuid import UUID

import pytest

from reviewer.domain.interaction import SourceRow
from reviewer.store import sync
from reviewer.store.opening import create_store
from reviewer.store.store import Store, Writing
from services.jobs.write_lane import WriteLane
from services.triage.desk import TriageDesk
from services.triage.room import TriageRoom, furnish
from services.triage.signing import Signing

Fill = Callable[..., None]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = create_store(tmp_path / "store.sqlite", None)
    yield store
    store.close()


@pytest.fixture
def lane(store: Store) -> Iterator[WriteLane[Writing]]:
    lane: WriteLane[Writing] = WriteLane(store.writing)
    yield lane
    lane.close()


@pytest.fixture
def desk(store: Store, lane: WriteLane[Writing]) -> TriageDesk:
    return TriageDesk(store, lane, Signing(UUID(int=7), "Ada"))


@pytest.fixture
def room(store: Store, lane: WriteLane[Writing]) -> TriageRoom:
    return furnish(store, lane, Signing(UUID(int=7), "Ada"), UTC)


@pytest.fixture
def fill(store: Store) -> Fill:
    def save(*rows: SourceRow) -> None:
        with store.writing() as writing:
            sync.save_page(writing.connection, "file", rows)

    return save
