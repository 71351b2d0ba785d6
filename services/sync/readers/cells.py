"""Rows of cells out of delimited text (RFC 4180), each with its place and its text as it came."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.sync.readers.lines import KEPT, LONGEST, Lines, LineSplitter

#: Characters of one cell at most: a quote that is never closed would swallow the whole file.
LARGEST_CELL = 16 << 20

#: What `csv` says, in words for the person whose file it is.
_FAULTS = {
    "unexpected end of data": "A quoted cell is never closed.",
    "new-line character seen": "A cell that is not quoted holds a carriage return.",
    "larger than field limit": f"A cell is longer than {LARGEST_CELL >> 20} MiB.",
    "expected after": "There is text after the closing quote of a cell.",
}
_CUT = f"The line is longer than {LONGEST >> 20} MiB; its first {KEPT >> 10} KiB are kept."


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, or a sentence why it has none. `line` is where it begins, from 1."""

    line: int
    text: str
    cells: list[str] | str


class RowReader:
    """Reads the pieces of one stream. Bytes that are not UTF-8 become lone surrogates (PEP 383)."""

    def __init__(self, pieces: Iterable[bytes], delimiter: str) -> None:
        self._lines = LineSplitter().blocks(pieces)
        self._delimiter = delimiter
        self._fed = 0
        self._pending: list[str] = []
        self._cut = False

    def rows(self) -> Iterator[Row]:
        """Give all rows but blank ones."""
        csv.field_size_limit(LARGEST_CELL)
        reader = csv.reader(self._feed(), delimiter=self._delimiter, strict=True)
        while (cells := _next_cells(reader)) is not None:
            begin = self._fed - len(self._pending) + 1
            text = "".join(self._pending).removesuffix("\n")
            self._pending.clear()
            if any(cells):
                yield Row(begin, text, _CUT if self._cut else cells)
            self._cut = False

    def _feed(self) -> Iterator[str]:
        for lines in self._lines:
            self._cut = self._cut or lines.cut
            for line in _decoded(lines):
                self._fed += 1
                self._pending.append(line)
                yield line


def _decoded(lines: Lines) -> list[str]:
    text = b"\n".join(lines.texts).decode("utf-8", "surrogateescape")
    return [f"{line}\n" for line in text.split("\n")]


def _next_cells(reader: Iterator[list[str]]) -> list[str] | str | None:
    try:
        return next(reader, None)
    except csv.Error as reason:
        return next((said for known, said in _FAULTS.items() if known in str(reason)), str(reason))
