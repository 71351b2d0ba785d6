"""Counts in as few characters as one can still tell them by."""

from collections.abc import Iterator


def short_number(count: int) -> str:
    """Return a count in at most four characters: `999`, `1.2k`, `12k`, `1.2M`; cut, not rounded."""
    if count < 1_000:
        return str(count)
    return next(_shortened(count))


def _shortened(count: int) -> Iterator[str]:
    for unit, letter in ((1_000_000_000, "G"), (1_000_000, "M"), (1_000, "k")):
        if count >= unit:
            whole, tenths = count // unit, count * 10 // unit % 10
            yield f"{whole}.{tenths}{letter}" if whole < 10 else f"{whole}{letter}"
