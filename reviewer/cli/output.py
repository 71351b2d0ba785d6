"""What a command prints: one JSON document, or lines for a person."""

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import orjson

_INDENTED = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


class Output:
    """Prints to standard output; hints and progress belong on standard error."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def document(self, document: Any, lines: Iterable[str]) -> None:
        """Print the document where JSON is wanted, else the lines."""
        if self.as_json:
            sys.stdout.flush()
            sys.stdout.buffer.write(orjson.dumps(document, option=_INDENTED))
            sys.stdout.buffer.flush()
        else:
            sys.stdout.writelines(f"{printable(line)}\n" for line in lines)


def hint(line: str) -> None:
    """Print a line for a person on standard error."""
    sys.stderr.write(f"{line}\n")


def printable(line: str) -> str:
    """Return a line whose control characters cannot steer a terminal."""
    return "".join(c if c.isprintable() or c == "\t" else _shown(c) for c in line)


def _shown(character: str) -> str:
    return " " if character in "\r\n" else "\N{REPLACEMENT CHARACTER}"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return aligned columns with a line of heads; cells are cut to 60 characters."""
    cells = [list(heads), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    return ["  ".join(_padded(row, widths)).rstrip() for row in cells]


def _padded(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"
