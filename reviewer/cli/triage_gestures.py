"""`reviewer triage snooze|wake|tag|undo|redo`: gestures, and taking them back."""

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from reviewer.cli.arguments import moment
from reviewer.cli.cases import ID, find_case
from reviewer.cli.output import Output
from reviewer.domain.moments import iso_utc
from reviewer.domain.snooze import Snooze, WakeOn
from reviewer.domain.tags import clean_tag
from reviewer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from uuid import UUID

    from reviewer.domain.action import Action
    from services.triage.desk import TriageDesk
    from services.triage.gestures import Done

    Make = Callable[[TriageDesk, UUID], Future[Done]]


def add_commands(inner: Any, common: argparse.ArgumentParser) -> None:
    """Add the gestures to the commands of `triage`."""
    _add_snooze(inner.add_parser("snooze", help="put a reply off", parents=[common]))
    wake = inner.add_parser("wake", help="end a snooze now", parents=[common])
    wake.add_argument("id", metavar="ID", help=ID)
    wake.set_defaults(command=wake_one)
    _add_tag(inner.add_parser("tag", help="put a tag on a reply", parents=[common]))
    undo = inner.add_parser("undo", help="take back your last step", parents=[common])
    undo.set_defaults(command=undo_last)
    redo = inner.add_parser("redo", help="do it once more", parents=[common])
    redo.set_defaults(command=redo_last)


def _add_snooze(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=ID)
    parser.add_argument(
        "--until", type=moment, metavar="TIME", help="such as 2026-12-01T09:00Z, or 2026-12-01"
    )
    parser.add_argument(
        "--on", action="append", choices=list(WakeOn), metavar="EVENT", default=[],
        help=f"what else ends it: {', '.join(WakeOn)}; may be given more than once",
    )  # fmt: skip
    parser.add_argument("--reason", metavar="TEXT", help="why it waits")
    parser.set_defaults(command=snooze_one)


def _add_tag(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=ID)
    parser.add_argument("tag", metavar="TAG")
    parser.add_argument("--remove", action="store_true", help="take it off")
    parser.set_defaults(command=tag_one)


def snooze_one(parsed: argparse.Namespace, out: Output) -> None:
    """Snooze one interaction."""
    if parsed.until is None and not parsed.on:
        raise UsageError("Say what ends the snooze: --until TIME, --on EVENT, or both.")
    snooze = Snooze(parsed.until, frozenset(map(WakeOn, parsed.on)), parsed.reason)
    _mark(
        parsed,
        out,
        lambda desk, one: desk.furnish().snoozing.snooze(one, snooze),
        until=iso_utc(snooze.until),
        on=sorted(snooze.wake_on),
        reason=snooze.reason,
    )


def wake_one(parsed: argparse.Namespace, out: Output) -> None:
    """End a snooze."""
    _mark(parsed, out, lambda desk, one: desk.furnish().snoozing.wake(one))


def tag_one(parsed: argparse.Namespace, out: Output) -> None:
    """Put a tag on one interaction, or take it off."""
    present, tag = not parsed.remove, clean_tag(parsed.tag)
    _mark(
        parsed,
        out,
        lambda desk, one: desk.furnish().marking.tag(one, tag, present=present),
        tag=tag,
        present=present,
    )


def _mark(parsed: argparse.Namespace, out: Output, make: "Make", **more: object) -> None:
    from reviewer.cli.session import open_desk

    with open_desk(parsed) as desk:
        case = find_case(desk, parsed.id)
        done = make(desk, case.interaction.id).result()
    document = {
        "interaction_id": str(case.interaction.id),
        "action_id": str(done.action.id),
        "action": done.action.label,
        **more,
    }
    out.document(document, [f"{done.action.label}: {case.interaction.id}."])


def undo_last(parsed: argparse.Namespace, out: Output) -> None:
    """Take back this reviewer's last step."""
    from reviewer.cli.session import open_desk
    from services.triage.desk import Undone

    with open_desk(parsed) as desk:
        match desk.undo().result():
            case Undone(action=action, row_ids=row_ids):
                _print_step(out, "undone", action, row_ids)
            case _:
                _print_no_step(out, "undone", "There is nothing to undo.")


def redo_last(parsed: argparse.Namespace, out: Output) -> None:
    """Do the step that was taken back last once more."""
    from reviewer.cli.session import open_desk
    from services.triage.desk import Redone

    with open_desk(parsed) as desk:
        match desk.redo().result():
            case Redone(action=action, row_ids=row_ids):
                _print_step(out, "redone", action, row_ids)
            case _:
                _print_no_step(out, "redone", "There is nothing to redo.")


def _print_step(out: Output, what: str, action: "Action", row_ids: Iterable[int]) -> None:
    document = {what: action.label, "interactions": len(tuple(row_ids))}
    out.document(document, [f"{what.capitalize()}: {action.label}."])


def _print_no_step(out: Output, what: str, sentence: str) -> None:
    out.document({what: None, "interactions": 0}, [sentence])
