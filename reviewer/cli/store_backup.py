"""`reviewer store backup` and `restore`."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.cli.output import Output
from reviewer.cli.printing import size_text
from reviewer.errors import StoreNotFound

if TYPE_CHECKING:
    from reviewer.store.keys import DataKey


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `backup` and `restore`."""
    _add_backup(commands.add_parser("backup", help="copy the store", parents=[common]))
    _add_restore(commands.add_parser("restore", help="put a backup in place", parents=[common]))


def _add_backup(parser: argparse.ArgumentParser) -> None:
    parser.description = "Copy the store as it is now, as encrypted as it is. Work may go on."
    parser.add_argument(
        "--to", type=Path, metavar="FILE", help="the copy (default: today's daily backup)"
    )
    parser.set_defaults(command=back_up)


def _add_restore(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Put a backup in the store's place. What is there now is kept beside it under another name."
    )
    parser.add_argument(
        "backup", type=Path, nargs="?", metavar="BACKUP", help="default: the newest daily one"
    )
    parser.set_defaults(command=restore)


def back_up(parsed: argparse.Namespace, out: Output) -> None:
    """Copy the store to a file, or make today's daily backup anew."""
    from reviewer.cli.session import open_for_reading
    from reviewer.domain.moments import from_micros, now_micros
    from reviewer.store import backup

    with open_for_reading(parsed) as store:
        today = from_micros(now_micros())
        target = parsed.to or backup.daily_path(store.path, today)
        backup.back_up(store.path, store.key, target)
        encrypted = store.encrypted
    size = target.stat().st_size
    document = {"backup": str(target), "bytes": size, "encrypted": encrypted}
    out.document(document, _backup_lines(target, size, encrypted=encrypted))


def _backup_lines(target: Path, size: int, *, encrypted: bool) -> Iterator[str]:
    yield f"Backed up to {target} ({size_text(size)})."
    if encrypted:
        yield f"It opens with {target.name}.key beside it: keep the two together."


def restore(parsed: argparse.Namespace, out: Output) -> None:
    """Put a backup in the store's place; the store that was there is kept beside it."""
    from reviewer.cli.session import store_path
    from reviewer.store.opening import open_store
    from reviewer.store.restore import restore
    from reviewer.store.writer_lock import WriterLock

    path = store_path(parsed)
    chosen = parsed.backup or _newest(path)
    key = _key_of(chosen)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = WriterLock(path)
    lock.take()
    try:
        aside = restore(chosen, path, key)
    finally:
        lock.release()
    open_store(path, key).close()
    document = {"restored": str(chosen), "store": str(path), "before": aside and str(aside)}
    out.document(document, _restore_lines(chosen, path, aside))


def _restore_lines(chosen: Path, path: Path, aside: Path | None) -> Iterator[str]:
    yield f"Restored {chosen} to {path}."
    if aside:
        yield f"What was there is kept as {aside}."


def _newest(path: Path) -> Path:
    from reviewer.store import backup

    found = backup.backups(path)
    if not found:
        raise StoreNotFound(f"There is no daily backup of {path}: name a file to restore.")
    return found[0]


def _key_of(backup: Path) -> "DataKey | None":
    from reviewer.cli.session import terminal_secrets
    from reviewer.store.connections import is_plain

    if not backup.is_file():
        raise StoreNotFound(f"There is no backup at {backup}.")
    return None if is_plain(backup) else terminal_secrets().unlock(backup)
