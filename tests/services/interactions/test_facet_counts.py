"""Counts of values, kept block by block, are always those of the rows."""

from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.domain.changes import Changed
from reviewer.domain.filters import Facet
from reviewer.store import facet_blocks, search
from reviewer.store.connection import Connection
from reviewer.store.opening import create_store
from reviewer.store.store import Store
from reviewer.store.sync import save_page
from services.interactions import facet_counts
from services.interactions.browser import InteractionBrowser
from services.interactions.facet_counts import FacetCounts
from tests.support.rows import a_row

TOPICS = ("bank", "hotel", "ride", None)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(facet_blocks, "BLOCK", 5)
    store = create_store(tmp_path / "store.sqlite", None)
    yield store
    store.close()


def arrive(store: Store, numbers: range, topic: str | None = None, feedback: str = "no") -> None:
    with store.writing() as writing:
        rows = [a_row(str(n), topic=topic or TOPICS[n % 4], feedback=feedback) for n in numbers]
        save_page(writing.connection, "file", rows)
        writing.announce(Changed(interactions=True, row_ids=None))


def test_all_is_counted_part_by_part(store: Store) -> None:
    arrive(store, range(22))
    counts = FacetCounts(store, part_seconds=0.0)
    parts = [counts.count_part() for _ in range(5)]
    assert parts[:4] == [None] * 4
    assert parts[4] is not None
    assert parts[4][0] == (Facet("bank", 6), Facet("hotel", 6), Facet("ride", 5))


def test_only_what_changed_is_counted_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    arrive(store, range(40))
    counts = FacetCounts(store)
    counts.count_part()
    looked_at: list[int] = []

    def noted(connection: Connection, block: int) -> facet_blocks.BlockCounts:
        looked_at.append(block)
        return facet_blocks.count_block(connection, block)

    monkeypatch.setattr(facet_counts, "count_block", noted)
    with store.writing() as writing:
        writing.announce(Changed(reviews=True, row_ids=frozenset({1, 12, 13})))
    counts.count_part()
    assert sorted(looked_at) == [0, 2]
    looked_at.clear()
    counts.count_part()
    assert looked_at == []


steps = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from(["bank", "ride", "new"])),
    min_size=1,
    max_size=6,
)


@given(steps)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_counts_are_those_of_the_rows_whatever_arrives(
    store: Store, arrivals: list[tuple[int, int, str]]
) -> None:
    browser = InteractionBrowser(store)
    for first, rows, topic in arrivals:
        arrive(store, range(first, first + rows), topic, "yes" if rows % 2 else "no")
        found = browser.facets()
        with store.reading() as connection:
            columns = [search.facets(connection, name) for name in search.FACETS]
        assert list(astuple(found))[:4] == [tuple(map(astuple, one)) for one in columns]
