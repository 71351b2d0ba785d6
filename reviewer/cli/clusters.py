"""`reviewer clusters`: failures in groups, with what each teaches."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from reviewer.cli.arguments import add_provider, dollars
from reviewer.cli.consent import FEW_CALLS, mark
from reviewer.cli.output import Output, hint
from reviewer.cli.tables import table
from reviewer.errors import NotPossible, UsageError

if TYPE_CHECKING:
    from reviewer.domain.cluster import FailureCluster
    from services.assistant.parts import Assistant
    from services.workbench import Workbench

#: Characters of an id that a table shows, and that are enough to name a cluster.
SHORT_ID = 8


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add `clusters`."""
    parser = commands.add_parser(
        "clusters",
        help="show failures in groups of the same matter",
        description="Shows the groups of failures of the last weeks, the largest first; they are "
        "found on this machine, without a model. Each gives a caution to later prompts.",
        parents=[common],
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--find", action="store_true", help="group the failures anew")
    what.add_argument("--fixed", metavar="ID", help="mark a cluster as fixed: wakes what waits")
    what.add_argument("--reopen", metavar="ID", help="take that back")
    parser.add_argument(
        "--name", action="store_true", help="let the assistant name those that only words name"
    )
    parser.add_argument("--cap", type=dollars, metavar="DOLLARS", help="spend no more on names")
    add_provider(parser)
    parser.set_defaults(command=print_clusters)


def print_clusters(parsed: argparse.Namespace, out: Output) -> int:
    """Print the clusters, after what else was asked for; they are found if they never were."""
    from reviewer.cli.session import open_bench

    with open_bench(parsed) as bench:
        parts = bench.assistant.parts
        _find(parts, parsed.find)
        _mark(parts, parsed)
        problems = _name(bench, parsed) if parsed.name else ()
        found = parts.clusters.latest()
    out.document([cluster.as_json() for cluster in found], _lines(found))
    for problem in problems:
        hint(f"reviewer: {problem}")
    return 1 if problems else 0


def _find(parts: "Assistant", anew: bool) -> None:
    from reviewer.cli.progress import follow

    if anew or not parts.clusters.latest():
        follow(parts.clusters.find())


def _mark(parts: "Assistant", parsed: argparse.Namespace) -> None:
    if parsed.fixed:
        parts.clusters.mark_fixed(_meant(parts, parsed.fixed)).result()
    if parsed.reopen:
        parts.clusters.reopen(_meant(parts, parsed.reopen)).result()


def _meant(parts: "Assistant", given: str) -> UUID:
    """Return the cluster of an id, or of its end. Raises NotPossible, UsageError."""
    found = [one.id for one in parts.clusters.latest() if str(one.id).endswith(given.lower())]
    if not found:
        raise NotPossible(f"There is no cluster {given}. Print them with “reviewer clusters”.")
    if len(found) > 1:
        raise UsageError(f"More than one cluster's id ends in {given}. Give more of it.")
    return found[0]


def _name(bench: "Workbench", parsed: argparse.Namespace) -> Sequence[str]:
    from reviewer.cli.progress import follow
    from reviewer.domain.cost import money

    names = bench.assistant.parts.cluster_names
    provider = bench.assistant.parts.providers.find(parsed.provider)
    calls = len(names.nameless())
    if calls > FEW_CALLS and not parsed.json:
        hint(
            f"{calls:,} calls of {provider.model}{mark(provider.model)}, a fraction of a cent each."
        )
    named = follow(names.name(parsed.provider, parsed.cap))
    if not parsed.json:
        hint(
            f"Named {named.named:,} of {named.asked:,} clusters with {provider.model}"
            f"{mark(provider.model)}, {money(named.cost)}."
        )
    return named.problems


def _lines(found: "Sequence[FailureCluster]") -> Iterator[str]:
    if not found:
        yield "There are no failures to group yet: feedback “no” makes one."
        return
    yield f"Week of {found[0].week}"
    rows = (
        (
            str(one.id)[-SHORT_ID:],
            f"{one.size:,}",
            "new" if one.trend is None else f"×{one.trend:.1f}",
            "fixed" if one.fixed_at else "",
            f"{one.label}{_origin(one)}: {', '.join(one.keywords)}",
        )
        for one in found
    )
    yield from table(("id", "failures", "trend", "", "label and words"), rows)


def _origin(cluster: "FailureCluster") -> str:
    return " (simulated)" if cluster.label_origin == "simulated" else ""
