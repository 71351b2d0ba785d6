"""Longest common subsequences where they are affordable, sound ones everywhere."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.domain.diff_alignment import Block, align

few = st.lists(st.integers(0, 4), max_size=30)
cells = st.integers(0, 400)


def common_length(old: Sequence[int], new: Sequence[int]) -> int:
    """Return the length of a longest common subsequence, by the textbook table."""
    row = [0] * (len(new) + 1)
    for a in old:
        above = row[:]
        for j, b in enumerate(new, 1):
            row[j] = above[j - 1] + 1 if a == b else max(above[j], row[j - 1])
    return row[-1]


def shared(blocks: list[Block]) -> int:
    return sum(size for _, _, size in blocks)


@given(few, few)
def test_alignment_is_as_long_as_can_be(old: list[int], new: list[int]) -> None:
    assert shared(align(old, new)) == common_length(old, new)


@settings(deadline=None)
@given(few, few, cells)
def test_blocks_are_equal_in_order_and_apart_whatever_the_limit(
    old: list[int], new: list[int], limit: int
) -> None:
    reached = (-1, -1)
    for i, j, size in align(old, new, limit):
        assert old[i : i + size] == new[j : j + size]
        assert size > 0
        assert i >= max(reached[0], 0)
        assert j >= max(reached[1], 0)
        assert (i, j) != reached
        reached = (i + size, j + size)


@given(few, few, few, cells)
def test_common_ends_are_found_whatever_the_limit(
    old: list[int], new: list[int], ends: list[int], limit: int
) -> None:
    blocks = align([*ends, -1, *old, -2, *ends], [*ends, -3, *new, -4, *ends], limit)
    assert shared(blocks) >= 2 * len(ends)


def edited(elements: list[int], every: int) -> list[int]:
    return [-1 if place % every == 0 else element for place, element in enumerate(elements)]


@pytest.mark.parametrize(
    "alphabet",
    [pytest.param(10**9, id="elements occur once"), pytest.param(3, id="all elements repeat")],
)
def test_pins_find_scattered_edits_that_are_too_long_to_compare(alphabet: int) -> None:
    random = Random(7)
    old = [random.randrange(alphabet) for _ in range(30_000)]
    new = edited(old, every=150)
    assert shared(align(old, new)) >= 0.99 * 30_000 * 149 / 150


def test_what_repeats_without_end_keeps_its_common_ends() -> None:
    old, new = [1, 2] * 20_000, [*[1, 2] * 9_000, 3, *[1, 2] * 10_000]
    assert shared(align(old, new)) >= 38_000


def test_a_hash_that_two_elements_share_pins_nothing() -> None:
    assert hash((-1,)) == hash((-2,))
    assert align([-1], [-2], cells=0) == []
