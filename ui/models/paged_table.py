"""A table of any kind of rows: their keys in memory, their lines where somebody looks."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui.job_bridge import JobBridge
from ui.models.interaction_table import TableState
from ui.models.line_pages import LinePages
from ui.models.table_cell import Cell, Column

if TYPE_CHECKING:
    from ui.tickets import Ticket

K = TypeVar("K", bound=Hashable)
L = TypeVar("L")

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_WORDS = {int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)}


class PagedTable(QAbstractTableModel, Generic[K, L]):
    """`read_lines` gives lines by keys; `show` takes what gives the keys.

    What is shown stays until an answer is there, and the latest question wins. `changed` follows
    each answer and each failure; `slow` says that lines are being waited for.
    """

    changed = Signal()
    slow = Signal()

    def __init__(
        self,
        columns: Sequence[Column[L]],
        read_lines: Callable[[Sequence[K]], dict[K, L]],
        bridge: JobBridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self._bridge = bridge
        self._pages: LinePages[K, L] = LinePages(read_lines, bridge, self)
        self._pages.arrived.connect(self._repaint)
        self._pages.slow.connect(self.slow)
        self._keys: Sequence[K] = ()
        self._places: dict[K, int] = {}
        self._read_keys: Callable[[], Sequence[K]] = tuple
        self._ticket: Ticket | None = None
        self.state, self.failure = TableState.LOADING, ""

    def show(self, read_keys: Callable[[], Sequence[K]]) -> None:
        """Show the rows whose keys this function reads, on a reader's thread."""
        self._read_keys = read_keys
        if not self._keys:
            self.state = TableState.LOADING
        if self._ticket is not None:
            self._ticket.cancel()
        self._ticket = self._bridge.read(
            partial(_placed, read_keys, self._keys), self._take, self._could_not_read, owner=self
        )

    def refresh(self) -> None:
        """Read keys and lines again."""
        self.renew()
        self.show(self._read_keys)

    def renew(self) -> None:
        """Read each line again when somebody looks at it."""
        self._pages.renew(None)

    @property
    def keys(self) -> Sequence[K]:
        """Return the keys of all rows, in their order."""
        return self._keys

    def key(self, row: int) -> K | None:
        """Return the key of a row; None where there is no such row."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def row_of(self, key: K) -> int | None:
        """Return the row of a key; None where it is not shown."""
        return self._places.get(key)

    def line(self, row: int) -> L | None:
        """Return the line of a row; None while it is read."""
        return self._pages.line(row) if 0 <= row < len(self._keys) else None

    def cell(self, row: int, column: int) -> Cell | None:
        """Return what a cell shows; None while it is read."""
        line = self.line(row)
        return None if line is None else self.columns[column].cell(line)

    @property
    def is_slow(self) -> bool:
        """Tell whether lines have been waited for long enough to show it."""
        return self._pages.is_slow

    def rowCount(self, parent: Index = _TOP) -> int:  # noqa: N802  Qt's name
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = _TOP) -> int:  # noqa: N802  Qt's name
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, _index: Index) -> Qt.ItemFlag:
        """Let every cell be chosen."""
        return _FLAGS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words; None while they are read."""
        if role not in _WORDS:
            return None
        cell = self.cell(index.row(), index.column())
        return None if cell is None else cell.words

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the head of a column, and on which side it stands."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.head
            case Qt.ItemDataRole.TextAlignmentRole if column.right:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case _:
                return None

    def _take(self, found: "_Found[K]") -> None:
        self._ticket = None
        self.state, self.failure = TableState.READY, ""
        if not found.same:
            self.beginResetModel()
            self._keys, self._places = found.keys, found.places
            self._pages.show(found.keys)
            self.endResetModel()
        elif found.keys:
            self._repaint(0, len(found.keys) - 1)
        self.changed.emit()

    def _could_not_read(self, fault: Exception) -> None:
        self._ticket = None
        self.state, self.failure = TableState.FAILED, str(fault)
        self.changed.emit()

    def _repaint(self, first: int, last: int) -> None:
        last_row, last_column = min(last, len(self._keys) - 1), len(self.columns) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last_row, last_column))


@dataclass(frozen=True, slots=True)
class _Found(Generic[K]):
    """Keys with their places; `same` where they are those that are shown already."""

    keys: Sequence[K]
    places: dict[K, int]
    same: bool


def _placed(read_keys: Callable[[], Sequence[K]], shown: Sequence[K]) -> _Found[K]:
    keys = read_keys()
    return _Found(keys, {key: place for place, key in enumerate(keys)}, keys == shown)
