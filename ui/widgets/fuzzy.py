"""Finding a command by a few of its letters."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
_START, _RUN, _GAP = 10, 6, 1


def score(query: str, title: str) -> int | None:
    """How well the letters of `query` stand in `title`, in order; None where they do not.

    Letters at the start of words and letters side by side count more; 0 for an empty query.
    """
    letters, total, at, last = title.casefold(), 0, 0, -2
    for letter in query.casefold().replace(" ", ""):
        found = _best(letters, letter, at, last)
        if found < 0:
            return None
        total += _worth(letters, found, last)
        at, last = found + 1, found
    return total


def ranked(query: str, items: Iterable[tuple[str, T]]) -> Sequence[T]:
    """The items whose title matches, best first; in their own order where they are equal."""
    scored = [(score(query, title), len(title), item) for title, item in items]
    found = [(points, length, item) for points, length, item in scored if points is not None]
    if query.strip():
        found.sort(key=lambda entry: (-entry[0], entry[1]))
    return [item for _, _, item in found]


def _best(title: str, letter: str, at: int, last: int) -> int:
    """The next letter, or a later one that starts a word, unless the next continues a run."""
    following = title.find(letter, at)
    if following < 0 or following == last + 1:
        return following
    start = title.find(f" {letter}", max(at - 1, 0))
    return following if start < 0 or _starts_word(title, following) else start + 1


def _worth(title: str, at: int, last: int) -> int:
    if at == last + 1:
        return _RUN
    return _START if _starts_word(title, at) else _GAP


def _starts_word(title: str, at: int) -> bool:
    return at == 0 or not title[at - 1].isalnum()
