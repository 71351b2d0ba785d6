"""The open store: one writer, readers with one view, and word of what was changed."""

import os
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from reviewer.domain.changes import Changed
from reviewer.errors import StoreBusy, StoreDamaged, StoreError, StoreNotFound, WrongKey
from reviewer.store import facts, sync
from reviewer.store.connections import connect
from reviewer.store.keys import DataKey
from reviewer.store.opening import create_store, open_store
from reviewer.store.store import Store, Writing
from tests.store.conftest import Save
from tests.support.rows import a_row

REPOSITORY = Path(__file__).parents[2]


def count(store: Store) -> int:
    with store.reading() as connection:
        query = "SELECT count(*) FROM customer_interactions"
        return int(connection.exec_driver_sql(query).scalar_one())


def test_what_is_written_is_there_when_the_store_is_opened_again(tmp_path: Path) -> None:
    for key in (None, DataKey.random()):
        path = tmp_path / f"{key is None}.db"
        store = create_store(path, key)
        with store.writing() as writing:
            facts.put(writing.connection, "threshold", "0.4")
        store.close()
        again = open_store(path, key)
        with again.reading() as connection:
            assert facts.threshold(connection) == 0.4
        assert again.encrypted == (key is not None)
        again.close()


def test_an_exception_takes_back_the_whole_transaction(store: Store) -> None:
    with pytest.raises(StopAsked):
        write_and_stop(store)
    assert count(store) == 0


class StopAsked(Exception):
    """Raised amid a transaction."""


def write_and_stop(store: Store) -> None:
    with store.writing() as writing:
        sync.save_page(writing.connection, "file", [a_row("x")])
        writing.announce(Changed(interactions=True))
        raise StopAsked


def test_listeners_hear_of_a_transaction_once_and_after_its_commit(store: Store) -> None:
    heard: list[tuple[Changed, int]] = []
    stop = store.subscribe(lambda changed: heard.append((changed, count(store))))
    with store.writing() as writing:
        sync.save_page(writing.connection, "file", [a_row("x")])
        writing.announce(Changed(interactions=True, row_ids=frozenset({1})))
        writing.announce(Changed(reviews=True, row_ids=frozenset({2})))
    assert heard == [(Changed(interactions=True, reviews=True, row_ids=frozenset({1, 2})), 1)]
    with store.writing():
        pass
    with pytest.raises(StopAsked):
        write_and_stop(store)
    stop()
    with store.writing() as writing:
        writing.announce(Changed(reviews=True))
    assert len(heard) == 1


def test_a_reader_keeps_its_view_while_somebody_writes(store: Store, save: Save) -> None:
    save([a_row("x")])
    query = "SELECT count(*) FROM customer_interactions"
    with store.reading() as connection:
        assert connection.exec_driver_sql(query).scalar() == 1
        save([a_row("y")])
        assert connection.exec_driver_sql(query).scalar() == 1
    assert count(store) == 2


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError, match="read-only"), store.reading() as connection:
        facts.put(connection, "threshold", "0.4")


def test_writers_of_one_process_take_turns(store: Store) -> None:
    def add_one() -> None:
        with store.writing() as writing:
            add(writing)

    threads = [threading.Thread(target=add_one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as connection:
        assert facts.get(connection, "sum") == "8"


def add(writing: Writing) -> None:
    known = facts.get(writing.connection, "sum")
    facts.put(writing.connection, "sum", str(int(known or 0) + 1))


WRITING = """
import sys
from pathlib import Path
from reviewer.errors import StoreBusy
from reviewer.store.opening import open_store
store = open_store(Path(sys.argv[1]), None)
with store.reading() as connection:
    print(connection.exec_driver_sql("SELECT count(*) FROM customer_interactions").scalar())
try:
    with store.writing():
        print("writing")
except StoreBusy as busy:
    print(busy)
"""


def elsewhere(path: Path) -> list[str]:
    """Read and write the store in another process; return what it says."""
    command = [sys.executable, "-c", WRITING, str(path)]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True, text=True)
    return run.stdout.splitlines()


def test_one_process_writes_until_it_closes_and_others_read(store: Store, save: Save) -> None:
    save([a_row("x")])
    read, told = elsewhere(store.path)
    assert read == "1"
    assert told.startswith(f"Another Reviewer is writing to {store.path}.")
    store.close()
    assert elsewhere(store.path) == ["1", "writing"]


def test_a_store_that_was_only_read_leaves_the_writing_to_others(store: Store) -> None:
    store.close()
    reader = open_store(store.path, None)
    assert count(reader) == 0
    assert elsewhere(store.path) == ["0", "writing"]
    reader.close()


@pytest.mark.skipif(os.name == "nt", reason="rights of files are those of POSIX")
@pytest.mark.parametrize("key", [None, DataKey.random()], ids=["plain", "encrypted"])
def test_only_the_owner_reads_the_files_of_a_store_from_the_first_moment(
    tmp_path: Path, key: DataKey | None
) -> None:
    before = os.umask(0)
    try:
        store = create_store(tmp_path / "new" / "team.db", key)
        with store.writing() as writing:
            sync.save_page(writing.connection, "file", [a_row("x")])
        beside = sorted(path.name for path in (tmp_path / "new").iterdir())
        assert beside == ["team.db", "team.db-shm", "team.db-wal", "team.db.lock"]
        for name in beside[:3]:
            assert mode(tmp_path / "new" / name) == 0o600, name
        assert mode(tmp_path / "new") == 0o700
        store.close()
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nothing_is_left_beside_a_store_that_was_closed(store: Store, save: Save) -> None:
    save([a_row("x")])
    store.close()
    names = {path.name for path in store.path.parent.iterdir()}
    assert names <= {store.path.name, f"{store.path.name}.lock"}


def test_a_store_is_made_once(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match=r"There is a file at .* already"):
        create_store(store.path, None)
    open_store(store.path, None).close()


def test_a_store_whose_making_was_cut_short_is_finished_when_it_is_opened(tmp_path: Path) -> None:
    for key in (None, DataKey.random()):
        path = tmp_path / f"{key is None}.db"
        with closing(connect(path, key)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        assert path.stat().st_size > 0
        store = open_store(path, key)
        with store.writing() as writing:
            sync.save_page(writing.connection, "file", [a_row("x")])
        assert count(store) == 1
        store.close()


def test_of_what_is_no_store_each_kind_is_told(tmp_path: Path, store: Store) -> None:
    (tmp_path / "empty.db").touch()
    (tmp_path / "words.db").write_text("only words, and enough of them to fill a header\n" * 50)
    store.close()
    whole = store.path.read_bytes()
    (tmp_path / "cut.db").write_bytes(whole[: len(whole) // 2 + 100])
    told = {
        "missing.db": (StoreNotFound, "no store at"),
        "empty.db": (StoreNotFound, "no store at"),
        "words.db": (WrongKey, "does not open"),
        "cut.db": (StoreDamaged, "Restore a backup"),
    }
    for name, (fault, sentence) in told.items():
        with pytest.raises(fault, match=sentence):
            read_all(tmp_path / name)
    with pytest.raises(StoreError, match="is no file"):
        open_store(tmp_path, None)


def read_all(path: Path) -> None:
    opened = open_store(path, None)
    try:
        with opened.reading() as connection:
            names = "SELECT name FROM sqlite_master WHERE rootpage > 0 AND type = 'table'"
            for name in connection.exec_driver_sql(names).scalars().all():
                connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar()
    finally:
        opened.close()


def test_a_store_that_could_not_be_made_can_be_made_later(tmp_path: Path) -> None:
    path = tmp_path / "team.db"
    holder = create_store(path, None)
    path.unlink()
    with pytest.raises(StoreBusy):
        create_store(path, None)
    assert not path.exists()
    holder.close()
    create_store(path, None).close()
