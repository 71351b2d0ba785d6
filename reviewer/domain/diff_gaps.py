"""Which code points a change of words covers: what becomes of the white space around them."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from reviewer.domain.diff_cleanup import Hunk
from reviewer.domain.diff_tokens import Words

#: White space one by one, CR and LF together, and the words between as one part.
_PARTS = re.compile(r"(?s:\r\n|\s|\S(?:.*\S)?)")


class Change(NamedTuple):
    """The half-open range of the old text that a range of the new one replaces, in code points.

    With an empty old range it is an insertion, with an empty new range a deletion.
    """

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def exact_changes(hunks: Iterable[Hunk], old: Words, new: Words) -> Iterator[Change]:
    """Yield the changes that the hunks of words stand for, and those of white space alone."""
    for hunk in _with_uneven_gaps(hunks, old, new):
        old_start, old_end, new_start, new_end = hunk
        if old_start < old_end and new_start < new_end:
            yield _replacement(hunk, old, new)
        elif old.gap(old_start) == new.gap(new_start):
            starts = old.starts[old_start], old.starts[old_end]
            yield Change(*starts, new.starts[new_start], new.starts[new_end])
        else:
            yield _uneven_addition(hunk, old, new)


def _with_uneven_gaps(hunks: Iterable[Hunk], old: Words, new: Words) -> Iterator[Hunk]:
    """Yield the hunks and, as empty hunks, the places where only the white space differs."""
    i = j = 0
    for hunk in hunks:
        yield from _uneven_gaps(i, j, hunk[0] - i, old, new)
        yield hunk
        i, j = hunk[1] + 1, hunk[3] + 1
    yield from _uneven_gaps(i, j, len(old.starts) - i, old, new)


def _uneven_gaps(i: int, j: int, count: int, old: Words, new: Words) -> Iterator[Hunk]:
    """Compare so many gaps from the i-th and the j-th, and the equal words between them."""
    if not count or _stretch(old, i, count) == _stretch(new, j, count):
        return
    for old_gap, new_gap in zip(range(i, i + count), range(j, j + count), strict=True):
        if old.gap(old_gap) != new.gap(new_gap):
            yield old_gap, old_gap, new_gap, new_gap


def _stretch(words: Words, first: int, count: int) -> str:
    return words.text[words.gaps[first] : words.starts[first + count - 1]]


def _replacement(hunk: Hunk, old: Words, new: Words) -> Change:
    """Return the code points of a hunk with words on both sides.

    The gaps around it belong to it unless they are the same on both sides.
    """
    old_start, old_end, new_start, new_end = hunk
    same_head = old.gap(old_start) == new.gap(new_start)
    same_tail = old.gap(old_end) == new.gap(new_end)
    return Change(
        old.starts[old_start] if same_head else old.gaps[old_start],
        old.gaps[old_end] if same_tail else old.starts[old_end],
        new.starts[new_start] if same_head else new.gaps[new_start],
        new.gaps[new_end] if same_tail else new.starts[new_end],
    )


def _uneven_addition(hunk: Hunk, old: Words, new: Words) -> Change:
    """Return the code points of a hunk with words on one side or none, where gaps differ.

    They belong to it but for the white space that both sides begin or end with.
    """
    old_start, old_end = old.gaps[hunk[0]], old.starts[hunk[1]]
    new_start, new_end = new.gaps[hunk[2]], new.starts[hunk[3]]
    old_parts = _PARTS.findall(old.text, old_start, old_end)
    new_parts = _PARTS.findall(new.text, new_start, new_end)
    head = _common_start(old_parts, new_parts)
    old_rest, new_rest = old_parts[len(head) :], new_parts[len(head) :]
    tail = _common_start(old_rest[::-1], new_rest[::-1])
    before, after = sum(map(len, head)), sum(map(len, tail))
    return Change(old_start + before, old_end - after, new_start + before, new_end - after)


def _common_start(old: list[str], new: list[str]) -> list[str]:
    return [
        part for part, _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    ]
