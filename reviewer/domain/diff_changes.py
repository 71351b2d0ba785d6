"""Where two texts differ, as ranges of code points, in bounded time."""

from collections.abc import Iterable, Iterator
from itertools import accumulate

from reviewer.domain.diff_alignment import CELLS, align
from reviewer.domain.diff_cleanup import hunks_around, readable_hunks
from reviewer.domain.diff_gaps import Change, exact_changes
from reviewer.domain.diff_tokens import number, split_words

#: Up to so many code points, some 10,000 words, texts are compared by words straight away.
BY_WORDS = 65_536

#: Equal code points that stay with the changed middle, so that a change can shift among them.
MARGIN = 512


def changes_between(old: str, new: str) -> list[Change]:
    """Return the changed ranges, in order, with equal text between any two.

    Long texts are compared by lines first, then inside the changed lines by words.
    """
    if old == new:
        return []
    head, tail = _common_ends(old, new)
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    by_lines = max(len(old_middle), len(new_middle)) > BY_WORDS
    changes = (_line_changes if by_lines else _word_changes)(old_middle, new_middle, CELLS)
    return list(_moved(changes, head, head) if head else changes)


def _moved(changes: Iterable[Change], by_old: int, by_new: int) -> Iterator[Change]:
    for old_start, old_end, new_start, new_end in changes:
        yield Change(old_start + by_old, old_end + by_old, new_start + by_new, new_end + by_new)


def _common_ends(old: str, new: str) -> tuple[int, int]:
    """Return how many code points of both ends can be left out: whole words, far from a change."""
    head = _cut(old, _common_prefix(old, new) - MARGIN)
    old_rest, new_rest = old[head:][::-1], new[head:][::-1]
    return head, _cut(old_rest, _common_prefix(old_rest, new_rest) - MARGIN)


def _cut(text: str, limit: int) -> int:
    return max(text.rfind(" ", 0, limit), text.rfind("\n", 0, limit), 0) if limit > 0 else 0


def _common_prefix(old: str, new: str) -> int:
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if old[low:middle] == new[low:middle] else (low, middle - 1)
    return low


def _line_changes(old: str, new: str, cells: int) -> Iterator[Change]:
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    old_places = list(accumulate(map(len, old_lines), initial=0))
    new_places = list(accumulate(map(len, new_lines), initial=0))
    blocks = align(*number(old_lines, new_lines), cells)
    for hunk in hunks_around(blocks, len(old_lines), len(new_lines)):
        old_range = slice(old_places[hunk[0]], old_places[hunk[1]])
        new_range = slice(new_places[hunk[2]], new_places[hunk[3]])
        share = cells * (old_range.stop - old_range.start) // (len(old) + 1)
        changes = _word_changes(old[old_range], new[new_range], share)
        yield from _moved(changes, old_range.start, new_range.start)


def _word_changes(old: str, new: str, cells: int) -> Iterator[Change]:
    old_words, new_words = split_words(old), split_words(new)
    blocks = align(*number(old_words.words, new_words.words), cells)
    return exact_changes(readable_hunks(blocks, old_words, new_words), old_words, new_words)
