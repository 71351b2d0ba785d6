"""Daily rotating backups through SQLite's backup API, as encrypted as the store itself."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.errors import StoreDamaged, StoreError
from reviewer.store.connections import connect, is_plain
from reviewer.store.key_file import key_path

if TYPE_CHECKING:
    from reviewer.store.keys import DataKey

PAGES_PER_STEP = 4096
KEPT = 7

Report = Callable[[int, int], None]


def backup_folder(store: Path) -> Path:
    """Return the folder where a store's own backups lie."""
    return store.with_name(f"{store.stem}-backups")


def backups(store: Path) -> list[Path]:
    """Return a store's backups, newest first."""
    return sorted(backup_folder(store).glob(f"{store.stem}-*{store.suffix}"), reverse=True)


def back_up(store: Path, key: "DataKey | None", target: Path, report: Report | None = None) -> Path:
    """Copy the store, as it is at this moment, to `target`, with its key file beside it.

    Readers and the writer go on meanwhile. `report` hears of pages done and pages in all. The
    target appears whole or not at all.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        _copy_pages(store, key, part, report)
        _copy_key_file(store, target)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target


def _copy_pages(store: Path, key: "DataKey | None", part: Path, report: Report | None) -> None:
    with closing(connect(store, key)) as source, closing(connect(part, key)) as copy:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=PAGES_PER_STEP, progress=_progress(report))
    part.chmod(0o600)


def _progress(report: Report | None) -> Callable[[int, int, int], None] | None:
    if report is None:
        return None
    return lambda _status, remaining, total: report(total - remaining, total)


def _copy_key_file(store: Path, target: Path) -> None:
    if key_path(store).exists():
        shutil.copy2(key_path(store), key_path(target))


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


def restore(backup: Path, store: Path, key: "DataKey | None") -> Path | None:
    """Put a backup in the store's place; return where the store that was there now lies.

    The caller holds the writer's lock. Raises StoreDamaged where the backup does not open.
    """
    check_backup(backup, key)
    aside = _set_aside(store)
    part = store.with_name(store.name + ".part")
    shutil.copyfile(backup, part)
    part.chmod(0o600)
    part.replace(store)
    if key_path(backup).exists():
        shutil.copy2(key_path(backup), key_path(store))
    return aside


def check_backup(backup: Path, key: "DataKey | None") -> None:
    """Raise StoreDamaged where a backup is no sound store."""
    with closing(connect(backup, None if is_plain(backup) else key)) as connection:
        found = _quick_check(connection, backup)
    if found != "ok":
        raise StoreDamaged(f"The backup {backup} is damaged ({found}). Choose another one.")


def _quick_check(connection: Any, backup: Path) -> str:
    import sqlcipher3.dbapi2

    try:
        return str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlcipher3.dbapi2.DatabaseError as error:
        raise StoreError(f"The backup {backup} does not open with this key ({error}).") from error


def _set_aside(store: Path) -> Path | None:
    if not store.exists():
        return None
    aside = store.with_name(f"{store.stem}-before-restore{store.suffix}")
    for name in ("-wal", "-shm"):
        beside = store.with_name(store.name + name)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + name))
    store.replace(aside)
    if key_path(store).exists():
        shutil.copy2(key_path(store), key_path(aside))
    return aside
