"""Options that narrow a list of interactions, and the filter that they give."""

import argparse

from reviewer.domain.filters import Filter
from reviewer.domain.queue import Queue

#: Fields of a filter that the command line knows.
NARROWED = {
    "words": "only with these words in message or replies",
    "topic": "only of this topic",
    "assistant_version": "only of this version of the assistant",
    "channel": "only of this channel",
    "language": "only in this language",
    "feedback": "only with this effective feedback: yes or no",
    "category": "only with this failure category",
    "tag": "only with this tag",
}


def add_narrowing(parser: argparse.ArgumentParser) -> None:
    """Add an option per field."""
    for name, meaning in NARROWED.items():
        parser.add_argument(f"--{name.replace('_', '-')}", metavar="VALUE", help=meaning)


def narrowed(parsed: argparse.Namespace, queue: Queue = Queue.ALL) -> Filter:
    """Return the filter that was asked for."""
    asked = {name: getattr(parsed, name) for name in NARROWED if getattr(parsed, name)}
    return Filter(queue=queue, **asked)
