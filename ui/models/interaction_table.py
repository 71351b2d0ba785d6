"""All interactions that fit a filter: their ids in memory, their lines where somebody looks."""

from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from reviewer.domain.filters import Filter
from reviewer.domain.moments import now_micros
from services.interactions.browser import InteractionBrowser, Line
from ui.job_bridge import JobBridge
from ui.models.interaction_cells import HEADS, Column, cell_text
from ui.models.line_pages import LinePages

if TYPE_CHECKING:
    from ui.tickets import Ticket

#: Rows that are shown before all of them are known.
FIRST = 200

LINE_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class TableState(Enum):
    """What the table has to show."""

    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class _Found:
    """Rows that fit, and where those that somebody asked for stand among them."""

    ids: "array[int]"
    complete: bool
    places: dict[int, int] = field(default_factory=dict)


class InteractionTable(QAbstractTableModel):
    """Rows that fit a filter, newest first; the first of them come before the others are known.

    A new filter takes the place of the one before, whose answer is dropped. `refresh` asks again
    and changes nothing where nothing changed. `changed` follows each answer, and each failure;
    `slow` says that lines are being waited for.
    """

    changed = Signal()
    slow = Signal()

    def __init__(
        self, browser: InteractionBrowser, bridge: JobBridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._browser, self._bridge = browser, bridge
        self._pages: LinePages[int, Line] = LinePages(browser.lines, bridge, self)
        self._pages.arrived.connect(self._repaint)
        self._pages.slow.connect(self.slow)
        self._filter = Filter()
        self._ids: array[int] = array("q")
        self._complete = False
        self._state, self._failure = TableState.LOADING, ""
        self._places: dict[int, int] = {}
        self._first: Ticket | None = None
        self._counting = self._count_again = False
        #: Rows whose place is going to be asked for when the list has changed.
        self.anchors: Callable[[], Collection[int]] = tuple

    @property
    def wanted(self) -> Filter:
        """Return the filter that is shown, or on its way."""
        return self._filter

    @property
    def state(self) -> TableState:
        """Tell whether the rows are being read, are there, or could not be read."""
        return self._state

    @property
    def failure(self) -> str:
        """Return why the rows could not be read."""
        return self._failure

    @property
    def complete(self) -> bool:
        """Tell whether all rows are known, and so how many there are."""
        return self._complete

    def show(self, wanted: Filter) -> None:
        """Show what fits a filter. What is shown stays until the answer is there."""
        self._filter = wanted
        self._complete = False
        if not self._ids:
            self._state = TableState.LOADING
        if self._first is not None:
            self._first.cancel()
        self._first = self._bridge.read(
            partial(self._browser.row_ids, wanted, FIRST),
            partial(self._take_first, wanted),
            self._could_not_read,
            owner=self,
        )

    def refresh(self) -> None:
        """Ask again for what is shown."""
        self._count_all()

    def renew(self, row_ids: frozenset[int] | None) -> None:
        """Read lines again that may have changed; None for all of them."""
        self._pages.renew(row_ids)
        if self._ids:
            self._repaint(0, len(self._ids) - 1)

    def row_id(self, row: int) -> int | None:
        """Return the interaction of a row; None where there is no such row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_ids(self, first: int, last: int) -> Sequence[int]:
        """Return the interactions of a range of rows, both ends included."""
        return self._ids[first : last + 1]

    def row_of(self, row_id: int) -> int | None:
        """Return the row of an interaction; None where it does not fit the filter.

        Quick for `anchors`; else it looks at all rows, 20 ms for a million.
        """
        known = self._places.get(row_id)
        return _place_in(self._ids, row_id) if known is None else known

    @property
    def is_counting(self) -> bool:
        """Tell whether all rows are being read, which takes a second for a million."""
        return self._counting

    def line(self, row: int) -> Line | None:
        """Return what a row shows; None while it is read."""
        return self._pages.line(row) if 0 <= row < len(self._ids) else None

    @property
    def is_slow(self) -> bool:
        """Tell whether lines have been waited for long enough to show it."""
        return self._pages.is_slow

    def rowCount(self, parent: Index = _TOP) -> int:  # noqa: N802  Qt's name
        """Return how many rows are known."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _TOP) -> int:  # noqa: N802  Qt's name
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, _index: Index) -> Qt.ItemFlag:
        """Let every cell be chosen."""
        return _FLAGS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, or the line of its row; None while it is read."""
        if role not in _ANSWERED:
            return None
        line = self.line(index.row())
        if line is None or role == LINE_ROLE:
            return line
        return cell_text(line, Column(index.column()), now_micros())

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the head of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[Column(section)]
        return None

    def _take_first(self, wanted: Filter, ids: "array[int]") -> None:
        self._first = None
        self._put(_Found(ids, complete=len(ids) < FIRST))
        if not self._complete and wanted == self._filter:
            self._count_all()

    def _count_all(self) -> None:
        """Read all ids; only one such read at a time, since it may take a second."""
        self._count_again = self._counting
        if not self._counting:
            self._counting = True
            self._bridge.read(
                partial(_find_all, self._browser, self._filter, tuple(self.anchors())),
                partial(self._take_all, self._filter),
                self._could_not_count,
                owner=self,
            )

    def _take_all(self, wanted: Filter, found: _Found) -> None:
        self._counting = False
        if wanted == self._filter and self._first is None:
            self._put(found)
        if self._count_again:
            self._count_all()

    def _put(self, found: _Found) -> None:
        self._complete = found.complete
        self._state, self._failure = TableState.READY, ""
        if found.ids != self._ids:
            self.beginResetModel()
            self._ids, self._places = found.ids, found.places
            self._pages.show(found.ids)
            self.endResetModel()
        self.changed.emit()

    def _could_not_count(self, fault: Exception) -> None:
        self._counting = False
        self._could_not_read(fault)

    def _could_not_read(self, fault: Exception) -> None:
        self._first = None
        self._state, self._failure = TableState.FAILED, str(fault)
        self.changed.emit()

    def _repaint(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))


_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_ANSWERED = {
    int(Qt.ItemDataRole.DisplayRole),
    int(Qt.ItemDataRole.AccessibleTextRole),
    int(LINE_ROLE),
}


def _find_all(browser: InteractionBrowser, wanted: Filter, anchors: Collection[int]) -> _Found:
    ids = browser.row_ids(wanted)
    places = ((row_id, _place_in(ids, row_id)) for row_id in anchors)
    return _Found(ids, complete=True, places={r: at for r, at in places if at is not None})


def _place_in(ids: "array[int]", row_id: int) -> int | None:
    try:
        return ids.index(row_id)
    except ValueError:
        return None
