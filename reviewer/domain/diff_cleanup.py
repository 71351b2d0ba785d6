"""Which changed words a person wants to see marked: a few meaningful ranges, no confetti."""

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from reviewer.domain.diff_alignment import Block
from reviewer.domain.diff_tokens import Words

#: A half-open range of the old sequence and the one of the new sequence that stands for it:
#: old start, old end, new start, new end.
Hunk = tuple[int, int, int, int]

#: Common text of so many code points or words says something by itself, whatever surrounds it.
TELLING_LENGTH = 16
TELLING_WORDS = 8

#: Between two insertions, or two deletions, common text is kept unless it is so much shorter.
REPEAT_COST = 4

#: How many words an insertion or deletion may be shifted in search of a better place.
REACH = 64

_STOPS = frozenset(".!?…。！？｡।")


def readable_hunks(blocks: Iterable[Block], old: Words, new: Words) -> list[Hunk]:
    """Return the changes between the blocks, in words, tidied for a reader.

    After diff-match-patch's semantic cleanup (Neil Fraser, "Diff Strategies"), but on whole words:
    common text that is short and no longer than the changes on both its sides becomes part of
    them, and an insertion or deletion that could stand in several places stands where a line or
    a sentence begins.
    """
    merged = _merged(hunks_around(blocks, len(old.words), len(new.words)), old, new)
    return _shifted([_tightened(hunk, old.words, new.words) for hunk in merged], old, new)


def hunks_around(blocks: Iterable[Block], old_size: int, new_size: int) -> Iterator[Hunk]:
    """Yield what lies between the blocks of two sequences of these sizes."""
    i = j = 0
    for old_start, new_start, size in chain(blocks, ((old_size, new_size, 0),)):
        if old_start > i or new_start > j:
            yield i, old_start, j, new_start
        i, j = old_start + size, new_start + size


def _merged(hunks: Iterable[Hunk], old: Words, new: Words) -> list[Hunk]:
    kept: list[Hunk] = []
    for hunk in hunks:
        joined = hunk
        while kept and _trivial(kept[-1], joined, old, new):
            joined = _joined(kept.pop(), joined)
        kept.append(joined)
    return kept


def _joined(left: Hunk, right: Hunk) -> Hunk:
    return left[0], right[1], left[2], right[3]


def _trivial(left: Hunk, right: Hunk, old: Words, new: Words) -> bool:
    """Tell whether the common text between two hunks would only break them up."""
    start, end = left[1], right[0]
    length = old.gaps[end] - old.starts[start]
    if length >= TELLING_LENGTH or end - start >= TELLING_WORDS:
        return False
    if _same_direction(left, right):
        length *= REPEAT_COST
    return length <= _weight(left, old, new) and length <= _weight(right, old, new)


def _same_direction(left: Hunk, right: Hunk) -> bool:
    """Tell whether both hunks only insert, or both only delete: joined, they would replace."""
    inserts = left[0] == left[1] and right[0] == right[1]
    deletes = left[2] == left[3] and right[2] == right[3]
    return inserts or deletes


def _weight(hunk: Hunk, old: Words, new: Words) -> int:
    old_start, old_end, new_start, new_end = hunk
    deleted = old.gaps[old_end] - old.starts[old_start] if old_start < old_end else 0
    inserted = new.gaps[new_end] - new.starts[new_start] if new_start < new_end else 0
    return max(deleted, inserted)


def _tightened(hunk: Hunk, old: list[str], new: list[str]) -> Hunk:
    """Return the hunk without the words that both its sides begin or end with."""
    i, old_end, j, new_end = hunk
    while i < old_end and j < new_end and old[i] == new[j]:
        i, j = i + 1, j + 1
    while i < old_end and j < new_end and old[old_end - 1] == new[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
    return i, old_end, j, new_end


def _shifted(hunks: list[Hunk], old: Words, new: Words) -> list[Hunk]:
    shifted: list[Hunk] = []
    reached = 0
    for hunk, following in pairwise((*hunks, (len(old.words),) * 4)):
        old_start, old_end, new_start, new_end = hunk
        room = (old_start - reached, following[0] - old_end)
        by = _best_shift(hunk, room, old, new)
        moved = (old_start + by, old_end + by, new_start + by, new_end + by) if by else hunk
        touches = shifted and moved[0] == reached
        shifted.append(_joined(shifted.pop(), moved) if touches else moved)
        reached = moved[1]
    return shifted


def _best_shift(hunk: Hunk, room: tuple[int, int], old: Words, new: Words) -> int:
    old_start, old_end, new_start, new_end = hunk
    if old_start == old_end:
        return _best_place(new, new_start, new_end, room)
    if new_start == new_end:
        return _best_place(old, old_start, old_end, room)
    return 0


def _best_place(words: Words, start: int, end: int, room: tuple[int, int]) -> int:
    """Return by how many words to shift a range that the words before or after it repeat."""
    text, (left, right) = words.words, room
    low = high = 0
    while left + low and low > -REACH and text[start + low - 1] == text[end + low - 1]:
        low -= 1
    while right - high and high < REACH and text[start + high] == text[end + high]:
        high += 1
    if low == high:
        return 0
    latest_first = range(high, low - 1, -1)
    return max(latest_first, key=lambda by: _seam(words, start + by) + _seam(words, end + by))


def _seam(words: Words, index: int) -> int:
    """Score the place before a word: 5 end of text, 4 blank line, 3 line, 2 sentence, 1 space."""
    if index in (0, len(words.words)):
        return 5
    gap = words.gap(index)
    if "\n" in gap:
        return 4 if gap.count("\n") > 1 else 3
    if words.words[index - 1] in _STOPS:
        return 2
    return 1 if gap else 0
