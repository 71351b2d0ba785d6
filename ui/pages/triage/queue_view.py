"""The list of a queue: dense, and always with one item chosen while there are any."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from reviewer.domain.queue import QueueItem
from ui.models.queue_model import Index, QueueModel
from ui.pages.triage.queue_delegate import HEIGHT, QueueDelegate
from ui.pages.triage.scroll_anchor import ScrollAnchor
from ui.theme import ThemeController

_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class QueueView(QListView):
    """`chosen(QueueItem | None)` says which item is looked at; `entered` that Enter was pressed.

    When the chosen item leaves, the one that takes its place is chosen. Beside the one that is
    looked at, any number can be selected for a step on many (`QueueModel.marks`): Space or a
    click with Ctrl selects one, Shift a range, Esc none.
    """

    chosen = Signal(object)
    entered = Signal()

    def __init__(
        self, themes: ThemeController, model: QueueModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._queue = model
        self._returning: int | None = None
        self.setModel(model)
        self.setItemDelegate(QueueDelegate(themes, model.marks, self))
        self.setAccessibleName("Replies in this queue")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(HEIGHT // 2)
        self.verticalScrollBar().valueChanged.connect(self._load_ahead)
        ScrollAnchor(self, model)
        model.rowsInserted.connect(self._choose_some)
        model.rowsRemoved.connect(self._load_ahead)
        model.state_changed.connect(self._load_ahead)
        model.modelReset.connect(lambda: self.chosen.emit(None))
        model.marks.changed.connect(self.viewport().update)
        themes.changed.connect(self.viewport().update)

    def current(self) -> QueueItem | None:
        """Return the item that is looked at."""
        return self._queue.item(self.currentIndex().row())

    def choose(self, row: int) -> None:
        """Look at the item of a row."""
        self.setCurrentIndex(self._queue.index(row))
        for neighbour in (row - 1, row + 1, row):
            self.scrollTo(self._queue.index(neighbour))

    def return_to(self, row_id: int) -> bool:
        """Look at an interaction's item; where it is not loaded yet, when it comes. Tell which.

        Until it comes, no item is chosen: none of those here is the one looked at.
        """
        row = self._queue.row_of(row_id)
        if row is None:
            self.selectionModel().setCurrentIndex(QModelIndex(), _CHOOSE)
            self._returning = row_id
        else:
            self.choose(row)
        return row is not None

    def step(self, by: int) -> None:
        """Look at an item further down, or up; stay at the ends."""
        row = self.currentIndex().row() + by
        if 0 <= row < self._queue.rowCount():
            self._queue.marks.end_range()
            self.choose(row)

    def extend(self, by: int) -> None:
        """Select the items from here to one further down, or up."""
        item, row = self.current(), self.currentIndex().row() + by
        if item is not None and 0 <= row < self._queue.rowCount():
            self._queue.marks.begin_range(item.row_id)
            self._extend_to(row)

    def toggle(self) -> None:
        """Select the item that is looked at, or no longer."""
        item = self.current()
        if item is not None:
            self._queue.marks.toggle(item.row_id)

    def around(self, ahead: int, behind: int) -> list[QueueItem]:
        """Return the chosen item, those ahead of it, then those behind it."""
        here = self.currentIndex().row()
        rows = [*range(here, here + ahead + 1), *range(here - 1, here - behind - 1, -1)]
        return [item for row in rows if (item := self._queue.item(row)) is not None]

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802  Qt's name
        super().currentChanged(current, previous)
        self._returning = None
        self.chosen.emit(self._queue.item(current.row()))
        self._load_ahead()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        match event.key():
            case Qt.Key.Key_Space:
                self.toggle()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Escape if len(self._queue.marks):
                self._queue.marks.clear()
            case _ if by:
                self.extend(by) if event.modifiers() & _SHIFT else self.step(by)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self._queue.item(self.indexAt(event.position().toPoint()).row())
        if item is not None and event.modifiers() & _CONTROL:
            self._queue.marks.toggle(item.row_id)
        elif item is not None and event.modifiers() & _SHIFT and (here := self.current()):
            self._queue.marks.begin_range(here.row_id)
            self._extend_to(self._queue.row_of(item.row_id) or 0)
        else:
            self._queue.marks.end_range()
            super().mousePressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802  Qt's name
        """Leave letters to the keys of the page."""

    def _extend_to(self, row: int) -> None:
        anchor = self._queue.marks.anchor
        start = None if anchor is None else self._queue.row_of(anchor)
        first, last = sorted((row if start is None else start, row))
        items = (self._queue.item(one) for one in range(first, last + 1))
        self._queue.marks.extend(item.row_id for item in items if item is not None)
        self.choose(row)

    def _choose_some(self) -> None:
        if self._returning is not None:
            self._look_for(self._returning)
        elif not self.currentIndex().isValid() and self._queue.rowCount():
            self.choose(0)

    def _look_for(self, row_id: int) -> None:
        row = self._queue.row_of(row_id)
        if row is not None:
            self.choose(row)

    def _load_ahead(self) -> None:
        """Load the next page while a page of the view is still ahead."""
        bar = self.verticalScrollBar()
        near = bar.value() + 2 * bar.pageStep() >= bar.maximum()
        if near and self._queue.canFetchMore():
            self._queue.fetchMore()


_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect
