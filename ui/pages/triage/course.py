"""The way from case to case: on after a decision, back after an undo, to any reply asked for."""

from PySide6.QtCore import QObject, Qt

from reviewer.domain.review import Decision
from services.triage.desk import Case
from ui.models.queue_model import QueueModel
from ui.models.queue_order import belongs, queue_of
from ui.pages.triage.judging import Judging
from ui.pages.triage.queue_panel import QueuePanel
from ui.pages.triage.viewing import Viewing


class Course(QObject):
    """Follows the decisions that are made on this page, and leaves the keys to the list."""

    def __init__(
        self, judging: Judging, viewing: Viewing, queue: QueuePanel, model: QueueModel
    ) -> None:
        super().__init__(judging)
        self._judging, self._viewing = judging, viewing
        self._queue, self._model = queue, model
        judging.found.connect(self.go_to)

    def decide(self, decision: Decision) -> None:
        """Give the case a verdict and go on to the next one."""
        row_id = self._viewing.row_id
        if row_id is not None and self._judging.decide(decision):
            self.leave(row_id)

    def undo(self) -> None:
        """Take back the last step and return to its reply."""
        self._judging.undo()

    def redo(self) -> None:
        """Do the step that was taken back last once more."""
        self._judging.redo()

    def look_at(self, row_id: int) -> None:
        """Go to a reply, in whichever queue it stands."""
        self._judging.find(row_id)

    def go_to(self, case: Case) -> None:
        """Go to a case that was brought back or asked for, in whichever queue it stands now."""
        if not belongs(self._model.queue, case.standing):
            self._queue.show_queue(queue_of(case.standing))
        if not self._queue.view.return_to(case.interaction.row_id):
            self._viewing.look_at(case.interaction.row_id)

    def leave(self, row_id: int) -> None:
        """Go on from a reply that was decided or put off."""
        self.go_back()
        if self._viewing.row_id == row_id:
            self._go_on_from(row_id)

    def go_back(self) -> None:
        """Give the keys back to the list."""
        self._queue.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on_from(self, row_id: int) -> None:
        """Leave a case; where its item has left the list, the list has gone on already."""
        row, view = self._model.row_of(row_id), self._queue.view
        if row is not None and row + 1 < self._model.rowCount():
            view.step(1)
        elif row is not None:
            self._viewing.look_at(row_id)
        elif (current := view.current()) is not None:
            self._viewing.look_at(current.row_id)
        else:
            self._viewing.look_at(None)
            view.choose(0)
