"""One queue as a list that loads as it is scrolled and stays put while it is worked on."""

from collections.abc import Callable, Iterable
from enum import Enum
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from reviewer.domain.filters import Filter
from reviewer.domain.moments import now_micros
from reviewer.domain.queue import Order, Queue, QueueItem, QueuePage, QueuePosition
from services.triage.desk import TriageDesk
from ui.job_bridge import JobBridge
from ui.models.queue_marks import QueueMarks
from ui.models.queue_order import key_of, key_of_position, place_of, runs
from ui.models.queue_read import QueueRead
from ui.models.queue_scope import QueueScope
from ui.models.queue_spoken import spoken
from ui.models.queue_standing import explanation
from ui.widgets.labels import plain_tooltip

#: Items per read, as the list grows and in a refresh.
PAGE, LARGEST = 60, 500
ITEM_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_EVERYTHING = Filter()


class ListState(Enum):
    """What the list has to show."""

    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


class QueueModel(QAbstractListModel):
    """The items of one queue in one order, read page by page.

    An item that is being decided is taken out at once and stays out, whatever a read that began
    before the commit still says. A refresh changes only what is different, so that selection and
    scroll position stay. `state_changed` follows each read.
    """

    state_changed = Signal()

    def __init__(self, desk: TriageDesk, bridge: JobBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._bridge = bridge
        self._scope = QueueScope()
        #: The replies that are selected for a step on many.
        self.marks = QueueMarks(self)
        self._items: list[QueueItem] = []
        self._after: QueuePosition | None = None
        self._away: set[int] = set()
        self._reading: QueueRead | None = None
        self._refresh_wanted = False
        self._state, self._failure = ListState.LOADING, ""

    @property
    def queue(self) -> Queue:
        """Return the queue that is shown."""
        return self._scope.queue

    @property
    def order(self) -> Order:
        """Return the order it is shown in."""
        return self._scope.order

    @property
    def scope(self) -> QueueScope:
        """Return what the list is about."""
        return self._scope

    @property
    def state(self) -> ListState:
        """Tell whether the list is being read, is there, or could not be read."""
        return self._state

    @property
    def failure(self) -> str:
        """Return why the list could not be read."""
        return self._failure

    def show_queue(self, queue: Queue, order: Order, narrowed: Filter = _EVERYTHING) -> None:
        """Show another queue, order or part of a queue, from its beginning."""
        if (queue, narrowed) != (self._scope.queue, self._scope.narrowed):
            self.marks.clear()
        self._scope = QueueScope(queue, order, narrowed)
        self.reload()

    def reload(self) -> None:
        """Read the queue anew, from its beginning."""
        self.beginResetModel()
        self._items, self._after = [], None
        self.endResetModel()
        self._set_state(ListState.LOADING)
        self._read(refreshes=False)

    def refresh(self) -> None:
        """Read again what is loaded, and change what is different; also after a failure."""
        self._refresh_wanted = self._reading is not None
        if self._reading is None:
            self._read(refreshes=True)

    def item(self, row: int) -> QueueItem | None:
        """Return the item of a row; None where there is no such row."""
        return self._items[row] if 0 <= row < len(self._items) else None

    def row_of(self, row_id: int) -> int | None:
        """Return the row of an interaction; None where it is not loaded."""
        return next((row for row, item in enumerate(self._items) if item.row_id == row_id), None)

    def keeps(self, before: QueueItem, after: QueueItem) -> bool:
        """Tell whether a change leaves an item where it is in this queue."""
        order = self._scope.order
        return key_of(order, before) == key_of(order, after) and self._scope.admits(after)

    def take(self, row_id: int) -> None:
        """Take an item out until `place` brings it back or `let_go` lets the store decide."""
        self._away.add(row_id)
        if self._reading is not None:
            self._reading.hidden.add(row_id)
        row = self.row_of(row_id)
        if row is not None:
            self._remove_rows(row, row)

    def let_go(self, row_id: int) -> None:
        """Believe the store again about an item that was taken out: its step is committed."""
        self._away.discard(row_id)

    def place(self, item: QueueItem) -> int | None:
        """Show an item as it now is, where it belongs; return its row.

        None where it belongs to another queue, or behind what is loaded.
        """
        self.let_go(item.row_id)
        if self._reading is not None and self._scope.admits(item):
            self._reading.outdated = True
        row = self.row_of(item.row_id)
        if row is not None and self.keeps(self._items[row], item):
            self._update(row, item)
            return row
        if row is not None:
            self._remove_rows(row, row)
        return self._insert(item)

    def rowCount(self, parent: Index = _TOP) -> int:  # noqa: N802  Qt's name
        """Return how many items are loaded."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return an item's excerpt, why it stands here, all of it as sentences, or the item."""
        item = self.item(index.row())
        if item is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return item.excerpt
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(item, selected=item.row_id in self.marks)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip("\n".join(explanation(item, now_micros())))
        return item if role == ITEM_ROLE else None

    def canFetchMore(self, parent: Index = _TOP) -> bool:  # noqa: N802  Qt's name
        """Tell whether there is more to load, and nothing is being read yet."""
        ready = self._state is ListState.READY and self._reading is None
        return ready and self._after is not None and not parent.isValid()

    def fetchMore(self, parent: Index = _TOP) -> None:  # noqa: N802  Qt's name
        """Load the next page, in the background."""
        if self.canFetchMore(parent):
            self._read(refreshes=False)

    def _read(self, *, refreshes: bool) -> None:
        after = None if refreshes else self._after
        self._reading = QueueRead(refreshes, after, set(self._away))
        self._read_on(self._reading)

    def _read_on(self, read: QueueRead) -> None:
        limit = min(max(PAGE, len(self._items)), LARGEST) if read.refreshes else PAGE
        scope = self._scope
        self._bridge.read(
            partial(self._desk.page, scope.queue, scope.order, limit, read.after, scope.narrowed),
            partial(self._arrived, read),
            partial(self._could_not_read, read),
            owner=self,
        )

    def _arrived(self, read: QueueRead, page: QueuePage) -> None:
        if read is not self._reading:
            return
        self._scope.note(page.items)
        read.items += page.items
        read.after = page.after
        if read.goes_on(self._scope.order, self._items):
            self._read_on(read)
        else:
            self._take_in(read)
            self._end_read(ListState.READY)

    def _take_in(self, read: QueueRead) -> None:
        """Show what was read; it counts as being read meanwhile, so that no view asks for more."""
        self._refresh_wanted = self._refresh_wanted or read.outdated
        if read.refreshes and read.outdated:
            return
        self._after = read.after
        items = [item for item in read.items if item.row_id not in read.hidden]
        if read.refreshes:
            self._merge(items)
        else:
            self._append(items)

    def _end_read(self, state: ListState, failure: str = "") -> None:
        self._reading = None
        if self._refresh_wanted and state is ListState.READY:
            self.refresh()
        self._set_state(state, failure)

    def _could_not_read(self, read: QueueRead, fault: Exception) -> None:
        if read is self._reading:
            self._end_read(ListState.FAILED, str(fault))

    def _set_state(self, state: ListState, failure: str = "") -> None:
        self._state, self._failure = state, failure
        self.state_changed.emit()

    def _append(self, items: list[QueueItem]) -> None:
        known = {item.row_id for item in self._items}
        self._insert_rows(len(self._items), [i for i in items if i.row_id not in known])

    def _insert(self, item: QueueItem) -> int | None:
        if not self._scope.admits(item) or not self._reaches(item):
            return None
        row = place_of(self._items, self._scope.order, item)
        self._insert_rows(row, [item])
        return row

    def _reaches(self, item: QueueItem) -> bool:
        if self._after is None:
            return self._state is not ListState.LOADING
        order = self._scope.order
        return key_of(order, item) < key_of_position(order, self._after)

    def _merge(self, current: list[QueueItem]) -> None:
        now = {item.row_id: item for item in current}
        self._remove_where(lambda item: self._moved(item, now.get(item.row_id)))
        for row, item in enumerate(self._items):
            self._update(row, now[item.row_id])
        known = {item.row_id for item in self._items}
        for first, last in list(runs(current, lambda item: item.row_id not in known)):
            self._insert_rows(first, current[first : last + 1])

    def _moved(self, item: QueueItem, now: QueueItem | None) -> bool:
        order = self._scope.order
        return now is None or key_of(order, item) != key_of(order, now)

    def _update(self, row: int, item: QueueItem) -> None:
        if item != self._items[row]:
            self._items[row] = item
            self.dataChanged.emit(self.index(row), self.index(row))

    def _remove_where(self, unwanted: Callable[[QueueItem], bool]) -> None:
        for first, last in reversed(list(runs(self._items, unwanted))):
            self._remove_rows(first, last)

    def _remove_rows(self, first: int, last: int) -> None:
        self.marks.forget(item.row_id for item in self._items[first : last + 1])
        self.beginRemoveRows(_TOP, first, last)
        del self._items[first : last + 1]
        self.endRemoveRows()

    def _insert_rows(self, row: int, items: Iterable[QueueItem]) -> None:
        fresh = list(items)
        if fresh:
            self.beginInsertRows(_TOP, row, row + len(fresh) - 1)
            self._items[row:row] = fresh
            self.endInsertRows()
