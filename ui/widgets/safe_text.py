"""What a text view may lay out of a text that somebody else wrote, and the way back to it.

Qt lays a text out paragraph by paragraph and needs a minute for one of a megabyte, so long lines
are cut into pieces. Positions are UTF-16 units, as Qt counts them.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ui.widgets.invisible import reveal

PIECE = 2_000
FIRST_PART = 64 * 1024


@dataclass(frozen=True, slots=True)
class SafeText:
    """A text as it is shown, and where its positions are in the original."""

    shown: str
    shown_starts: tuple[int, ...]
    original_starts: tuple[int, ...]
    characters_left_out: int

    def to_original(self, position: int) -> int:
        """The place in the original of a place in the shown text."""
        at = bisect_right(self.shown_starts, position) - 1
        here = self.original_starts[at] + position - self.shown_starts[at]
        following = self.original_starts[at + 1 : at + 2]
        return min(here, *following) if following else here

    def to_shown(self, position: int) -> int:
        """The place in the shown text of a place in the original."""
        at = bisect_right(self.original_starts, position) - 1
        here = self.shown_starts[at] + position - self.original_starts[at]
        following = self.shown_starts[at + 1 : at + 2]
        return min(here, *following) if following else here


def make_safe(text: str, limit: int | None = FIRST_PART) -> SafeText:
    """The first `limit` characters of a text, or all of it, in a form that is quick to lay out."""
    part = text if limit is None or len(text) <= limit else text[: _seam(text, limit)]
    if _short_lines(part):
        return SafeText(reveal(part), (0,), (0,), len(text) - len(part))
    return _in_pieces(part, len(text) - len(part))


def _short_lines(text: str) -> bool:
    return "\r" not in text and max(map(len, text.split("\n"))) <= PIECE


def _in_pieces(part: str, left_out: int) -> SafeText:
    shown: list[str] = []
    shown_starts, original_starts = [0], [0]
    shown_at = original_at = 0
    for piece, taken, added in _pieces(part):
        shown.append(piece)
        units = utf16_length(piece)
        shown_at += units + added
        original_at += units + taken
        if taken != added:
            shown_starts.append(shown_at)
            original_starts.append(original_at)
        if added:
            shown.append("\n")
    return SafeText("".join(shown), tuple(shown_starts), tuple(original_starts), left_out)


def utf16_length(text: str) -> int:
    """The number of UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """(what is shown, units of its line end in the original, units of it on the screen)."""
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        last = number == len(lines)
        returned = line.endswith("\r") and not last
        visible = reveal(line[:-1] if returned else line)
        *heads, tail = cut_line(visible)
        yield from ((head, 0, 1) for head in heads)
        yield tail, 0 if last else 1 + returned, 0 if last else 1


def cut_line(line: str) -> Iterator[str]:
    """One line in pieces that Qt lays out quickly, cut after spaces where there are any."""
    at = 0
    while len(line) - at > PIECE:
        end = _seam(line, at + PIECE, at + PIECE // 2)
        yield line[at:end]
        at = end
    yield line[at:]


def _seam(text: str, wanted: int, least: int | None = None) -> int:
    """The last good place to cut at or before `wanted`: after a space, else between letters."""
    least = max(wanted - PIECE // 2, 1) if least is None else least
    space = max(text.rfind(" ", least, wanted), text.rfind("\n", least, wanted))
    if space >= 0:
        return space + 1
    end = wanted
    while end > least and _clings(text[end], text[end - 1]):
        end -= 1
    return end if end > least else wanted


def _clings(character: str, before: str) -> bool:
    """Whether a character belongs to the one before it."""
    joined = character in "\u200d\ufe0e\ufe0f\n" or before == "\u200d"
    return joined or unicodedata.combining(character) > 0
