from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from reviewer.domain.intake import PageOutcome
from reviewer.domain.interaction import SourceRow
from reviewer.store import sync
from reviewer.store.opening import create_store
from reviewer.store.store import Store

Save = Callable[[Sequence[SourceRow]], PageOutcome]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = create_store(tmp_path / "store.sqlite", None)
    yield store
    store.close()


@pytest.fixture
def save(store: Store) -> Save:
    def save_rows(rows: Sequence[SourceRow]) -> PageOutcome:
        with store.writing() as writing:
            return sync.save_page(writing.connection, "file", rows, sync.SeenRows())

    return save_rows
