"""`reviewer store`: what is in the store, and whether it is sound."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewer.cli import store_backup, store_rejected
from reviewer.cli.output import Output, hint
from reviewer.cli.printing import size_text

if TYPE_CHECKING:
    from reviewer.store.info import StoreInfo
    from reviewer.store.verify import Check


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `store` with its own commands."""
    topic = commands.add_parser("store", help="look after the local store", parents=[common])
    inner = topic.add_subparsers(title="commands", metavar="COMMAND", required=True)
    info = inner.add_parser("info", help="count what the store holds", parents=[common])
    info.set_defaults(command=print_info)
    check = inner.add_parser("verify", help="check that the store is sound", parents=[common])
    check.set_defaults(command=print_checks)
    store_backup.add_commands(inner, common)
    store_rejected.add_commands(inner, common)


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
    yield f"store         {document['path']} ({kind}, {size_text(document['bytes'])})"
    yield f"interactions  {info.interactions:,}{_period(document)}"
    snoozed = f"{queues.snoozed:,} snoozed ({queues.due:,} due)"
    yield f"queues        {queues.new:,} new, {snoozed}, {queues.reviewed:,} reviewed"
    yield f"reviews       {info.reviews:,}"
    yield f"feedback      {feedback.yes:,} yes, {feedback.no:,} no, {feedback.none:,} without"
    yield f"rejected      {info.rejected:,} rows"
    yield f"threshold     {info.threshold:g} (a reply with less confidence is snoozed)"


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
