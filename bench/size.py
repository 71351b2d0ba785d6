"""How large a run is, and where it keeps what it makes."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Size:
    """`import_rows` are imported; `store_rows` lie in the store whose pages are read.

    `sync_rows` are synced: as many as are imported, unless more were asked for.
    """

    import_rows: int
    store_rows: int
    sync_rows: int
    runs: int
    folder: Path

    @property
    def steps(self) -> int:
        """Return how many items a tour of the window steps through."""
        return 200 if self.runs > 1 else 20

    @classmethod
    def asked(cls, rows: int | None, *, quick: bool, folder: Path) -> "Size":
        """Return the size that was asked for on the command line."""
        if quick:
            few = min(rows or 10_000, 10_000)
            return cls(few, rows or 20_000, few, 1, folder)
        imported = min(rows or 100_000, 100_000)
        return cls(imported, rows or 1_000_000, rows or 100_000, 3, folder)
