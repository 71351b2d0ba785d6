"""Readers: one consistent view each, never a write, and never more connections than allowed."""

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from sqlcipher3 import dbapi2

from reviewer.errors import StoreBusy
from reviewer.store import facts, reviewers
from reviewer.store.readers import Readers, Snapshot
from reviewer.store.store import Store

TWO = "SELECT 1, 'a' UNION ALL SELECT 2, 'b' ORDER BY 1"
NONE = "SELECT 1 WHERE 0"


@pytest.fixture
def readers(store: Store) -> Iterator[Readers]:
    found = Readers(store.path, store.key, limit=2)
    yield found
    found.close()


@pytest.fixture
def snapshot(readers: Readers) -> Iterator[Snapshot]:
    with readers.snapshot() as snapshot:
        yield snapshot


def test_rows_come_in_every_shape_that_queries_ask_for(snapshot: Snapshot) -> None:
    run = snapshot.exec_driver_sql
    assert run(TWO).all() == [(1, "a"), (2, "b")]
    assert list(run(TWO)) == [(1, "a"), (2, "b")]
    assert (run(TWO).first(), run(NONE).first()) == ((1, "a"), None)
    assert (run(TWO).scalar(), run(NONE).scalar()) == (1, None)
    assert list(run(TWO).scalars()) == run(TWO).scalars().all() == [1, 2]
    assert (run("SELECT ?", (7,)).scalar_one(), run("SELECT :x", {"x": 7}).one()) == (7, (7,))


@pytest.mark.parametrize("query", [TWO, NONE])
def test_one_row_is_one_row(snapshot: Snapshot, query: str) -> None:
    with pytest.raises(ValueError, match="values to unpack"):
        snapshot.exec_driver_sql(query).one()


def test_a_reader_cannot_write(snapshot: Snapshot) -> None:
    with pytest.raises(dbapi2.OperationalError, match="readonly"):
        snapshot.exec_driver_sql("DELETE FROM store_facts")


def test_a_view_does_not_change_while_it_lasts(store: Store) -> None:
    with store.reading() as before:
        assert reviewers.me(before) is None
        with store.writing() as writing:
            ada = reviewers.introduce(writing.connection, "Ada", None)
        assert reviewers.me(before) is None
        with store.reading() as after:
            assert reviewers.me(after) == ada


def test_a_connection_is_used_again_and_a_view_never(store: Store, readers: Readers) -> None:
    count = "SELECT count(*) FROM store_facts WHERE key = 'weather'"
    with readers.snapshot() as first:
        assert first.exec_driver_sql(count).scalar_one() == 0
    with store.writing() as writing:
        facts.put(writing.connection, "weather", "rain")
    with readers.snapshot() as second:
        assert second.exec_driver_sql(count).scalar_one() == 1
    assert len(readers._idle) == 1


def test_a_fault_gives_the_connection_back(readers: Readers) -> None:
    for _ in range(5):
        with pytest.raises(dbapi2.OperationalError), readers.snapshot() as snapshot:
            snapshot.exec_driver_sql("SELECT * FROM nowhere")
    with readers.snapshot() as snapshot:
        assert snapshot.exec_driver_sql("SELECT 1").scalar() == 1


def test_who_comes_last_waits_for_a_connection(readers: Readers) -> None:
    seen: list[int] = []
    waiting = threading.Thread(target=_read, args=(readers, seen))
    with readers.snapshot(), readers.snapshot():
        waiting.start()
        assert seen == []
    waiting.join()
    assert seen == [1]


def test_who_waits_too_long_is_told(store: Store) -> None:
    impatient = Readers(store.path, store.key, limit=1, patience=0.01)
    with (
        impatient.snapshot(),
        pytest.raises(StoreBusy, match="at work"),
        impatient.snapshot(),
    ):
        pass
    impatient.close()


def _read(readers: Readers, seen: list[int]) -> None:
    with readers.snapshot() as snapshot:
        seen.append(snapshot.exec_driver_sql("SELECT 1").scalar())


def test_what_is_open_while_the_store_closes_is_closed_after(readers: Readers) -> None:
    with readers.snapshot() as snapshot:
        readers.close()
        assert snapshot.exec_driver_sql("SELECT 1").scalar() == 1
    with pytest.raises(dbapi2.ProgrammingError, match="closed"):
        snapshot.exec_driver_sql("SELECT 1")


def test_reading_imports_no_sqlalchemy(store: Store) -> None:
    program = """
import sys
from pathlib import Path
from reviewer.store.opening import open_store
from reviewer.store import interactions, reviewers, reviews, triage
store = open_store(Path(sys.argv[1]), None)
with store.reading() as connection:
    assert triage.queue_counts(connection, 0).total == 0
store.close()
print(*(name for name in ("sqlalchemy", "alembic") if name in sys.modules))
"""
    ended = subprocess.run(
        [sys.executable, "-c", program, str(store.path)], stdout=subprocess.PIPE, check=True
    )
    assert ended.stdout.strip() == b""
