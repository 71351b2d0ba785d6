"""Daily rotating backups through SQLite's backup API, as encrypted as the store itself."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from reviewer.errors import StoreDamaged, StoreError
from reviewer.store.connections import connect
from reviewer.store.faults import named_faults
from reviewer.store.key_file import key_path
from reviewer.store.private_files import replace_private

if TYPE_CHECKING:
    from reviewer.store.keys import DataKey

PAGES_PER_STEP = 4096
KEPT = 7
BESIDE = ("-wal", "-shm", "-journal")

Report = Callable[[int, int], None]


def backup_folder(store: Path) -> Path:
    """Return the folder where a store's own backups lie."""
    return store.with_name(f"{store.stem}-backups")


def backups(store: Path) -> list[Path]:
    """Return a store's daily backups, newest first; other files in their folder are not told."""
    daily = re.compile(rf"{re.escape(store.stem)}-\d{{4}}-\d\d-\d\d{re.escape(store.suffix)}")
    folder = backup_folder(store)
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted((path for path in found if daily.fullmatch(path.name)), reverse=True)


def back_up(store: Path, key: "DataKey | None", target: Path, report: Report | None = None) -> Path:
    """Copy the store, as it is at this moment, to `target`, with its key file beside it.

    Readers and the writer go on meanwhile. `report` hears of pages done and pages in all. The
    target appears whole or not at all; it may take the place of an earlier backup of this store,
    and of nothing else. Raises StoreDamaged where the store is too broken to be worth it, so that
    no good backup gives way to a bad one; StoreError, DiskFull.
    """
    with named_faults(target):
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _refuse_other(store, key, target)
    with named_faults(target, reads=store), unfinished(target) as part:
        copy_pages(store, key, part, report)
        _check_copy(part, key, store, report)
        _put_key_file(store, target)
        part.replace(target)
    return target


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """Give an empty private file beside the target to be filled; nothing of it is left behind."""
    part = target.with_name(target.name + ".part")
    _clear(part)
    try:
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        yield part
    finally:
        _clear(part)


def _clear(part: Path) -> None:
    for suffix in ("", *BESIDE):
        part.with_name(part.name + suffix).unlink(missing_ok=True)


def copy_pages(source: Path, key: "DataKey | None", part: Path, report: Report | None) -> None:
    """Copy a database as of one moment into an empty file, and wait until the disk has it.

    The copy has no log beside it, so that it can be read from a disk that cannot be written.
    """
    with closing(connect(source, key)) as store, closing(connect(part, key)) as copy:
        store.execute("BEGIN")
        store.execute("SELECT count(*) FROM sqlite_master").fetchone()
        copy.execute("PRAGMA synchronous = OFF")
        store.backup(copy, pages=PAGES_PER_STEP, progress=_progress(report))
        copy.execute("PRAGMA journal_mode = DELETE")
    sync_file(part)


def _check_copy(part: Path, key: "DataKey | None", store: Path, report: Report | None) -> None:
    """Raise StoreDamaged where a table is broken: a page that cannot be read is copied as empty.

    Tables are checked one by one, so that `report` is heard in between and can end it.
    """
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
    try:
        with closing(connect(part, key)) as copy:
            (pages,) = copy.execute("PRAGMA page_count").fetchone()
            for (table,) in copy.execute(tables).fetchall():
                (found,) = copy.execute(f"PRAGMA quick_check('{table}')").fetchone()
                if found != "ok":
                    raise _damaged(store, found)
                if report is not None:
                    report(pages, pages)
    except dbapi2.DatabaseError as error:
        raise _damaged(store, error) from error


def _damaged(store: Path, found: object) -> StoreDamaged:
    said = " ".join(str(found).replace("*", " ").split())
    return StoreDamaged(
        f"{store} is damaged ({said}), so it was not backed up, and the backups that there are "
        "stay. Restore one of them: reviewer store restore."
    )


def sync_file(path: Path) -> None:
    """Wait until the disk has the file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _progress(report: Report | None) -> Callable[[int, int, int], None] | None:
    if report is None:
        return None
    return lambda _status, remaining, total: report(total - remaining, total)


def _put_key_file(store: Path, target: Path) -> None:
    """Put the store's key file beside the target, whose own one goes, and it with it."""
    source, beside = key_path(store), key_path(target)
    content = source.read_bytes() if source.exists() else None
    if content == (beside.read_bytes() if beside.exists() else None):
        return
    target.unlink(missing_ok=True)
    if content is None:
        beside.unlink()
    else:
        replace_private(beside, content)


def _refuse_other(store: Path, key: "DataKey | None", target: Path) -> None:
    """Raise StoreError where the target is the store itself, or no backup of it."""
    if target.is_dir():
        raise StoreError(f"{target} is a folder: name a file in it.")
    if not target.exists():
        return
    if target.samefile(store):
        raise StoreError(f"{target} is the store itself: name another file for its backup.")
    if target not in backups(store) and _store_id(target, key) != _store_id(store, key):
        raise StoreError(f"{target} is not a backup of {store}: it was left as it is.")


def _store_id(path: Path, key: "DataKey | None") -> str:
    """Return the id by which a store is known in its backups; empty where it cannot be read."""
    try:
        with closing(connect(path, key)) as connection:
            found = connection.execute("SELECT value FROM store_facts WHERE key = 'store_id'")
            return str(*found.fetchone())
    except dbapi2.DatabaseError:
        return ""


def daily_path(store: Path, today: datetime) -> Path:
    """Return the file of a day's backup."""
    return backup_folder(store) / f"{store.stem}-{today:%Y-%m-%d}{store.suffix}"


def back_up_daily(
    store: Path, key: "DataKey | None", today: datetime, report: Report | None = None
) -> Path | None:
    """Make today's backup unless there is one, and drop all but the newest seven."""
    target = daily_path(store, today)
    if target.exists():
        return None
    back_up(store, key, target, report)
    for old in backups(store)[KEPT:]:
        old.unlink()
        key_path(old).unlink(missing_ok=True)
    return target
