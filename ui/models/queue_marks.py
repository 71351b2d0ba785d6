"""Which replies are selected for a step on many, whether or not the list has loaded them."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class QueueMarks(QObject):
    """A set of row ids. `changed` says that it is another one."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._row_ids: frozenset[int] = frozenset()
        self._before: frozenset[int] = frozenset()
        self._anchor: int | None = None

    def __contains__(self, row_id: int) -> bool:
        """Tell whether a reply is selected."""
        return row_id in self._row_ids

    def __len__(self) -> int:
        """Return how many are selected."""
        return len(self._row_ids)

    @property
    def row_ids(self) -> frozenset[int]:
        """Return what is selected."""
        return self._row_ids

    @property
    def anchor(self) -> int | None:
        """Return where a range began; None while none is being extended."""
        return self._anchor

    def put(self, row_ids: frozenset[int]) -> None:
        """Select these and no others."""
        self._anchor = None
        self._set(row_ids)

    def clear(self) -> None:
        """Select none."""
        self.put(frozenset())

    def toggle(self, row_id: int) -> None:
        """Select a reply, or no longer."""
        self.put(self._row_ids ^ {row_id})

    def forget(self, row_ids: Iterable[int]) -> None:
        """Select no longer what has left the list."""
        self._set(self._row_ids.difference(row_ids))
        self._before = self._before.difference(row_ids)

    def begin_range(self, row_id: int) -> None:
        """Begin a range at a reply, unless one is being extended."""
        if self._anchor is None:
            self._anchor, self._before = row_id, self._row_ids

    def end_range(self) -> None:
        """Let the next range begin anew."""
        self._anchor = None

    def extend(self, row_ids: Iterable[int]) -> None:
        """Select a range, and what was selected before it began."""
        self._set(self._before.union(row_ids))

    def _set(self, row_ids: frozenset[int]) -> None:
        if row_ids != self._row_ids:
            self._row_ids = row_ids
            self.changed.emit()
