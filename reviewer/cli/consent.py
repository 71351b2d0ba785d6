"""What a run will cost, told before it starts; on a terminal the person is asked."""

import sys
from typing import TYPE_CHECKING, Any

from reviewer.cli.output import Output, hint
from reviewer.domain.cost import dollars, money

if TYPE_CHECKING:
    from reviewer.domain.assistant import Provider
    from reviewer.domain.cost import Estimate

#: So many calls are made without a word about their cost.
FEW_CALLS = 5


def consented(
    out: Output, estimate: "Estimate", provider: "Provider", cap: int, *, yes: bool
) -> bool:
    """Tell what a run will cost, and whether it may start. `cap` is in nanos.

    Where nobody is at a terminal it may: its cap holds.
    """
    if estimate.calls <= FEW_CALLS:
        return True
    attended = sys.stdin.isatty() and sys.stderr.isatty()
    if attended or not out.as_json:
        hint(estimate_line(estimate, provider))
        if estimate.expected > cap:
            hint(f"It stops before it has cost {money(cap)}; --cap sets another limit.")
    return yes or not attended or _asked()


def _asked() -> bool:
    sys.stderr.write("Go on? [y/N]: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in {"y", "yes"}


def estimate_line(estimate: "Estimate", provider: "Provider") -> str:
    """Return what a run will cost as a person reads it."""
    calls = f"{estimate.items:,} replies, {estimate.calls:,} calls of {provider.model}"
    known = f"about {money(estimate.expected)}, at most {money(estimate.most)}"
    cost = known if estimate.priced else "a price nobody knows"
    return f"{calls} at “{provider.name}”{mark(provider.model)}: {cost}."


def mark(model: str) -> str:
    """Return what tells that a model is only simulated; nothing for others."""
    from reviewer.domain.assistant import is_simulated

    return " (simulated)" if is_simulated(model) else ""


def estimate_json(estimate: "Estimate", provider: "Provider") -> dict[str, Any]:
    """Return the estimate as commands print it, in US dollars."""
    from reviewer.domain.assistant import is_simulated

    return {
        "items": estimate.items,
        "calls": estimate.calls,
        "expected": dollars(estimate.expected),
        "most": dollars(estimate.most),
        "priced": estimate.priced,
        "provider": provider.name,
        "model": provider.model,
        "simulated": is_simulated(provider.model),
    }
