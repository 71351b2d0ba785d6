"""What holds for every two texts, however odd their characters."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviewer.domain.diff import Diff, Span, utf16_spans, word_diff

#: What a reader sees as one character; no change may begin or end inside one.
CLUSTERS = (
    *"aAé .,!?'-\n\t\0x5",
    "\r\n",
    "the",
    "1.5",
    "e\u0301",
    "\u0939\u093f",
    "\u05e9\u05c1",
    "\u0634\u064f",
    "\u200f",
    "\u200b",
    "\u4f60",
    "\u3002",
    "\u30b5",
    "\u0e17\u0e35\u0e48",
    "\U0001f44d\U0001f3fd",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\u2764\ufe0f",
    "5\ufe0f\u20e3",
    "\U0001f1e9\U0001f1ea",
    "\ud83d\ude00",
    "\U00020000",
)

anything = st.text(st.characters(), max_size=40)
clusters = st.lists(st.sampled_from(CLUSTERS), max_size=40)
pieces = st.lists(
    st.sampled_from(
        (*CLUSTERS, "\r", "\u0301", "\u200d", "\ud83d", "\ude00", "  ", "\x85", "\x1c", "\u2028")
    ),
    max_size=40,
).map("".join)


@st.composite
def revisions(draw: st.DrawFn) -> tuple[str, str]:
    """A text and what is left of it after a few cuts and insertions."""
    old = new = draw(pieces)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(new)))
        end = draw(st.integers(start, min(len(new), start + 6)))
        new = new[:start] + draw(st.one_of(st.just(""), pieces)) + new[end:]
    return old, new


pairs = st.one_of(st.tuples(anything, anything), st.tuples(pieces, pieces), revisions())
every_pair = settings(deadline=None, max_examples=300)


def without(diff: Diff, kind: str) -> str:
    return "".join(segment.text for segment in diff.segments if segment.kind != kind)


@every_pair
@given(pairs)
@example((". a a c b", "a c"))
def test_segments_make_up_both_texts(pair: tuple[str, str]) -> None:
    diff = word_diff(*pair)
    assert (without(diff, "insert"), without(diff, "delete")) == pair


@every_pair
@given(pairs)
def test_neighbouring_segments_differ_in_kind_and_none_is_empty(pair: tuple[str, str]) -> None:
    kinds = [segment.kind for segment in word_diff(*pair).segments]
    assert all(a != b for a, b in pairwise(kinds))
    assert all(segment.text for segment in word_diff(*pair).segments)


@every_pair
@given(pairs)
@example((". a a c b", "a c"))
def test_equal_text_stands_between_any_two_changes(pair: tuple[str, str]) -> None:
    changes = word_diff(*pair).changes
    for left, right in pairwise(changes):
        assert pair[0][left.old_end : right.old_start] == pair[1][left.new_end : right.new_start]
        assert left.old_end < right.old_start


@every_pair
@given(pairs)
def test_every_change_changes_something(pair: tuple[str, str]) -> None:
    old, new = pair
    for old_start, old_end, new_start, new_end in word_diff(old, new).changes:
        assert old[old_start:old_end] != new[new_start:new_end]


@given(st.one_of(anything, pieces))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    diff = word_diff(text, text)
    assert (diff.changes, diff.similarity) == ((), 1.0)
    assert [segment.text for segment in diff.segments] == [text] * bool(text)


@every_pair
@given(pairs)
def test_similarity_is_one_only_for_equal_texts(pair: tuple[str, str]) -> None:
    similarity = word_diff(*pair).similarity
    assert 0.0 <= similarity <= 1.0
    assert (similarity == 1.0) == (pair[0] == pair[1])


@every_pair
@given(clusters, clusters, clusters)
def test_an_insertion_is_undone_by_the_reverse_diff(
    head: list[str], middle: list[str], tail: list[str]
) -> None:
    old, new = "".join(head + tail), "".join(head + middle + tail)
    assert word_diff(old, new).similarity == word_diff(new, old).similarity


@every_pair
@given(clusters, clusters)
def test_no_change_begins_or_ends_inside_a_character(old: list[str], new: list[str]) -> None:
    old_edges, new_edges = edges(old), edges(new)
    for change in word_diff("".join(old), "".join(new)).changes:
        assert {change.old_start, change.old_end} <= old_edges
        assert {change.new_start, change.new_end} <= new_edges


def edges(parts: list[str]) -> set[int]:
    return {len("".join(parts[:count])) for count in range(len(parts) + 1)}


@every_pair
@given(pairs)
def test_spans_cover_each_side_and_mark_what_the_other_lacks(pair: tuple[str, str]) -> None:
    diff = word_diff(*pair)
    assert stretches(diff.old, diff.old_spans(), "equal") == of_kind(diff, "equal")
    assert stretches(diff.new, diff.new_spans(), "equal") == of_kind(diff, "equal")
    assert stretches(diff.old, diff.old_spans(), "delete") == of_kind(diff, "delete")
    assert stretches(diff.new, diff.new_spans(), "insert") == of_kind(diff, "insert")
    assert covered(diff.old_spans()) == len(diff.old)
    assert covered(diff.new_spans()) == len(diff.new)


def stretches(text: str, spans: tuple[Span, ...], kind: str) -> str:
    return "".join(text[s.start : s.start + s.length] for s in spans if s.kind == kind)


def of_kind(diff: Diff, kind: str) -> str:
    return "".join(segment.text for segment in diff.segments if segment.kind == kind)


def covered(spans: tuple[Span, ...]) -> int:
    """Return the length of the spans, each beginning where the one before it ended."""
    place = 0
    for span in spans:
        assert span.start == place
        assert span.length > 0
        place += span.length
    return place


@every_pair
@given(pairs)
def test_one_text_holds_the_segments_in_a_row(pair: tuple[str, str]) -> None:
    diff = word_diff(*pair)
    shown = diff.as_one_text()
    assert covered(shown.spans) == len(shown.text)
    assert [
        (span.kind, shown.text[span.start : span.start + span.length]) for span in shown.spans
    ] == list(diff.segments)


@every_pair
@given(pairs)
def test_spans_in_utf_16_cut_the_encoded_text_at_the_same_places(pair: tuple[str, str]) -> None:
    diff = word_diff(*pair)
    encoded = diff.new.encode("utf-16-le", "surrogatepass")
    spans = zip(diff.new_spans(), utf16_spans(diff.new, diff.new_spans()), strict=True)
    for span, wide in spans:
        units = encoded[2 * wide.start : 2 * (wide.start + wide.length)]
        text = diff.new[span.start : span.start + span.length]
        assert units == text.encode("utf-16-le", "surrogatepass")
        assert span.kind == wide.kind


@pytest.mark.parametrize("text", ["", " ", "word", "\0", "\ud800", "\r\n"])
def test_a_text_against_nothing_is_one_change(text: str) -> None:
    assert without(word_diff("", text), "delete") == text
    assert len(word_diff(text, "").changes) == bool(text)
