"""The command line: one sub-parser per topic, each beside the code that runs it."""

import argparse
from pathlib import Path
from typing import NoReturn

from reviewer import __version__
from reviewer.cli import (
    clusters,
    cost,
    demo,
    explain,
    improve,
    leaderboard,
    provider,
    reply,
    simulate,
    source,
    store,
    sync,
    triage,
    window,
)

TOPICS = (
    window,
    sync,
    source,
    triage,
    improve,
    explain,
    clusters,
    leaderboard,
    reply,
    provider,
    cost,
    store,
    demo,
    simulate,
)


class WrongUsage(Exception):
    """A command line that is none. `lines` tell how it goes, and at last what is wrong."""

    def __init__(self, parser: argparse.ArgumentParser, message: str) -> None:
        super().__init__(message)
        self.lines = (*parser.format_usage().splitlines(), f"{parser.prog}: error: {message}")


class _Parser(argparse.ArgumentParser):
    """A parser that leaves it to its caller how wrong usage is told."""

    def error(self, message: str) -> NoReturn:
        """Raise WrongUsage."""
        raise WrongUsage(self, message)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line. Parsing raises WrongUsage."""
    parser = _Parser(
        prog="reviewer",
        description="Turns an AI assistant's bad replies into a better assistant. "
        "Without a command, opens the window.",
        epilog="What a command takes: reviewer COMMAND --help",
        parents=[_common(defaults=True)],
    )
    parser.add_argument("--version", action="version", version=f"reviewer {__version__}")
    parser.set_defaults(command=window.open_window)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for topic in TOPICS:
        topic.add_commands(commands, _common(defaults=False))
    return parser


def _common(*, defaults: bool) -> argparse.ArgumentParser:
    """Return the options that stand before the command as well as behind it.

    Behind it they have no default, or it would overwrite what stood before.
    """
    common = argparse.ArgumentParser(add_help=False)
    group = common.add_argument_group("options of every command")
    nothing, off = (None, False) if defaults else (argparse.SUPPRESS, argparse.SUPPRESS)
    group.add_argument(
        "--store",
        type=Path,
        metavar="PATH",
        default=nothing,
        help="the store's file (default: reviewer.db among your own data)",
    )
    group.add_argument(
        "--plain",
        action="store_true",
        default=off,
        help="if a store has to be made, make it without encryption",
    )
    group.add_argument(
        "--json",
        action="store_true",
        default=off,
        help="print one JSON document instead of lines",
    )
    return common
