"""`reviewer triage show`: one interaction whole, with what was decided on it."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reviewer.cli.cases import ID, find_case
from reviewer.cli.output import Output
from reviewer.cli.printing import indented, minute_utc
from reviewer.cli.triage_queue import confidence_text, item_json
from reviewer.domain.moments import iso_utc
from reviewer.domain.review import Decision

if TYPE_CHECKING:
    from reviewer.domain.review import Review
    from reviewer.domain.snooze import StoredSnooze
    from services.triage.desk import Case


def add_command(inner: Any, common: argparse.ArgumentParser) -> None:
    """Add `triage show`."""
    parser = inner.add_parser("show", help="print one interaction whole", parents=[common])
    parser.add_argument("id", metavar="ID", help=ID)
    parser.set_defaults(command=print_case)


def print_case(parsed: argparse.Namespace, out: Output) -> None:
    """Print one interaction with its reviews."""
    from reviewer.cli.session import open_desk

    with open_desk(parsed) as desk:
        case = find_case(desk, parsed.id)
    document = item_json(case.interaction, case.standing)
    document["reviews"] = [_review_json(review) for review in case.reviews]
    document["snoozes"] = [_snooze_json(snooze) for snooze in case.snoozes]
    out.document(document, _case_lines(case))


def _review_json(review: "Review") -> dict[str, Any]:
    return {
        "id": str(review.id),
        "decision": review.decision.value,
        "final_reply": review.final_reply,
        "feedback": review.feedback,
        "category": review.category,
        "severity": review.severity,
        "flagged": review.flagged,
        "note": review.note,
        "reviewer": review.reviewer,
        "at": iso_utc(review.at),
        "standing": review.standing,
        "changed_since": review.changed_since,
    }


def _snooze_json(stored: "StoredSnooze") -> dict[str, Any]:
    return {
        "id": str(stored.id),
        "until": iso_utc(stored.snooze.until),
        "on": sorted(stored.snooze.wake_on),
        "reason": stored.snooze.reason,
        "reviewer": stored.reviewer,
        "at": iso_utc(stored.at),
        "standing": stored.standing,
    }


def _case_lines(case: "Case") -> Iterator[str]:
    one = case.interaction
    yield str(one.id)
    yield _joined(f"{one.source_key}: {one.external_id}", one.conversation_id, one.channel)
    yield _joined(one.topic, one.assistant_version, one.language, minute_utc(one.created_at))
    yield _standing(case)
    for turn in one.context:
        yield from _labelled(f"earlier, {turn.role}", turn.text)
    yield from _labelled("customer", one.customer_message)
    yield from _labelled("AI reply", one.ai_reply)
    yield from _labelled("agent reply", one.agent_reply)
    for review in case.reviews:
        yield from _review_lines(review)
    for snooze in case.snoozes:
        yield from _snooze_lines(snooze)


def _joined(*facts: str | None) -> str:
    return " · ".join(fact for fact in facts if fact)


def _standing(case: "Case") -> str:
    at = case.standing
    stay = "" if at.stay is None else f" ({at.stay.name.lower()})"
    known = f"confidence {confidence_text(at.confidence)} ({at.confidence_origin})"
    confidence = "confidence unavailable" if at.confidence is None else known
    feedback = f"feedback {at.feedback}" if at.feedback else "no feedback"
    back = f"returned {at.returns} times" if at.returns > 1 else None
    marks = ", ".join(at.tags) or None
    return _joined(f"{at.state.name.lower()}{stay}", confidence, feedback, back, marks)


def _labelled(label: str, text: str | None) -> Iterator[str]:
    yield ""
    yield label.upper()
    yield from indented(text or "–")


def _review_lines(review: "Review") -> Iterator[str]:
    mark = "" if review.standing else ", undone"
    changed = ", the texts changed since" if review.changed_since else ""
    yield ""
    yield f"REVIEW {minute_utc(review.at)}, {review.reviewer}{mark}{changed}"
    yield _joined(f"  {review.decision.label}", review.category)
    yield from indented(review.note or "", "  note: ") if review.note else ()
    if review.decision is Decision.EDITED:
        yield from indented(review.final_reply or "")


def _snooze_lines(stored: "StoredSnooze") -> Iterator[str]:
    mark = "" if stored.standing else ", undone"
    ends = [minute_utc(stored.snooze.until), *sorted(stored.snooze.wake_on)]
    yield ""
    yield f"SNOOZED {minute_utc(stored.at)}, {stored.reviewer}{mark}"
    yield f"  until {' or '.join(end for end in ends if end)}"
    yield from indented(stored.snooze.reason or "") if stored.snooze.reason else ()
