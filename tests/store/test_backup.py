"""Backups: whole, private and rotating; a restore moves nothing before its copy is sound."""

import os
import shutil
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reviewer.errors import (
    StoreDamaged,
    StoreError,
    StoreNotFound,
    StoreTooNew,
    WrongKey,
)
from reviewer.store import facts, sync
from reviewer.store.backup import KEPT, back_up, back_up_daily, backup_folder, backups, daily_path
from reviewer.store.connections import connect
from reviewer.store.keys import DataKey, KeyFile, key_path, new_key_file
from reviewer.store.opening import create_store, open_store
from reviewer.store.restore import restore
from reviewer.store.store import Store
from reviewer.store.verify import verify
from tests.support.rows import a_row

TODAY = datetime(2026, 11, 21, 23, 59, tzinfo=UTC)


@pytest.fixture(params=["plain", "encrypted"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store with ten rows in it; where it is encrypted, with its key file."""
    store = made(tmp_path / "team.db", encrypted=request.param == "encrypted")
    add(store, 10)
    yield store
    store.close()


def made(path: Path, *, encrypted: bool) -> Store:
    return create_store(path, new_key_file(key_path(path)).data_key if encrypted else None)


def add(store: Store, many: int, start: int = 0) -> None:
    rows = [a_row(str(start + number)) for number in range(many)]
    with store.writing() as writing:
        sync.save_page(writing.connection, "file", rows)


def count(path: Path, key: DataKey | None) -> int:
    """Check a store, and count the rows in it."""
    store = open_store(path, key)
    try:
        assert [check for check in verify(store) if not check.passed] == []
        with store.reading() as connection:
            query = "SELECT count(*) FROM customer_interactions"
            return int(connection.exec_driver_sql(query).scalar_one())
    finally:
        store.close()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# Making one


def test_a_backup_is_a_store_of_its_own(store: Store, tmp_path: Path) -> None:
    target = back_up(store.path, store.key, tmp_path / "elsewhere" / "copy.db")
    add(store, 5, start=100)
    assert count(target, store.key) == 10
    assert key_path(target).exists() == store.encrypted


def test_a_damaged_store_pushes_no_good_backup_out(store: Store) -> None:
    add(store, 200, start=1_000)
    good = back_up_daily(store.path, store.key, TODAY)
    assert good is not None
    store.close()
    damage(store.path)
    for days in range(1, KEPT + 2):
        with pytest.raises(StoreDamaged, match="was not backed up"):
            back_up_daily(store.path, store.key, TODAY + timedelta(days=days))
    with pytest.raises(StoreDamaged):
        back_up(store.path, store.key, good)
    assert backups(store.path) == [good]
    assert count(good, store.key) == 210


def damage(path: Path) -> None:
    """Break some pages in the middle of a file."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xa5" * 20_000)


def test_a_backup_is_as_encrypted_as_the_store(store: Store, tmp_path: Path) -> None:
    target = back_up(store.path, store.key, tmp_path / "copy.db")
    content = target.read_bytes()
    assert content.startswith(b"SQLite format 3\0") != store.encrypted
    assert (b"Where is my parcel?" in content) != store.encrypted


def test_a_backup_is_one_file_with_its_key(store: Store, tmp_path: Path) -> None:
    back_up(store.path, store.key, tmp_path / "elsewhere" / "copy.db")
    key_file = {"copy.db.key"} if store.encrypted else set()
    assert names(tmp_path / "elsewhere") == {"copy.db"} | key_file


@pytest.mark.skipif(os.name == "nt", reason="rights of files are those of POSIX")
def test_only_the_owner_reads_a_backup(store: Store, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        back_up(store.path, store.key, tmp_path / "elsewhere" / "copy.db")
    finally:
        os.umask(before)
    for path in (tmp_path / "elsewhere").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "elsewhere").stat().st_mode) == 0o700


def test_progress_is_told_in_pages_up_to_the_last(store: Store, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    back_up(store.path, store.key, tmp_path / "copy.db", lambda *pages: told.append(pages))
    done, total = told[-1]
    assert done == total > 1


def test_a_backup_made_while_somebody_writes_is_of_one_moment(store: Store, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 1000
        while not stop.is_set():
            add(store, 20, start=number)
            number += 20

    writing = threading.Thread(target=write)
    writing.start()
    counts = [
        count(back_up(store.path, store.key, tmp_path / f"{number}.db"), store.key)
        for number in range(5)
    ]
    stop.set()
    writing.join()
    assert counts == sorted(counts)
    assert all(found % 10 == 0 for found in counts)


class Interrupted(Exception):
    """Somebody does not want to wait."""


def test_a_backup_that_is_interrupted_leaves_the_one_before(store: Store, tmp_path: Path) -> None:
    target = back_up(store.path, store.key, tmp_path / "elsewhere" / "copy.db")
    before = names(target.parent)
    add(store, 5, start=100)

    def interrupt(_done: int, _total: int) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        back_up(store.path, store.key, target, interrupt)
    assert names(target.parent) == before
    assert count(target, store.key) == 10


def test_what_a_killed_backup_left_is_cleared_away(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for suffix in ("", "-wal", "-journal", "-shm"):
        (folder / f"copy.db.part{suffix}").write_bytes(b"half of something")
    back_up(store.path, store.key, folder / "copy.db")
    assert not [name for name in names(folder) if ".part" in name]
    assert count(folder / "copy.db", store.key) == 10


def test_a_backup_takes_the_place_of_an_earlier_one(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    back_up(store.path, store.key, target)
    add(store, 5, start=100)
    back_up(store.path, store.key, target)
    assert count(target, store.key) == 15


def test_a_backup_takes_the_place_of_nothing_else(store: Store, tmp_path: Path) -> None:
    other = made(tmp_path / "other.db", encrypted=store.encrypted)
    other.close()
    (tmp_path / "letter.txt").write_text("Dear all,\n")
    with closing(connect(tmp_path / "cats.db", None)) as connection:
        connection.execute("CREATE TABLE cats (name)")
    link = tmp_path / "link.db"
    link.symlink_to(store.path)
    kept = {name: (tmp_path / name).read_bytes() for name in ("other.db", "letter.txt", "cats.db")}
    told = {
        "other.db": "is not a backup of",
        "letter.txt": "is not a backup of",
        "cats.db": "is not a backup of",
        "team.db": "is the store itself",
        "link.db": "is the store itself",
        ".": "is a folder",
    }
    for name, sentence in told.items():
        with pytest.raises(StoreError, match=sentence):
            back_up(store.path, store.key, tmp_path / name)
    assert {name: (tmp_path / name).read_bytes() for name in kept} == kept
    store.close()
    assert count(store.path, store.key) == 10


def test_reading_a_backup_leaves_nothing_beside_it(store: Store, tmp_path: Path) -> None:
    target = back_up(store.path, store.key, tmp_path / "elsewhere" / "copy.db")
    before = names(target.parent)
    assert count(target, store.key) == 10
    assert names(target.parent) == before


# One a day


def test_a_day_has_one_backup(store: Store) -> None:
    target = back_up_daily(store.path, store.key, TODAY)
    assert target == daily_path(store.path, TODAY)
    assert target == store.path.parent / "team-backups" / "team-2026-11-21.db"
    add(store, 5, start=100)
    assert back_up_daily(store.path, store.key, TODAY) is None
    assert count(target, store.key) == 10


def test_the_newest_seven_days_are_kept_with_their_keys(store: Store) -> None:
    for day in range(12):
        add(store, 1, start=100 + day)
        back_up_daily(store.path, store.key, TODAY + timedelta(days=day))
    kept = backups(store.path)
    assert KEPT == 7
    assert kept == [daily_path(store.path, TODAY + timedelta(days=day)) for day in range(11, 4, -1)]
    assert [count(path, store.key) for path in kept] == list(range(22, 15, -1))
    keys = {key_path(path).name for path in kept} if store.encrypted else set()
    assert names(backup_folder(store.path)) == {path.name for path in kept} | keys


def test_the_rotation_leaves_alone_what_it_did_not_make(store: Store) -> None:
    folder = backup_folder(store.path)
    folder.mkdir()
    others = {"team-before-the-move.db", "team-2026.db", "team-2026-11-01.db.txt", "notes.txt"}
    for name in others:
        (folder / name).write_text("mine")
    for day in range(9):
        back_up_daily(store.path, store.key, TODAY + timedelta(days=day))
    assert names(folder) >= others
    assert len(backups(store.path)) == 7


@pytest.mark.parametrize("name", ["store", "a[1].db", "a*b.db", "été 荷.sqlite", "-x.db"])
def test_a_store_of_any_name_has_its_backups(tmp_path: Path, name: str) -> None:
    store = made(tmp_path / name, encrypted=True)
    store.close()
    for day in range(8):
        back_up_daily(store.path, store.key, TODAY + timedelta(days=day))
    assert len(backups(store.path)) == 7
    assert count(backups(store.path)[0], store.key) == 0


# Putting one in place


def test_a_restored_store_is_the_backup_and_what_was_there_is_kept(store: Store) -> None:
    target = back_up_daily(store.path, store.key, TODAY)
    assert target is not None
    add(store, 5, start=100)
    store.close()
    aside = restore(target, store.path, store.key)
    assert aside == store.path.with_name("team-before-restore.db")
    assert (count(store.path, store.key), count(aside, store.key)) == (10, 15)
    assert count(target, store.key) == 10


def test_each_store_that_was_replaced_is_kept(store: Store, tmp_path: Path) -> None:
    target = back_up(store.path, store.key, tmp_path / "copy.db")
    store.close()
    asides = []
    for number in range(3):
        opened = open_store(store.path, store.key)
        add(opened, number + 1, start=100)
        opened.close()
        asides.append(restore(target, store.path, store.key))
    assert [path and count(path, store.key) for path in asides] == [11, 12, 13]
    assert len(set(asides)) == 3


def test_what_a_killed_process_left_in_the_log_is_kept_too(store: Store, tmp_path: Path) -> None:
    target = back_up(store.path, store.key, tmp_path / "copy.db")
    add(store, 5, start=100)
    killed = tmp_path / "killed" / "team.db"
    killed.parent.mkdir()
    for suffix in ("", "-wal", ".key"):
        if store.path.with_name(f"team.db{suffix}").exists():
            shutil.copy(store.path.with_name(f"team.db{suffix}"), killed.parent)
    assert killed.with_name("team.db-wal").stat().st_size > 0
    aside = restore(target, killed, store.key)
    assert aside is not None
    assert (count(killed, store.key), count(aside, store.key)) == (10, 15)


@pytest.mark.parametrize("backup_encrypted", [False, True])
@pytest.mark.parametrize("before", ["absent", "empty", "plain", "encrypted", "damaged", "words"])
def test_a_backup_goes_over_whatever_is_there(
    tmp_path: Path, before: str, backup_encrypted: bool
) -> None:
    origin = made(tmp_path / "origin.db", encrypted=backup_encrypted)
    add(origin, 10)
    target = back_up(origin.path, origin.key, tmp_path / "copy.db")
    origin.close()
    path = tmp_path / "here" / "team.db"
    path.parent.mkdir()
    there = lay(before, path)
    aside = restore(target, path, origin.key)
    assert count(path, origin.key) == 10
    assert key_path(path).exists() == backup_encrypted
    if before in ("absent", "empty"):
        assert aside is None
    else:
        assert aside is not None
        assert aside.read_bytes() == there
        assert key_path(aside).exists() == (before == "encrypted")


def lay(kind: str, path: Path) -> bytes:
    """Put something where a store should be, and return its bytes."""
    match kind:
        case "absent":
            return b""
        case "empty":
            path.touch()
        case "words":
            path.write_text("only words")
        case _:
            store = made(path, encrypted=kind == "encrypted")
            add(store, 3)
            store.close()
    if kind == "damaged":
        path.write_bytes(path.read_bytes()[:5000] + b"damage")
    return path.read_bytes()


def test_an_encrypted_backup_opens_with_the_secrets_it_was_made_with(tmp_path: Path) -> None:
    path = tmp_path / "team.db"
    new = new_key_file(key_path(path))
    store = create_store(path, new.data_key)
    add(store, 10)
    target = back_up(path, new.data_key, tmp_path / "elsewhere" / "copy.db")
    store.close()
    there = tmp_path / "other laptop" / "mine.db"
    there.parent.mkdir()
    restore(target, there, new.data_key)
    key = KeyFile.load(key_path(there)).unlock_with_recovery(new.recovery_code.text)
    assert count(there, key) == 10


def test_what_is_no_sound_backup_moves_nothing(store: Store, tmp_path: Path) -> None:
    for path, fault, sentence in unsound(store, tmp_path / "unsound"):
        before = {path: path.read_bytes() for path in tmp_path.glob("team.db*")}
        with pytest.raises(fault, match=sentence):
            restore(path, store.path, store.key)
        assert {path: path.read_bytes() for path in tmp_path.glob("team*")} == before
    store.close()
    assert count(store.path, store.key) == 10


def unsound(store: Store, folder: Path) -> Iterator[tuple[Path, type[StoreError], str]]:
    """Files that are no backups, each with what should be said of it."""
    folder.mkdir()
    whole = back_up(store.path, store.key, folder / "whole.db").read_bytes()
    yield store.path, StoreError, "is the store itself"
    yield folder / "missing.db", StoreNotFound, "There is no backup at"
    yield folder, StoreNotFound, "There is no backup at"
    (folder / "words.db").write_text("only words, and enough of them for a header\n" * 20)
    yield folder / "words.db", WrongKey, r"words\.db"
    (folder / "cut.db").write_bytes(whole[: len(whole) // 2])
    yield folder / "cut.db", StoreDamaged, r"cut\.db"
    (folder / "holed.db").write_bytes(whole[:8192] + b"\xff" * 4096 + whole[12288:])
    yield folder / "holed.db", StoreDamaged, r"holed\.db"
    with closing(connect(folder / "cats.db", store.key)) as connection:
        connection.execute("CREATE TABLE cats (name)")
    yield folder / "cats.db", StoreDamaged, "not a store of Reviewer"
    with closing(connect(folder / "whole.db", store.key)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    yield folder / "whole.db", StoreTooNew, "newer Reviewer"
    other = made(folder / "other.db", encrypted=True)
    other.close()
    yield folder / "other.db", WrongKey, r"other\.db"


def test_a_store_knows_its_backups_by_their_id(store: Store, tmp_path: Path) -> None:
    target = back_up(store.path, store.key, tmp_path / "copy.db")
    copy = open_store(target, store.key)
    with store.reading() as here, copy.reading() as there:
        assert facts.get(here, "store_id") == facts.get(there, "store_id") is not None
    copy.close()
