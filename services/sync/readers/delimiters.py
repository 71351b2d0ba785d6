"""Which character separates the cells of a text, if any does."""

import csv
from collections.abc import Sequence

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}

#: Rows that are compared with the header.
_TELLING = 50


def delimiter_of(lines: Sequence[str]) -> str | None:
    """Return the delimiter that cuts most rows into as many cells as the header, or None.

    The last line may be cut off; it is looked at only where there is no other.
    """
    merits = {delimiter: _merit(lines, delimiter) for delimiter in DELIMITERS}
    best = max(merits, key=lambda delimiter: merits[delimiter])
    return best if merits[best] > (0, 0) else None


def _merit(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    widths = _widths(lines, delimiter)
    if not widths or widths[0] < 2:
        return 0, 0
    compared = widths[: max(1, len(widths) - 1)]
    return round(compared.count(widths[0]) / len(compared), 1), widths[0]


def _widths(lines: Sequence[str], delimiter: str) -> list[int]:
    widths: list[int] = []
    try:
        for cells in csv.reader((f"{line}\n" for line in lines), delimiter=delimiter):
            if cells:
                widths.append(len(cells))
            if len(widths) > _TELLING:
                break
    except csv.Error:
        pass
    return widths
