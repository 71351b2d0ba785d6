"""Finding a command by a few of its letters."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
_START, _RUN, _GAP = 10, 6, 1


def score(query: str, title: str) -> int | None:
    """How well the letters of `query` stand in `title`, in order; None where they do not.

    Letters at the start of words and letters side by side count more; 0 for an empty query.
    """
    wanted = query.casefold().replace(" ", "")
    points = _walk(wanted, title.casefold(), _next_or_word)
    return _walk(wanted, title.casefold(), _next) if points is None else points


def ranked(query: str, items: Iterable[tuple[str, T]]) -> Sequence[T]:
    """The items whose title matches, best first; in their own order where they are equal."""
    scored = [(score(query, title), len(title), item) for title, item in items]
    found = [(points, length, item) for points, length, item in scored if points is not None]
    if query.strip():
        found.sort(key=lambda entry: (-entry[0], entry[1]))
    return [item for _, _, item in found]


def _walk(wanted: str, title: str, find: Callable[[str, str, int], int]) -> int | None:
    total, at = 0, 0
    for letter in wanted:
        found = find(title, letter, at)
        if found < 0:
            return None
        total += _worth(title, found, at)
        at = found + 1
    return total


def _next(title: str, letter: str, at: int) -> int:
    return title.find(letter, at)


def _next_or_word(title: str, letter: str, at: int) -> int:
    """The next letter, or a later one that starts a word, unless the next continues a run."""
    following = title.find(letter, at)
    if following < 0 or (following == at and at > 0) or _starts_word(title, following):
        return following
    start = title.find(f" {letter}", at)
    return following if start < 0 else start + 1


def _worth(title: str, found: int, at: int) -> int:
    if found == at and at > 0:
        return _RUN
    return _START if _starts_word(title, found) else _GAP


def _starts_word(title: str, at: int) -> bool:
    return at == 0 or not title[at - 1].isalnum()
