"""Options that narrow a list of interactions, and the filter that they give."""

import argparse
from typing import Any

from reviewer.cli.arguments import moment, share
from reviewer.domain.filters import Filter
from reviewer.domain.queue import Queue
from reviewer.domain.review import FAILURE_CATEGORIES, Decision

_CATEGORIES, _DECISIONS = list(FAILURE_CATEGORIES), [one.value for one in Decision]
_VALUE: dict[str, Any] = {"metavar": "VALUE"}
_TIME: dict[str, Any] = {"metavar": "TIME", "type": moment}
_SHARE: dict[str, Any] = {"metavar": "NUMBER", "type": share}
_SWITCH: dict[str, Any] = {"action": "store_true"}

#: Fields of a filter that the command line knows, with how each is asked for.
NARROWED: dict[str, tuple[str, dict[str, Any]]] = {
    "words": ("only with these words in message or replies", _VALUE),
    "topic": ("only of this topic", _VALUE),
    "assistant_version": ("only of this version of the assistant", _VALUE),
    "channel": ("only of this channel", _VALUE),
    "language": ("only in this language", _VALUE),
    "feedback": ("only with this effective feedback", {"choices": ("yes", "no")}),
    "decision": (
        f"only decided so: {', '.join(_DECISIONS)}",
        {"choices": _DECISIONS, "metavar": "DECISION"},
    ),
    "category": (
        f"only with this failure category: {', '.join(_CATEGORIES)}",
        {"choices": _CATEGORIES, "metavar": "CATEGORY"},
    ),
    "tag": ("only with this tag", _VALUE),
    "flagged": ("only what is flagged to the lead", _SWITCH),
    "put_off": ("only what somebody snoozed", _SWITCH),
    "disagreement": ("only where two reviewers disagree", _SWITCH),
    "confidence_from": ("only with at least this confidence, 0..1", _SHARE),
    "confidence_below": ("only with less than this confidence, 0..1", _SHARE),
    "without_confidence": ("only where no confidence is known", _SWITCH),
    "since": ("only from this time on, such as 2026-12-01", _TIME),
    "until": ("only before this time", _TIME),
}


def add_narrowing(parser: argparse.ArgumentParser) -> None:
    """Add an option per field."""
    for name, (meaning, how) in NARROWED.items():
        parser.add_argument(f"--{name.replace('_', '-')}", help=meaning, **how)


def conditions(parsed: argparse.Namespace) -> dict[str, Any]:
    """Return the fields of a filter that somebody has asked for."""
    given = {name: getattr(parsed, name) for name in NARROWED}
    return {
        name: value
        for name, value in given.items()
        if value is not None and value is not False and value != ""
    }


def narrowed(parsed: argparse.Namespace, queue: Queue = Queue.ALL) -> Filter:
    """Return the filter that was asked for."""
    return Filter(queue=queue, **conditions(parsed))
