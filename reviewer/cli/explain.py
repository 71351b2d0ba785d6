"""`reviewer explain` and `reviewer categorise`: why a reply, why it failed, of which kind it is."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reviewer.cli import improve_many
from reviewer.cli.arguments import add_provider, add_spending, positive
from reviewer.cli.cases import ID, find_case
from reviewer.cli.consent import mark
from reviewer.cli.output import Output
from reviewer.cli.printing import indented
from reviewer.domain.review import FAILURE_CATEGORIES
from reviewer.errors import NotPossible

if TYPE_CHECKING:
    from reviewer.domain.improvement import ExplanationKind
    from services.assistant.explaining import Explained


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add both commands."""
    explain = commands.add_parser(
        "explain", help="ask why the assistant replied as it did", parents=[common]
    )
    explain.add_argument("id", metavar="ID", help=ID)
    explain.add_argument("--failure", action="store_true", help="ask why the reply failed")
    add_provider(explain)
    explain.add_argument("--fresh", action="store_true", help="ask although it is known")
    explain.set_defaults(command=explain_one)
    categorise = commands.add_parser(
        "categorise",
        help="let the assistant sort failures by kind",
        description="Gives failures that nobody has categorised a category: one, or all of them, "
        "the newest first. What a person says counts more.",
        parents=[common],
    )
    categorise.add_argument("id", metavar="ID", nargs="?", help=ID)
    categorise.add_argument("--limit", type=positive, metavar="N", help="at most so many")
    add_provider(categorise)
    add_spending(categorise)
    categorise.set_defaults(command=categorise_failures, fresh=False)


def explain_one(parsed: argparse.Namespace, out: Output) -> None:
    """Explain one reply, or its failure. Raises NotPossible where the model gives nothing."""
    from reviewer.domain.improvement import ExplanationKind

    _explain(ExplanationKind.FAILURE if parsed.failure else ExplanationKind.REPLY, parsed, out)


def categorise_failures(parsed: argparse.Namespace, out: Output) -> int:
    """Categorise one failure, or those that nobody has categorised."""
    from reviewer.domain.filters import Filter
    from reviewer.domain.improvement import ExplanationKind

    if parsed.id is None:
        return improve_many.run_many("categorise", parsed, out, Filter())
    _explain(ExplanationKind.CATEGORY, parsed, out)
    return 0


def _explain(kind: "ExplanationKind", parsed: argparse.Namespace, out: Output) -> None:
    from reviewer.cli.progress import follow
    from reviewer.cli.session import open_bench
    from services.assistant.explaining import Explained

    with open_bench(parsed) as bench:
        case = find_case(bench.desk, parsed.id)
        job = bench.assistant.parts.desk.explain(
            kind, case.interaction.id, provider=parsed.provider, fresh=parsed.fresh
        )
        match follow(job):
            case Explained() as explained:
                out.document(_document(explained), _lines(explained))
            case no_answer:
                raise NotPossible(no_answer.sentence)


def _document(explained: "Explained") -> dict[str, Any]:
    from reviewer.domain.assistant import is_simulated
    from reviewer.domain.cost import dollars

    said = explained.explanation
    return {
        "interaction_id": str(said.interaction_id),
        "kind": said.kind.value,
        "explanation": said.text,
        "points": list(said.points),
        "category": said.category,
        "caution": said.caution,
        "cost": dollars(explained.cost),
        "from_cache": explained.from_cache,
        "model": said.model,
        "prompt_used": said.prompt_used,
        "simulated": is_simulated(said.model),
    }


def _lines(explained: "Explained") -> Iterator[str]:
    from reviewer.domain.cost import money

    said = explained.explanation
    paid = "already known" if explained.from_cache else money(explained.cost)
    yield f"EXPLANATION by {said.model}{mark(said.model)}, {paid}"
    yield from indented(said.text)
    for point in said.points:
        yield from indented(point, "  - ")
    if said.category:
        yield f"  category: {FAILURE_CATEGORIES.get(said.category, said.category)}"
    if said.caution:
        yield from indented(said.caution, "  caution: ")
