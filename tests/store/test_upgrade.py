"""A store of the first version, with rows of every kind, comes up to date with all of them."""

from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from alembic import command
from alembic.config import Config

from reviewer.domain.filters import Filter
from reviewer.domain.fingerprint import content_hash
from reviewer.domain.identity import interaction_id
from reviewer.domain.queue import QueueState
from reviewer.domain.revision import texts_hash
from reviewer.store import facts, interactions, migrate, reviews, search, state, thresholds, triage
from reviewer.store.connections import connect
from reviewer.store.opening import open_store
from reviewer.store.store import Store
from reviewer.store.verify import verify
from tests.support.rows import a_row

TEXTS = ("Where is my giraffe?", "我的包裹在哪里", "Cancel the café booking")
SEEN = texts_hash(TEXTS[0], "Yes.", None)
EVENT_TABLES = ("actions", "feedback_replay_log", "interaction_revisions", "reviewers")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store as the first version left it; its row ids have gaps."""
    path = tmp_path / "old.sqlite"
    path.touch()
    store = Store(path, None)
    with store.writing() as writing:
        _migrate_to_0001(writing.connection)
        facts.put(writing.connection, "threshold", "0.5")
    store.close()
    with closing(connect(path, None)) as connection:
        _fill(connection)
    return path


def _migrate_to_0001(connection: Any) -> None:
    config = Config()
    folder = Path(migrate.__file__).with_name("migrations")
    config.set_main_option("script_location", str(folder))
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")


def _fill(connection: Any) -> None:
    for row_id, text in zip((3, 7, 20), TEXTS, strict=True):
        _add_interaction(connection, row_id, text)
    connection.execute("INSERT INTO reviewers VALUES (?, 'Ada', NULL)", (_key(1),))
    connection.execute(
        "INSERT INTO interaction_revisions VALUES (?, ?, 'Yes.', NULL)", (SEEN, TEXTS[0])
    )
    _decide(connection, 11, 3, "ai_bad", "no")
    _decide(connection, 12, 7, "ai_good", "yes")
    connection.execute(
        "INSERT INTO actions VALUES (?, 'undo', 'Undo: AI good', ?, ?, 90, ?)",
        (_key(13), _key(1), _key(2), _key(12)),
    )
    _decide(connection, 14, 20, "skip", None)


def _add_interaction(connection: Any, row_id: int, text: str) -> None:
    row = a_row(
        str(row_id), customer_message=text, ai_reply="Yes.", agent_reply=None, feedback=None,
        confidence=0.4, created_at=row_id, context="[]",
    )  # fmt: skip
    facts_of: dict[str, Any] = dict(zip(row._fields, row, strict=True))
    beside = {name: facts_of.pop(name) for name in ("context", "source", "extra")}
    facts_of |= {
        "row_id": row_id,
        "id": interaction_id("file", str(row_id)).bytes,
        "source_key": "file",
        "content_hash": content_hash(row),
        "arrived_at": 50,
    }
    _insert(connection, "customer_interactions", facts_of)
    _insert(connection, "interaction_context", {"row_id": row_id, **beside})
    connection.execute(
        "INSERT INTO interaction_text (rowid, customer_message, ai_reply, agent_reply) "
        "SELECT row_id, customer_message, ai_reply, agent_reply FROM interaction_words "
        "WHERE row_id = ?", (row_id,))  # fmt: skip
    stale = {"row_id": row_id, "queue": 0, "skips": 0, "sort_at": 1, "confidence_rank": 2}
    _insert(connection, "interaction_state", stale)


def _insert(connection: Any, table: str, values: dict[str, Any]) -> None:
    marks = ", ".join("?" * len(values))
    connection.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
    )


def _decide(connection: Any, number: int, row_id: int, decision: str, said: str | None) -> None:
    connection.execute(
        "INSERT INTO actions VALUES (?, 'decide', ?, ?, ?, ?, NULL)",
        (_key(number), decision, _key(1), _key(2), number),
    )
    connection.execute(
        "INSERT INTO feedback_replay_log VALUES (?, ?, ?, ?, NULL, ?, 'tone', NULL, 'n', ?, ?)",
        (_key(number + 100), _key(number), interaction_id("file", str(row_id)).bytes, decision,
         said, SEEN, number),
    )  # fmt: skip


def _key(number: int) -> bytes:
    return UUID(int=number).bytes


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
