"""Keeps what somebody looks at where it is while rows come and go above it."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QListView

from ui.models.queue_model import QueueModel
from ui.pages.triage.queue_delegate import HEIGHT


class ScrollAnchor(QObject):
    """Holds the chosen row at its height; where that is out of sight, the row at the top."""

    def __init__(self, view: QListView, model: QueueModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._row_id: int | None = None
        self._height = 0
        for about in (model.rowsAboutToBeInserted, model.rowsAboutToBeRemoved):
            about.connect(self._note)
        for done in (model.rowsInserted, model.rowsRemoved):
            done.connect(self._hold)

    def _note(self) -> None:
        row = self._held_row()
        item = self._model.item(row)
        self._row_id = None if item is None else item.row_id
        self._height = row * HEIGHT - self._view.verticalScrollBar().value()

    def _held_row(self) -> int:
        bar, chosen = self._view.verticalScrollBar(), self._view.currentIndex().row()
        top = bar.value() // HEIGHT
        seen = range(top, top + self._view.viewport().height() // HEIGHT + 1)
        return chosen if chosen in seen else top

    def _hold(self) -> None:
        row = None if self._row_id is None else self._model.row_of(self._row_id)
        if row is None:
            return
        wanted = row * HEIGHT - self._height
        if wanted != self._view.verticalScrollBar().value():
            self._view.doItemsLayout()
            self._view.verticalScrollBar().setValue(wanted)
