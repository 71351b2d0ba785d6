"""Runs of the assistant over many replies, in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewer.domain.assistant import Provider, is_simulated
from reviewer.domain.cost import Estimate, money
from reviewer.domain.filters import Filter
from reviewer.domain.queue import Queue
from services.assistant.wishes import IMPROVE
from ui.models.moment_text import day_text

if TYPE_CHECKING:
    from services.assistant.batches import BatchOutcome

TITLES = {True: "Improve all in this filter", False: "Categorise failures"}
_QUEUES = {
    Queue.DUE: "due replies",
    Queue.SNOOZED: "snoozed replies",
    Queue.NEW: "new replies",
    Queue.REVIEWED: "reviewed replies",
    Queue.ALL: "replies",
}

#: Conditions whose value says nothing to a person, or is only “yes”.
_PLAIN = {
    "reviewer": "by the chosen reviewer",
    "cluster": "in the chosen cluster",
    "disagreement": "reviewers disagree",
    "flagged": "flagged",
    "put_off": "snoozed by somebody",
    "without_confidence": "without confidence",
}


def title_of(kind: str) -> str:
    """Return what a run of this kind is called."""
    return TITLES[kind == IMPROVE]


def scope_text(kind: str, wanted: Filter) -> str:
    """Return what a run is about, such as `All due replies (topic “bank”)`."""
    if kind != IMPROVE:
        return "All failures that nobody has categorised, whatever the filter, newest first."
    asked = {name: value for name, value in wanted.as_json().items() if name != "queue"}
    words = ", ".join(_asked(name, value) for name, value in asked.items())
    narrowed = f" ({words})" if words else ""
    return f"All {_QUEUES[wanted.queue]}{narrowed} that have an AI reply, newest first."


def _asked(name: str, value: object) -> str:
    """Return one condition of a filter in words."""
    if name in _PLAIN:
        return _PLAIN[name]
    if name in {"since", "until"} and isinstance(value, int):
        return f"{name} {day_text(value)}"
    return f"{name.replace('_', ' ')} “{value}”"


def provider_text(provider: Provider) -> str:
    """Return who is asked: `simulated-large at “simulated” (simulated)`."""
    judge = provider.judge_model
    scored = f", scored by {judge}" if judge and judge != provider.model else ""
    simulated = " · simulated" if is_simulated(provider.model) else ""
    return f"{provider.model} at “{provider.name}”{scored}{simulated}"


def estimate_text(estimate: Estimate) -> str:
    """Return what it will cost: `120 replies · 240 calls · about $0.31, at most $1.20`."""
    if not estimate.items:
        return "There is nothing left to do here."
    replies = f"{estimate.items:,} {'reply' if estimate.items == 1 else 'replies'}"
    if not estimate.calls:
        return f"{replies}: every answer is known already and costs nothing."
    calls = f"{estimate.calls:,} calls"
    if not estimate.priced:
        return f"{replies} · {calls} · nobody knows the price"
    return f"{replies} · {calls} · about {money(estimate.expected)}, at most {money(estimate.most)}"


def outcome_text(title: str, outcome: "BatchOutcome") -> str:
    """Return how a run came out: `Improving replies: 118 of 120 done, 2 failed, $0.31.`"""
    return f"{title}: {', '.join(_figures(outcome))}."


def _figures(outcome: "BatchOutcome") -> Iterator[str]:
    yield f"{outcome.done:,} of {outcome.asked:,} done"
    if outcome.from_cache:
        yield f"{outcome.from_cache:,} from cache"
    if outcome.failed:
        yield f"{outcome.failed:,} failed"
    if outcome.left:
        yield f"{outcome.left:,} left"
    yield money(outcome.cost)
