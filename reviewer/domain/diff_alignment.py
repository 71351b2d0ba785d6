"""Which elements of two sequences correspond, in bounded time and memory."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter

#: Comparisons that one alignment may cost: about 40 ms and 25 MB on a laptop.
CELLS = 200_000_000

#: Length of the runs that pin an alignment of elements that all repeat.
WINDOW = 12

#: How many runs of two sequences are looked at for pins, roughly.
SAMPLE = 60_000

#: Where a run of equal elements begins in the old and in the new sequence, and how long it is.
Block = tuple[int, int, int]

_SIZE = itemgetter(2)


def align(old: Sequence[int], new: Sequence[int], cells: int = CELLS) -> list[Block]:
    """Return what the sequences have in common, as blocks in order.

    A longest common subsequence, where comparing all with all takes at most `cells` comparisons.
    Otherwise what occurs once on either side pins the alignment, first single elements (patience
    diff, Bram Cohen), then runs of `WINDOW`; the stretches between pins share the cells by length,
    and one that needs more than its share keeps its common ends and counts as changed inside.
    """
    if len(old) * len(new) <= cells:
        return _longest(old, new)
    return list(filter(_SIZE, _joined(_pinned(old, new, cells, window=1))))


def _longest(old: Sequence[int], new: Sequence[int]) -> list[Block]:
    from rapidfuzz.distance import Indel

    blocks = Indel.opcodes(old, new).as_matching_blocks()
    return list(map(attrgetter("a", "b", "size"), blocks[:-1]))


def _pinned(old: Sequence[int], new: Sequence[int], cells: int, window: int) -> Iterator[Block]:
    pins = [(-1, -1), *_pins(old, new, window), (len(old), len(new))]
    for (i, j), (next_i, next_j) in pairwise(pins):
        if i >= 0:
            yield i, j, 1
        if next_i - i > 1 and next_j - j > 1:
            share = cells * (next_i - i) // len(old)
            between = _between(old[i + 1 : next_i], new[j + 1 : next_j], share, window)
            yield from _moved(between, i + 1, j + 1)


def _between(old: Sequence[int], new: Sequence[int], cells: int, window: int) -> Iterator[Block]:
    head = _common_prefix(old, new)
    tail = _common_prefix(old[head:][::-1], new[head:][::-1])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    yield 0, 0, head
    if len(old_middle) * len(new_middle) <= cells:
        yield from _moved(_longest(old_middle, new_middle), head, head)
    elif window < WINDOW:
        yield from _moved(_pinned(old_middle, new_middle, cells, WINDOW), head, head)
    yield len(old) - tail, len(new) - tail, tail


def _moved(blocks: Iterable[Block], by_old: int, by_new: int) -> Iterator[Block]:
    return ((i + by_old, j + by_new, size) for i, j, size in blocks)


def _common_prefix(old: Sequence[int], new: Sequence[int]) -> int:
    differing = (index for index, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    return next(differing, min(len(old), len(new)))


def _pins(old: Sequence[int], new: Sequence[int], window: int) -> list[tuple[int, int]]:
    """Return where runs that are unique on both sides begin, in the same order on both."""
    every = (len(old) + len(new)) // SAMPLE + 1
    old_places = _unique_places(old, window, every)
    new_places = _unique_places(new, window, every)
    shared = ((i, new_places[run]) for run, i in old_places.items() if run in new_places)
    return _longest_rising([(i, j) for i, j in shared if old[i] == new[j]])


def _unique_places(elements: Sequence[int], window: int, every: int) -> dict[int, int]:
    """Return, in order, the hash and the place of each run of elements that occurs once.

    Only runs whose hash is a multiple of `every` count: the same ones in every sequence.
    """
    hashes = map(hash, zip(*(elements[start:] for start in range(window)), strict=False))
    runs = [(run, place) for place, run in enumerate(hashes) if run % every == 0]
    repeated = Counter(run for run, _ in runs)
    return {run: place for run, place in runs if repeated[run] == 1}


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a longest choice of pairs whose second parts rise too (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(pairs):
        pile = bisect_left(tops, second)
        before.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [second]
        piles[pile : pile + 1] = [index]
    return _walk_back(pairs, before, piles[-1] if piles else -1)


def _walk_back(pairs: list[tuple[int, int]], before: list[int], last: int) -> list[tuple[int, int]]:
    chosen = []
    while last >= 0:
        chosen.append(pairs[last])
        last = before[last]
    return chosen[::-1]


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks with those that touch made one and the empty ones left out."""
    i = j = joined = 0
    for old_start, new_start, size in filter(_SIZE, blocks):
        if (old_start, new_start) == (i + joined, j + joined):
            joined += size
        else:
            yield i, j, joined
            i, j, joined = old_start, new_start, size
    yield i, j, joined
