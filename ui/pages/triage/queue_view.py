"""The list of a queue: dense, and always with one item chosen while there are any."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from reviewer.domain.queue import QueueItem
from ui.models.queue_model import Index, QueueModel
from ui.pages.triage.queue_delegate import HEIGHT, QueueDelegate
from ui.theme import ThemeController


class QueueView(QListView):
    """`chosen(QueueItem | None)` says which item is looked at.

    `spaced` and `entered` say that Space or Enter was pressed. When the chosen item leaves, the
    one that takes its place is chosen.
    """

    chosen = Signal(object)
    spaced = Signal()
    entered = Signal()

    def __init__(
        self, themes: ThemeController, model: QueueModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._queue = model
        self._returning: int | None = None
        self.setModel(model)
        self.setItemDelegate(QueueDelegate(themes, self))
        self.setAccessibleName("Replies in this queue")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(HEIGHT // 2)
        self.verticalScrollBar().valueChanged.connect(self._load_ahead)
        model.rowsInserted.connect(self._choose_some)
        model.rowsRemoved.connect(self._load_ahead)
        model.state_changed.connect(self._load_ahead)
        model.modelReset.connect(lambda: self.chosen.emit(None))
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
        """Look at an interaction's item; where it is not loaded yet, when it comes. Tell which."""
        row = self._queue.row_of(row_id)
        self._returning = row_id if row is None else None
        if row is not None:
            self.choose(row)
        return row is not None

    def step(self, by: int) -> None:
        """Look at an item further down, or up; stay at the ends."""
        row = self.currentIndex().row() + by
        if 0 <= row < self._queue.rowCount():
            self.choose(row)

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
        match event.key():
            case Qt.Key.Key_Space:
                self.spaced.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case _:
                super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802  Qt's name
        """Leave letters to the keys of the page."""

    def _choose_some(self) -> None:
        if self._returning is not None:
            self.return_to(self._returning)
        elif not self.currentIndex().isValid() and self._queue.rowCount():
            self.choose(0)

    def _load_ahead(self) -> None:
        """Load the next page while a page of the view is still ahead."""
        bar = self.verticalScrollBar()
        near = bar.value() + 2 * bar.pageStep() >= bar.maximum()
        if near and self._queue.canFetchMore():
            self._queue.fetchMore()
