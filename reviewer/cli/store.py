"""`reviewer store`: what is in the store, whether it is sound, backups, refused rows."""

import argparse
import base64
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.cli.arguments import positive
from reviewer.cli.output import Output, hint
from reviewer.cli.tables import table
from reviewer.errors import StoreNotFound

if TYPE_CHECKING:
    from reviewer.domain.intake import StoredRefusal
    from reviewer.store.info import StoreInfo
    from reviewer.store.keys import DataKey
    from reviewer.store.verify import Check


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `store` with its own commands."""
    topic = commands.add_parser("store", help="look after the local store", parents=[common])
    inner = topic.add_subparsers(title="commands", metavar="COMMAND", required=True)
    info = inner.add_parser("info", help="count what the store holds", parents=[common])
    info.set_defaults(command=print_info)
    check = inner.add_parser("verify", help="check that the store is sound", parents=[common])
    check.set_defaults(command=print_checks)
    _add_backup(inner.add_parser("backup", help="copy the store", parents=[common]))
    _add_restore(inner.add_parser("restore", help="put a backup in place", parents=[common]))
    _add_rejected(inner.add_parser("rejected", help="print refused rows", parents=[common]))


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


def _add_rejected(parser: argparse.ArgumentParser) -> None:
    parser.description = "Print the rows that were refused: where they stood and why."
    parser.epilog = "With --json, each row is there as it came."
    parser.add_argument("--limit", type=positive, metavar="N", help="most rows (default: all)")
    parser.set_defaults(command=print_rejected)


def print_info(parsed: argparse.Namespace, out: Output) -> None:
    """Print the counts of the store."""
    from reviewer.cli.session import open_for_reading
    from reviewer.store.info import store_info

    with open_for_reading(parsed) as store:
        with store.reading() as connection:
            info = store_info(connection)
        document = _info_json(info, store.path, encrypted=store.encrypted)
    out.document(document, _info_lines(info, document))


def _info_json(info: "StoreInfo", path: Path, *, encrypted: bool) -> dict[str, Any]:
    from reviewer.domain.moments import iso_utc

    return {
        "path": str(path),
        "encrypted": encrypted,
        "bytes": path.stat().st_size,
        "interactions": info.interactions,
        "new": info.queues.new,
        "snoozed": info.queues.snoozed,
        "due": info.queues.due,
        "reviewed": info.queues.reviewed,
        "reviews": info.reviews,
        "rejected": info.rejected,
        "feedback": {
            "yes": info.feedback.yes,
            "no": info.feedback.no,
            "none": info.feedback.none,
        },
        "threshold": info.threshold,
        "first_at": iso_utc(info.first_at),
        "last_at": iso_utc(info.last_at),
    }


def _info_lines(info: "StoreInfo", document: dict[str, Any]) -> Iterator[str]:
    queues, feedback = info.queues, info.feedback
    kind = "encrypted" if document["encrypted"] else "not encrypted"
    yield f"store         {document['path']} ({kind}, {_size(document['bytes'])})"
    yield f"interactions  {info.interactions:,}{_period(document)}"
    snoozed = f"{queues.snoozed:,} snoozed ({queues.due:,} due)"
    yield f"queues        {queues.new:,} new, {snoozed}, {queues.reviewed:,} reviewed"
    yield f"reviews       {info.reviews:,}"
    yield f"feedback      {feedback.yes:,} yes, {feedback.no:,} no, {feedback.none:,} without"
    yield f"rejected      {info.rejected:,} rows"
    yield f"threshold     {info.threshold:g} (a reply with less confidence is snoozed)"


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= 1e5 else f"{count / 1e3:,.1f} kB"


def _period(document: dict[str, Any]) -> str:
    first, last = document["first_at"], document["last_at"]
    return f", {first[:10]} to {last[:10]}" if first and last else ""


def print_checks(parsed: argparse.Namespace, out: Output) -> int:
    """Run the checks of `store verify`; exit code 1 where one of them fails."""
    from reviewer.cli.session import open_for_reading
    from reviewer.store.verify import verify

    with open_for_reading(parsed) as store:
        checks = verify(store)
    sound = all(check.passed for check in checks)
    document = {
        "sound": sound,
        "checks": {check.name: list(check.findings) for check in checks},
        "skipped": {check.name: check.skipped for check in checks if check.skipped},
    }
    out.document(document, _check_lines(checks))
    if not sound:
        hint("reviewer: The store is damaged. Restore a backup: reviewer store restore.")
    return 0 if sound else 1


def _check_lines(checks: "tuple[Check, ...]") -> Iterator[str]:
    for check in checks:
        skipped = f"not checked: {check.skipped}" if check.skipped else "sound"
        yield f"{check.name:<14} {skipped if check.passed else 'BROKEN'}"
        yield from (f"  {finding}" for finding in check.findings)


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
    yield f"Backed up to {target} ({_size(size)})."
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


def print_rejected(parsed: argparse.Namespace, out: Output) -> None:
    """Print the rows that were refused, whole, with their places and reasons."""
    from reviewer.cli.session import open_for_reading
    from reviewer.store import sync

    with open_for_reading(parsed) as store, store.reading() as connection:
        found = list(sync.refusals(connection, parsed.limit))
    document = [_refusal_json(refusal) for refusal in found]
    rows = ((f"{r.origin}, {r.place}", r.reason, r.detail) for r in found)
    lines = table(("where", "reason", "detail"), rows)
    out.document(document, lines if found else ["No row was refused."])


def _refusal_json(refusal: "StoredRefusal") -> dict[str, Any]:
    from reviewer.domain.moments import iso_utc

    text, encoding = _as_text(refusal.raw)
    return {
        "source": refusal.source_key,
        "origin": refusal.origin,
        "place": refusal.place,
        **_line_or_key(refusal.place),
        "reason": refusal.reason,
        "detail": refusal.detail,
        "row": text,
        "encoding": encoding,
        "at": iso_utc(refusal.at),
    }


def _line_or_key(place: str) -> dict[str, Any]:
    unit, _, where = place.partition(" ")
    line = int(where) if unit == "line" and where.isdigit() else None
    return {"line": line, "key": where if unit == "key" else None}


def _as_text(raw: bytes) -> tuple[str, str]:
    """Return the row as text, or in base64 where it is no UTF-8, and which of them it is."""
    try:
        return raw.decode(), "utf-8"
    except UnicodeDecodeError:
        return base64.b64encode(raw).decode(), "base64"
