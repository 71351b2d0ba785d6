"""What stands in the pane's place while the queue has no case to show."""

from PySide6.QtCore import QObject, Signal

from reviewer.domain.queue import QueueCounts
from ui.models.queue_model import ListState, QueueModel
from ui.pages.triage.emptiness import Emptiness, explain, nothing_fits
from ui.pages.triage.viewing import Viewing
from ui.widgets.page_states import PageStates


class NoCase(QObject):
    """Says that the queue is being read, could not be read, or is empty, and what to do then.

    `queue_wanted(Queue)`, `clear_wanted` and `import_wanted` are what the button of an empty queue
    leads to.
    """

    queue_wanted = Signal(object)
    clear_wanted = Signal()
    import_wanted = Signal()

    def __init__(
        self, model: QueueModel, viewing: Viewing, states: PageStates, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model, self._viewing, self._states = model, viewing, states
        self._counts: QueueCounts | None = None
        self._fits: QueueCounts | None = None
        self._empty: Emptiness | None = None
        model.state_changed.connect(self._look)
        model.rowsRemoved.connect(self._look)
        model.rowsInserted.connect(self._look)
        states.acted.connect(self.act)
        states.retried.connect(self._try_again)

    def show_counts(self, counts: QueueCounts) -> None:
        """Take in what the other queues hold."""
        self._counts = counts
        self._look()

    def show_narrowed(self, fits: QueueCounts | None) -> None:
        """Take in how much fits the filter, queue by queue."""
        self._fits = fits
        self._look()

    def act(self) -> None:
        """Do what the button of an empty queue stands for."""
        if self._empty is None or not self._empty.action:
            return
        if self._empty.clears:
            self.clear_wanted.emit()
        elif self._empty.leads_to is None:
            self.import_wanted.emit()
        else:
            self.queue_wanted.emit(self._empty.leads_to)

    def _look(self) -> None:
        self._empty = None
        if self._model.rowCount() or self._viewing.row_id is not None:
            return
        match self._model.state:
            case ListState.LOADING:
                self._states.show_loading("Reading the queue…")
            case ListState.FAILED:
                self._states.show_error(f"The queue could not be read. {self._model.failure}")
            case ListState.READY if self._model.canFetchMore():
                self._model.fetchMore()
            case ListState.READY if self._model.scope.is_narrowed:
                self._explain(nothing_fits(self._model.queue, self._fits))
            case ListState.READY if self._counts is not None:
                self._explain(explain(self._model.queue, self._counts))

    def _explain(self, empty: Emptiness) -> None:
        self._empty = empty
        self._states.show_empty(empty.title, empty.sentence, icon=empty.icon, action=empty.action)

    def _try_again(self) -> None:
        if self._model.state is ListState.FAILED:
            self._model.refresh()
        self._viewing.try_again()
