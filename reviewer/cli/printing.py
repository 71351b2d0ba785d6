"""Texts of customers on a terminal: nothing in them may steer it, and nothing hides."""

import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterator

#: Columns where standard output is no terminal.
PIPED_WIDTH = 200
#: A line without an end would take a wrapper very long; the terminal breaks it as well.
_LONGEST_WRAPPED = 20_000
#: The joiners that Persian and Hindi are spelt with, and that make one emoji of several.
_JOINERS = "\u200c\u200d"
_SPACES = frozenset({"Zs", "Zl", "Zp"})


def printable(line: str) -> str:
    """Return a line without control, bidirectional and hidden characters, as one line."""
    return line if line.isprintable() else "".join(map(_shown, line))


def _shown(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    if character in "\t\r\n" or unicodedata.category(character) in _SPACES:
        return " "
    return "\N{REPLACEMENT CHARACTER}"


def minute_utc(micros: int | None) -> str | None:
    """Return a moment in microseconds UTC as a person reads it."""
    from reviewer.domain.moments import from_micros

    return None if micros is None else f"{from_micros(micros):%Y-%m-%d %H:%M} UTC"


def size_text(count: int) -> str:
    """Return a number of bytes as a person reads it."""
    return f"{count / 1e6:,.1f} MB" if count >= 1e5 else f"{count / 1e3:,.1f} kB"


def terminal_width() -> int:
    """Return the columns that a line may take."""
    return shutil.get_terminal_size((PIPED_WIDTH, 24)).columns


def indented(text: str, by: str = "  ") -> Iterator[str]:
    """Give the lines of a text, indented, and wrapped where a person reads them."""
    for line in text.split("\n"):
        if not sys.stdout.isatty() or len(line) > _LONGEST_WRAPPED:
            yield by + line
        else:
            yield from _wrapped(printable(line), by)


def _wrapped(line: str, by: str) -> list[str]:
    folded = textwrap.wrap(
        line,
        terminal_width(),
        initial_indent=by,
        subsequent_indent=by,
        replace_whitespace=False,
        drop_whitespace=False,
        break_on_hyphens=False,
    )
    return folded or [by]
