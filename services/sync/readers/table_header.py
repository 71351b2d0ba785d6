"""The header of a table of cells: it gives the cells of each row their names."""

from dataclasses import dataclass
from typing import Any

from services.sync.readers.cells import Row
from services.sync.records import Damaged, Unparsed

_ESCAPED_NUL = "\\u0000"


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, each one once."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, row: Row | None) -> "Header":
        """Read the names; one that is empty or taken already gets a number."""
        names: list[str] = []
        for number, cell in enumerate(_cells(row), 1):
            name = cell.strip() or f"column {number}"
            names.append(f"{name} {number}" if name in names else name)
        return cls(tuple(names))

    def record(self, row: Row) -> Any:
        """Return a row as an object; an empty cell is nothing, a missing one too."""
        if isinstance(row.cells, str):
            return Unparsed("malformed_row", row.cells)
        if any(row.cells[len(self.names) :]):
            told = f"The row has {len(row.cells)} cells, but the header {len(self.names)}."
            return Unparsed("malformed_row", told)
        cells = [cell or None for cell in row.cells]
        record = dict(zip(self.names, cells, strict=False))
        return record if _is_sound(row.text) else Damaged(record, not_utf8=True)


def _cells(row: Row | None) -> list[str]:
    return row.cells if row and isinstance(row.cells, list) else []


def _is_sound(text: str) -> bool:
    if "\0" in text or _ESCAPED_NUL in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
