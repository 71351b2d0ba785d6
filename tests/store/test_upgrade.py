"""A store of the first version, with rows of every kind, comes up to date with all of them."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reviewer.domain.filters import Filter
from reviewer.domain.identity import interaction_id
from reviewer.domain.queue import QueueState
from reviewer.store import facts, interactions, reviews, search, state, thresholds, triage
from reviewer.store.connections import connect
from reviewer.store.opening import open_store
from reviewer.store.verify import verify
from tests.store.old_stores import old_store

EVENT_TABLES = ("actions", "feedback_replay_log", "interaction_revisions", "reviewers")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store as the first version left it; its row ids have gaps."""
    return old_store(tmp_path / "old.sqlite", "0001")


def _dump(path: Path, table: str, columns: str) -> list[Any]:
    with closing(connect(path, None)) as connection:
        return list(connection.execute(f"SELECT {columns} FROM {table} ORDER BY rowid").fetchall())


def _columns(path: Path, table: str) -> str:
    with closing(connect(path, None)) as connection:
        return ", ".join(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))


def test_facts_and_events_are_kept_as_they_were(old: Path) -> None:
    tables = (*EVENT_TABLES, "customer_interactions", "interaction_context")
    columns = {table: f"rowid, {_columns(old, table)}" for table in tables}
    before = {table: _dump(old, table, columns[table]) for table in tables}

    open_store(old, None).close()

    assert {table: _dump(old, table, columns[table]) for table in tables} == before
    assert [row[0] for row in before["customer_interactions"]] == [3, 7, 20]


def test_full_text_agrees_with_the_texts_and_words_are_found(old: Path) -> None:
    store = open_store(old, None)

    with closing(connect(old, None)) as connection:
        connection.execute(
            "INSERT INTO interaction_text (interaction_text, rank) VALUES ('integrity-check', 1)"
        )
    with store.reading() as connection:
        for words, row_id in (("giraf", 3), ("包裹", 7), ("cafe", 20)):
            assert list(search.row_ids(connection, Filter(words=words), now=0)) == [row_id]
    assert all(check.passed for check in verify(store))
    store.close()


def test_state_is_derived_anew_from_the_events(old: Path) -> None:
    store = open_store(old, None)

    with store.reading() as connection:
        assert state.count_stale(connection) == 0
        items = triage.states_of(connection, [3, 7, 20])
        (review,) = reviews.reviews_of(connection, interaction_id("file", "7"))
        assert interactions.last_row(connection) == 20
    assert items[3].state is QueueState.REVIEWED
    assert (items[3].decision, items[3].category, items[3].flagged) == ("ai_bad", "tone", False)
    assert items[7].state is QueueState.SNOOZED
    assert (items[20].skips, items[20].level) == (1, 1)
    assert not review.standing
    store.close()


def test_what_was_cut_short_is_finished_at_the_next_opening(old: Path) -> None:
    store = open_store(old, None)
    with store.writing() as writing:
        thresholds.begin_move(writing.connection, 0.2)
    store.close()

    store = open_store(old, None)
    with store.reading() as connection:
        assert state.count_stale(connection) == 0
        assert triage.queue_counts(connection, 0).snoozed == 0
    store.close()


def test_a_state_that_was_derived_in_another_way_is_derived_anew(old: Path) -> None:
    store = open_store(old, None)
    with store.writing() as writing:
        writing.connection.exec_driver_sql("UPDATE interaction_state SET queue = 0, stay = NULL")
        facts.put(writing.connection, "state_version", "another")
    store.close()

    store = open_store(old, None)
    with store.reading() as connection:
        assert state.count_stale(connection) == 0
        assert triage.queue_counts(connection, 0).reviewed == 1
    store.close()
