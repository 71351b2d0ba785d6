from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from reviewer.store.opening import create_store
from reviewer.store.store import Store, Writing
from services.jobs.write_lane import WriteLane
from services.triage.desk import TriageDesk
from services.triage.signing import Signing


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = create_store(tmp_path / "store.sqlite", None)
    yield store
    store.close()


@pytest.fixture
def desk(store: Store) -> Iterator[TriageDesk]:
    lane: WriteLane[Writing] = WriteLane(store.writing)
    yield TriageDesk(store, lane, Signing(UUID(int=7), "Ada"))
    lane.close()
