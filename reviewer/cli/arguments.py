"""Kinds of values that arguments take."""

import argparse


def positive(text: str) -> int:
    """Return a whole number from 1, as typed."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)
