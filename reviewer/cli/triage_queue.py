"""`reviewer triage list`: a queue, narrowed as somebody asks."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reviewer.cli.arguments import positive
from reviewer.cli.narrowing import add_narrowing, narrowed
from reviewer.cli.output import Output
from reviewer.cli.printing import terminal_width
from reviewer.cli.tables import table
from reviewer.domain.filters import Filter, PersonFacet
from reviewer.domain.moments import iso_utc
from reviewer.domain.queue import Order, Queue
from reviewer.errors import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from reviewer.domain.interaction import Interaction
    from reviewer.domain.queue import QueueItem
    from services.triage.desk import TriageDesk

PAGE = 500
#: Columns of a terminal from which on a queue's line has room for topic and version.
ROOMY = 110


def add_command(inner: Any, common: argparse.ArgumentParser) -> None:
    """Add `triage list`."""
    parser = inner.add_parser("list", help="print a queue", parents=[common])
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


def print_queue(parsed: argparse.Namespace, out: Output) -> None:
    """Print the first items of a queue."""
    from reviewer.cli.session import open_desk

    with open_desk(parsed) as desk:
        queue, order = Queue(parsed.queue), Order(parsed.order)
        wanted = replace(narrowed(parsed), reviewer=_reviewer(desk, parsed.reviewer))
        found = list(_items(desk, queue, order, parsed.limit, wanted))
    out.document([item_json(*one) for one in found], _item_lines(found, queue))


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


def item_json(interaction: "Interaction", standing: "QueueItem") -> dict[str, Any]:
    """Return an interaction with where it stands, as JSON."""
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
    return (one.id, confidence_text(at.confidence), *beside, at.excerpt)


def confidence_text(confidence: float | None) -> str:
    """Return a confidence in two digits; a dash where there is none."""
    return "–" if confidence is None else f"{confidence:.2f}"
