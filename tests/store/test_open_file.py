"""An open store whose file goes away says so, instead of writing where nothing is kept."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.errors import StoreError, StoreNotFound
from reviewer.store import facts
from reviewer.store.opening import open_store
from reviewer.store.store import Store

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows keeps the name of an open file"
)


def threshold(store: Store) -> float:
    with store.reading() as connection:
        return facts.threshold(connection)


def put(store: Store, value: str) -> None:
    with store.writing() as writing:
        facts.put(writing.connection, "threshold", value)


GESTURES: list[Callable[[Store], object]] = [threshold, lambda store: put(store, "0.4")]


@pytest.mark.parametrize("gesture", GESTURES, ids=["reading", "writing"])
def test_nothing_is_read_or_written_where_the_file_was_deleted(
    store: Store, gesture: Callable[[Store], object]
) -> None:
    put(store, "0.2")
    store.path.unlink()
    with pytest.raises(StoreNotFound, match=r"moved or deleted while it was open"):
        gesture(store)
    assert not store.path.exists()


def test_a_file_that_is_put_back_goes_on(store: Store, tmp_path: Path) -> None:
    put(store, "0.2")
    away = store.path.replace(tmp_path / "away.sqlite")
    with pytest.raises(StoreNotFound):
        put(store, "0.4")
    away.replace(store.path)
    put(store, "0.5")
    store.close()
    again = open_store(store.path, None)
    assert threshold(again) == 0.5
    again.close()


@pytest.mark.parametrize("gesture", GESTURES, ids=["reading", "writing"])
def test_a_file_that_took_its_place_is_left_alone(
    store: Store, tmp_path: Path, gesture: Callable[[Store], object]
) -> None:
    put(store, "0.2")
    other = tmp_path / "other"
    shutil.copy(store.path, other)
    other.replace(store.path)
    before = store.path.read_bytes()
    with pytest.raises(StoreError, match=r"Another file has taken the place"):
        gesture(store)
    assert store.path.read_bytes() == before
