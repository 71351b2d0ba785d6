"""Arguments that several commands take, and kinds of their values."""

import argparse


def positive(text: str) -> int:
    """Return a whole number from 1, as typed."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def add_map(parser: argparse.ArgumentParser) -> None:
    """Add `--map`."""
    parser.add_argument(
        "--map", action="append", default=[], metavar="OURS=THEIRS",
        help="say where a field is found, as in customer_message=customer.text (repeatable)",
    )  # fmt: skip
