"""`reviewer triage decide`: one of the five decisions."""

import argparse
import sys
from typing import Any

from reviewer.cli.cases import ID, find_case
from reviewer.cli.output import Output
from reviewer.domain.review import FAILURE_CATEGORIES, SEVERITIES, Decision, Verdict
from reviewer.errors import UsageError


def add_command(inner: Any, common: argparse.ArgumentParser) -> None:
    """Add `triage decide`."""
    parser = inner.add_parser("decide", help="store a verdict", parents=[common])
    decisions, categories = [one.value for one in Decision], list(FAILURE_CATEGORIES)
    parser.add_argument("id", metavar="ID", help=ID)
    parser.add_argument(
        "--decision", choices=decisions, required=True, metavar="DECISION",
        help=", ".join(decisions),
    )  # fmt: skip
    parser.add_argument(
        "--reply", metavar="TEXT", help="the better reply, for edited; - reads it from the input"
    )
    parser.add_argument(
        "--category", choices=categories, metavar="CATEGORY",
        help=f"why the reply failed: {', '.join(categories)}",
    )  # fmt: skip
    parser.add_argument("--note", metavar="TEXT", help="a note for colleagues")
    parser.add_argument(
        "--severity", type=int, choices=SEVERITIES, help="how grave: 1 small, 2 serious, 3 grave"
    )
    parser.add_argument("--flag", action="store_true", help="bring it before the lead")
    parser.set_defaults(command=decide)


def decide(parsed: argparse.Namespace, out: Output) -> None:
    """Store a verdict on one interaction."""
    from reviewer.cli.session import open_desk

    reply = sys.stdin.read() if parsed.reply == "-" else parsed.reply
    if parsed.decision == Decision.EDITED and not (reply or "").strip():
        raise UsageError("--decision edited needs the better reply: --reply TEXT.")
    verdict = Verdict(
        Decision(parsed.decision), reply, parsed.category, parsed.note,
        severity=parsed.severity, flagged=parsed.flag,
    )  # fmt: skip
    with open_desk(parsed) as desk:
        decided = desk.decide(find_case(desk, parsed.id).interaction.id, verdict).result()
    document = {
        "id": str(decided.review_id),
        "interaction_id": str(decided.interaction_id),
        "decision": verdict.decision.value,
        "feedback": verdict.decision.feedback,
        "action_id": str(decided.action.id),
    }
    out.document(document, [f"{verdict.decision.label}: kept as review {decided.review_id}."])
