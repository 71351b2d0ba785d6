"""Where searched words stand in a text."""

import re
from collections.abc import Iterator
from itertools import islice

from ui.widgets.plain_text_view import Mark
from ui.widgets.safe_text import utf16_length

#: More marks than this tell nothing more.
MOST = 200
_WORD = re.compile(r"\w+")


def hits_in(text: str, words: str) -> tuple[Mark, ...]:
    """Return marks at words of the text that a search for `words` finds; the last as a beginning.

    Case does not matter; positions are UTF-16 units.
    """
    searched = _WORD.findall(words)
    if not searched:
        return ()
    whole = "|".join(rf"{re.escape(word)}\b" for word in searched)
    pattern = re.compile(rf"\b(?:{whole}|{re.escape(searched[-1])})", re.IGNORECASE)
    return tuple(islice(_marks(text, pattern), MOST))


def _marks(text: str, pattern: "re.Pattern[str]") -> Iterator[Mark]:
    at = units = 0
    for found in pattern.finditer(text):
        units += utf16_length(text[at : found.start()])
        length = utf16_length(found.group())
        yield Mark(units, length, "hit")
        units, at = units + length, found.end()
