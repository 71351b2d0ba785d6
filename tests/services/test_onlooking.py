"""Who may not write looks on, hears what others do, and takes over once they are done."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.domain.changes import Changed
from reviewer.errors import StoreTooNew
from reviewer.store import facts
from reviewer.store.keys import DataKey
from reviewer.store.opening import create_store, open_store
from reviewer.store.store import Store
from reviewer.store.writer_lock import WINDOW
from services.onlooking import ANYTHING, Onlooker, Reading, TookOver


@pytest.fixture(params=["plain", "encrypted"])
def writer(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    key = DataKey.random() if request.param == "encrypted" else None
    create_store(tmp_path / "s.sqlite", key).close()
    store = open_store(tmp_path / "s.sqlite", key, WINDOW)
    store.become_writer()
    yield store
    store.close()


@pytest.fixture
def reader(writer: Store) -> Iterator[Store]:
    store = open_store(writer.path, writer.key)
    yield store
    store.close()


@pytest.fixture
def onlooker(reader: Store) -> Iterator[Onlooker]:
    onlooker = Onlooker(reader)
    yield onlooker
    onlooker.close()


def test_it_says_who_writes(onlooker: Onlooker, reader: Store) -> None:
    look = onlooker.look()
    assert isinstance(look, Reading)
    assert look.writer.startswith("the window of process ")
    assert not reader.is_writer


def test_it_announces_what_another_one_commits_and_only_that(
    onlooker: Onlooker, reader: Store, writer: Store
) -> None:
    heard: list[Changed] = []
    reader.subscribe(heard.append)
    onlooker.look()
    onlooker.look()
    assert heard == []
    with writer.writing() as writing:
        facts.put(writing.connection, "weather", "rain")
    onlooker.look()
    onlooker.look()
    assert heard == [ANYTHING]


def test_it_takes_over_once_the_other_one_has_closed(
    onlooker: Onlooker, reader: Store, writer: Store
) -> None:
    onlooker.look()
    writer.close()
    assert onlooker.look() == TookOver()
    assert reader.is_writer


def test_it_finishes_what_the_other_one_left_undone(onlooker: Onlooker, writer: Store) -> None:
    with writer.writing() as writing:
        facts.put(writing.connection, "threshold_moving", "1")
    writer.close()
    onlooker.look()
    again = open_store(writer.path, writer.key)
    with again.reading() as connection:
        assert facts.get(connection, "threshold_moving") == "0"
    again.close()


def test_it_leaves_a_store_alone_that_a_newer_program_has_changed(
    onlooker: Onlooker, reader: Store, writer: Store
) -> None:
    with writer.writing() as writing:
        writing.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    writer.close()
    with pytest.raises(StoreTooNew, match="newer Reviewer"):
        onlooker.look()
    assert not reader.is_writer
