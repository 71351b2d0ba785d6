"""Arguments that several commands take, and kinds of their values."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime

from reviewer.domain.moments import to_micros
from reviewer.errors import UsageError

MOST_DOLLARS = 1_000_000


def positive(text: str) -> int:
    """Return a whole number from 1, as typed."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def refuse_broken(values: Mapping[str, object]) -> None:
    """Refuse texts with bytes that are not UTF-8; a path is no text, and may have such bytes.

    Raises UsageError.
    """
    for value in values.values():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and _is_broken(text):
                raise UsageError(f"{text!a} is no text: some of its bytes are not UTF-8.")


def _is_broken(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def moment(text: str) -> int:
    """Return a moment in ISO 8601 as microseconds UTC; without a zone it is this computer's."""
    try:
        return to_micros(datetime.fromisoformat(text).astimezone(UTC))
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"{text!r} is no time such as 2026-12-01T09:00Z") from None


def share(text: str) -> float:
    """Return a number from 0 to 1, as typed."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0 to 1")
    return number


def add_map(parser: argparse.ArgumentParser) -> None:
    """Add `--map`."""
    parser.add_argument(
        "--map", action="append", default=[], metavar="OURS=THEIRS",
        help="say where a field is found, as in customer_message=customer.text (repeatable)",
    )  # fmt: skip


def dollars(text: str) -> int:
    """Return an amount of US dollars, as typed, in nanos."""
    from reviewer.domain.cost import nanos

    try:
        amount = float(text.removeprefix("$"))
    except ValueError:
        amount = -1.0
    if not 0 <= amount <= MOST_DOLLARS:
        raise argparse.ArgumentTypeError(f"{text!r} is no amount of US dollars, such as 2.50")
    return nanos(amount)


def add_provider(parser: argparse.ArgumentParser) -> None:
    """Add `--provider`."""
    parser.add_argument(
        "--provider", metavar="NAME", help="the provider that is asked (default: the usual one)"
    )


def add_spending(parser: argparse.ArgumentParser) -> None:
    """Add what says how much may be spent, and whether to ask before."""
    parser.add_argument(
        "--cap", type=dollars, metavar="DOLLARS",
        help="spend no more than this (default: the cap of a run in the settings)",
    )  # fmt: skip
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--estimate", action="store_true", help="only tell what it would cost; ask no model"
    )
    which.add_argument("-y", "--yes", action="store_true", help="do not ask before it starts")
