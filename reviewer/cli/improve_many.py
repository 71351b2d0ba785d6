"""Runs of the assistant over many interactions, on the command line."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reviewer.cli.consent import consented, estimate_json, estimate_line, mark
from reviewer.cli.narrowing import conditions, narrowed
from reviewer.cli.output import Output, hint
from reviewer.domain.cost import dollars, money, nanos
from reviewer.domain.filters import Filter
from reviewer.domain.queue import Queue

if TYPE_CHECKING:
    from reviewer.domain.assistant import Provider
    from services.assistant.batches import BatchOutcome
    from services.assistant.wishes import Wish
    from services.workbench import Workbench

#: What is done to an item, and how a person calls what came of it.
_DONE = {"improve": "improved", "categorise": "categorised"}


def improve_many(parsed: argparse.Namespace, out: Output) -> int:
    """Improve all replies that fit; exit code 1 where it stopped early, or nothing came of it."""
    return run_many("improve", parsed, out, _wanted(parsed))


def _wanted(parsed: argparse.Namespace) -> Filter:
    """Return what was asked for; with no condition at all it is what failed."""
    if parsed.queue is None and not conditions(parsed):
        return Filter(feedback="no")
    return narrowed(parsed, Queue(parsed.queue) if parsed.queue else Queue.ALL)


def run_many(kind: str, parsed: argparse.Namespace, out: Output, wanted: Filter) -> int:
    """Run the assistant over all that fit, after telling what it will cost."""
    from reviewer.cli.session import open_bench
    from services.assistant.wishes import Wish

    wish = Wish(wanted, parsed.limit, parsed.provider, parsed.cap)
    with open_bench(parsed) as bench:
        provider = bench.assistant.parts.providers.find(parsed.provider)
        return _Round(kind, bench, provider, out).run(wish, parsed)


class _Round:
    """One run on the command line."""

    def __init__(self, kind: str, bench: "Workbench", provider: "Provider", out: Output) -> None:
        self._kind = kind
        self._bench = bench
        self._provider = provider
        self._out = out

    def run(self, wish: "Wish", parsed: argparse.Namespace) -> int:
        from reviewer.cli.progress import follow

        sweeps = self._bench.assistant.parts.sweeps
        estimate = follow(sweeps.estimate(self._kind, wish))
        if parsed.estimate:
            line = estimate_line(estimate, self._provider)
            self._out.document(estimate_json(estimate, self._provider), [line])
            return 0
        if not consented(self._out, estimate, self._provider, self._cap(wish), yes=parsed.yes):
            hint("Nothing was asked.")
            return 0
        outcome = follow(sweeps.run(self._kind, wish))
        self._out.document(self._document(outcome), self._lines(outcome))
        return _ending(outcome)

    def _cap(self, wish: "Wish") -> int:
        from services.settings import RUN_BUDGET

        return nanos(self._bench.settings.get(RUN_BUDGET)) if wish.cap is None else wish.cap

    def _document(self, outcome: "BatchOutcome") -> dict[str, Any]:
        from reviewer.domain.assistant import is_simulated

        return {
            "asked": outcome.asked,
            _DONE[self._kind]: outcome.done,
            "failed": outcome.failed,
            "left": outcome.left,
            "from_cache": outcome.from_cache,
            "cost": dollars(outcome.cost),
            "problems": [{"problem": text, "items": count} for text, count in outcome.problems],
            "stopped": outcome.stopped,
            "run_id": str(outcome.run_id),
            "provider": self._provider.name,
            "model": self._provider.model,
            "simulated": is_simulated(self._provider.model),
        }

    def _lines(self, outcome: "BatchOutcome") -> Iterator[str]:
        done = _DONE[self._kind]
        yield (
            f"{done.capitalize()} {outcome.done:,} of {outcome.asked:,} replies with "
            f"{self._provider.model}{mark(self._provider.model)}: {outcome.from_cache:,} without a "
            f"request, {outcome.failed:,} failed, {outcome.left:,} left, {money(outcome.cost)}."
        )
        for problem, count in outcome.problems:
            yield f"  {count:,}: {problem}"


def _ending(outcome: "BatchOutcome") -> int:
    """Say why a run is no success, if it is none, and return its exit code."""
    if outcome.stopped is not None:
        hint(f"reviewer: {outcome.stopped} The same command goes on with the rest.")
        return 1
    if outcome.failed and outcome.failed == outcome.asked:
        hint(f"reviewer: {outcome.problems[0][0]}")
        return 1
    return 0
