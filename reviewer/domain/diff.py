"""The diff component: word-level changes between two texts, for two panes or as one text."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, NamedTuple

from reviewer.domain.diff_changes import changes_between
from reviewer.domain.diff_gaps import Change

__all__ = ["Change", "Diff", "Kind", "MarkedText", "Segment", "Span", "utf16_spans", "word_diff"]

Kind = Literal["equal", "delete", "insert"]

_BEYOND_16_BITS = re.compile("[\U00010000-\U0010ffff]")


class Segment(NamedTuple):
    """A stretch of text that is in both texts, or only in the old one, or only in the new one."""

    kind: Kind
    text: str


class Span(NamedTuple):
    """Where a segment stands in a shown text; code points, unless `utf16_spans` made it."""

    start: int
    length: int
    kind: Kind

    @property
    def changed(self) -> bool:
        """Whether the span is to be marked."""
        return self.kind != "equal"


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text to show and the spans that cover it, in order and without overlap."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """Two texts and the ranges that differ, in order, with equal text between any two."""

    old: str
    new: str
    changes: tuple[Change, ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Both texts as one sequence; of a replacement, the deletion comes first.

        The equal and deleted segments make up the old text, the equal and inserted ones the new.
        Neighbours differ in kind, and none is empty.
        """
        return tuple(self._segments())

    @property
    def similarity(self) -> float:
        """How much of the texts is equal, from 0.0 to 1.0; 1.0 for two empty texts.

        Twice the equal code points over the code points of both texts: the normalised Indel
        similarity (rapidfuzz), of the changes as they are marked.
        """
        total = len(self.old) + len(self.new)
        changed = sum((b - a) + (d - c) for a, b, c, d in self.changes)
        return 1.0 - changed / total if total else 1.0

    def old_spans(self) -> tuple[Span, ...]:
        """Return the spans that cover the old text: `equal` and `delete`."""
        ranges = ((change.old_start, change.old_end) for change in self.changes)
        return tuple(_covering(len(self.old), ranges, "delete"))

    def new_spans(self) -> tuple[Span, ...]:
        """Return the spans that cover the new text: `equal` and `insert`."""
        ranges = ((change.new_start, change.new_end) for change in self.changes)
        return tuple(_covering(len(self.new), ranges, "insert"))

    def as_one_text(self) -> MarkedText:
        """Return the text of all segments in a row, for the unified view."""
        segments = self.segments
        ends = accumulate(len(segment.text) for segment in segments)
        spans = (
            Span(end - len(text), len(text), kind)
            for end, (kind, text) in zip(ends, segments, strict=True)
        )
        return MarkedText("".join(segment.text for segment in segments), tuple(spans))

    def _segments(self) -> Iterator[Segment]:
        place = 0
        for old_start, old_end, new_start, new_end in self.changes:
            if place < old_start:
                yield Segment("equal", self.old[place:old_start])
            if old_start < old_end:
                yield Segment("delete", self.old[old_start:old_end])
            if new_start < new_end:
                yield Segment("insert", self.new[new_start:new_end])
            place = old_end
        if place < len(self.old):
            yield Segment("equal", self.old[place:])


def word_diff(old: str, new: str) -> Diff:
    """Compare two texts by words, punctuation marks and characters of unspaced scripts.

    Time and memory are bounded: a megabyte of prose takes up to half a second, of anything about
    one. Texts above 64K code points are compared by lines first, and what would still cost more
    than 200 million comparisons of words (14,000 against 14,000) by what is unique in it, in
    coarser ranges. No characters are a fault; lone surrogates and NULs are compared like others.
    """
    return Diff(old, new, tuple(changes_between(old, new)))


def utf16_spans(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans of a shown text in UTF-16 code units, as Qt's text classes count."""
    wide = [match.start() for match in _BEYOND_16_BITS.finditer(text)]
    return tuple(
        Span(
            start + bisect_left(wide, start),
            length + bisect_left(wide, start + length) - bisect_left(wide, start),
            kind,
        )
        for start, length, kind in spans
    )


def _covering(size: int, marked: Iterable[tuple[int, int]], kind: Kind) -> Iterator[Span]:
    place = 0
    for start, end in marked:
        if start < end:
            if place < start:
                yield Span(place, start - place, "equal")
            yield Span(start, end - start, kind)
            place = end
    if place < size:
        yield Span(place, size - place, "equal")
