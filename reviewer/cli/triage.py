"""`reviewer triage`: the queues and the five decisions, without a window."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reviewer.cli import triage_figures, triage_gestures
from reviewer.cli.arguments import positive
from reviewer.cli.cases import ID, find_case
from reviewer.cli.narrowing import add_narrowing, narrowed
from reviewer.cli.output import Output
from reviewer.cli.printing import indented, minute_utc, terminal_width
from reviewer.cli.tables import table
from reviewer.domain.filters import Filter, PersonFacet
from reviewer.domain.moments import iso_utc
from reviewer.domain.queue import Order, Queue
from reviewer.domain.review import FAILURE_CATEGORIES, SEVERITIES, Decision, Verdict
from reviewer.errors import NotPossible, UsageError

if TYPE_CHECKING:
    from uuid import UUID

    from reviewer.domain.interaction import Interaction
    from reviewer.domain.queue import QueueItem
    from reviewer.domain.review import Review
    from reviewer.domain.snooze import StoredSnooze
    from services.triage.desk import Case, TriageDesk

PAGE = 500
#: Columns of a terminal from which on a queue's line has room for topic and version.
ROOMY = 110


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `triage` with its own commands."""
    topic = commands.add_parser("triage", help="work on the queues", parents=[common])
    inner = topic.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_list(inner.add_parser("list", help="print a queue", parents=[common]))
    _add_show(inner.add_parser("show", help="print one interaction whole", parents=[common]))
    _add_decide(inner.add_parser("decide", help="store a verdict", parents=[common]))
    for more in (triage_gestures, triage_figures):
        more.add_commands(inner, common)


def _add_list(parser: argparse.ArgumentParser) -> None:
    queues = [queue.value for queue in Queue]
    orders = [order.value for order in Order]
    parser.add_argument("--queue", choices=queues, default="due", help="default: due")
    parser.add_argument("--order", choices=orders, default="oldest", help="default: oldest")
    parser.add_argument(
        "--limit", type=positive, metavar="N", default=20, help="most items (default: 20)"
    )
    add_narrowing(parser)
    parser.add_argument("--reviewer", metavar="NAME", help="only what this person has reviewed")
    parser.set_defaults(command=print_queue)


def _add_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=ID)
    parser.set_defaults(command=print_case)


def _add_decide(parser: argparse.ArgumentParser) -> None:
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


def print_queue(parsed: argparse.Namespace, out: Output) -> None:
    """Print the first items of a queue."""
    from reviewer.cli.session import open_desk

    with open_desk(parsed) as desk:
        queue, order = Queue(parsed.queue), Order(parsed.order)
        wanted = replace(narrowed(parsed), reviewer=_reviewer(desk, parsed.reviewer))
        found = list(_items(desk, queue, order, parsed.limit, wanted))
    out.document([_item_json(*one) for one in found], _item_lines(found, queue))


def _reviewer(desk: "TriageDesk", name: str | None) -> "UUID | None":
    """Return the id of the reviewer of this name. Raises NotPossible where nobody has it."""
    if name is None:
        return None
    people = desk.furnish().facets.values("reviewer", Filter())
    found = [one for one in people if isinstance(one, PersonFacet) and one.name == name]
    if found:
        return found[0].id
    raise NotPossible(f"Nobody called “{name}” has reviewed anything in this store.")


def _items(
    desk: "TriageDesk", queue: Queue, order: Order, limit: int, wanted: "Filter"
) -> "Iterator[tuple[Interaction, QueueItem]]":
    after = None
    while limit > 0:
        page = desk.page(queue, order, min(limit, PAGE), after, wanted)
        yield from desk.interactions(page)
        limit -= len(page.items)
        after = page.after
        if after is None:
            return


def _item_json(interaction: "Interaction", standing: "QueueItem") -> dict[str, Any]:
    return interaction.as_json() | {
        "queue": standing.state.name.lower(),
        "snoozed_by": None if standing.stay is None else standing.stay.name.lower(),
        "decision": standing.decision,
        "effective_feedback": standing.feedback,
        "confidence_origin": standing.confidence_origin or "unavailable",
        "effective_confidence": standing.confidence,
        "due_at": None if not standing.due_at else iso_utc(standing.due_at),
        "woken_by": standing.woken_by,
        "returns": standing.returns,
        "category": standing.category,
        "tags": list(standing.tags),
        "flagged": standing.flagged,
    }


def _item_lines(found: "list[tuple[Interaction, QueueItem]]", queue: Queue) -> list[str]:
    if not found:
        return [f"The queue “{queue.value}” is empty."]
    facts = ("topic", "version") if terminal_width() >= ROOMY else ()
    heads = ("id", "conf.", *facts, "customer message")
    return table(heads, (_item_cells(*one, facts=bool(facts)) for one in found))


def _item_cells(one: "Interaction", at: "QueueItem", *, facts: bool) -> tuple[object, ...]:
    beside = (one.topic, one.assistant_version) if facts else ()
    return (one.id, _confidence(at.confidence), *beside, at.excerpt)


def _confidence(confidence: float | None) -> str:
    return "–" if confidence is None else f"{confidence:.2f}"


def print_case(parsed: argparse.Namespace, out: Output) -> None:
    """Print one interaction with its reviews."""
    from reviewer.cli.session import open_desk

    with open_desk(parsed) as desk:
        case = find_case(desk, parsed.id)
    document = _item_json(case.interaction, case.standing)
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
    known = f"confidence {_confidence(at.confidence)} ({at.confidence_origin})"
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
