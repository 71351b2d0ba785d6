"""`reviewer store rejected`: the rows that could not be taken."""

import argparse
import base64
from typing import TYPE_CHECKING, Any

from reviewer.cli.arguments import positive
from reviewer.cli.output import Output
from reviewer.cli.tables import table

if TYPE_CHECKING:
    from reviewer.domain.intake import StoredRefusal


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `rejected`."""
    _add_rejected(commands.add_parser("rejected", help="print refused rows", parents=[common]))


def _add_rejected(parser: argparse.ArgumentParser) -> None:
    parser.description = "Print the rows that were refused: where they stood and why."
    parser.epilog = "With --json, each row is there as it came."
    parser.add_argument("--limit", type=positive, metavar="N", help="most rows (default: all)")
    parser.set_defaults(command=print_rejected)


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
