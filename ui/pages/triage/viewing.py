"""Keeps the pane at the item that the list has chosen, with its neighbours at hand."""

from PySide6.QtCore import QObject, QTimer

from reviewer.domain.queue import QueueItem
from ui.pages.triage.case_in_hand import CaseInHand
from ui.pages.triage.prefetch import Prefetch, Prepared
from ui.pages.triage.queue_view import QueueView
from ui.pages.triage.replay_pane import ReplayPane
from ui.widgets.page_states import PageStates

AHEAD, BEHIND = 4, 1
#: How long the case before stays on the screen while the next one is read.
PATIENCE_MS = 250


class Viewing(QObject):
    """Shows the chosen case as soon as it is there; until then, no case can be decided."""

    def __init__(
        self,
        view: QueueView,
        prefetch: Prefetch,
        hand: CaseInHand,
        pane: ReplayPane,
        states: PageStates,
    ) -> None:
        super().__init__(pane)
        self._view, self._prefetch, self._hand = view, prefetch, hand
        self._pane, self._states = pane, states
        self._row_id: int | None = None
        self._shown: Prepared | None = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(lambda: states.show_loading("Reading the reply…"))
        view.chosen.connect(self._follow)
        view.model().rowsInserted.connect(self._stock_up)
        prefetch.arrived.connect(self._arrived)
        prefetch.gone.connect(self._gone)
        prefetch.failed.connect(self._failed)

    @property
    def row_id(self) -> int | None:
        """Return the row id of the case that is looked at, shown or still being read."""
        return self._row_id

    def look_at(self, row_id: int | None) -> None:
        """Show a case, whether or not the list has it; None for none."""
        self._row_id = row_id
        self._patience.stop()
        self._stock_up()
        prepared = None if row_id is None else self._prefetch.get(row_id)
        if prepared is not None:
            self._show(prepared)
        else:
            self._wait()

    def try_again(self) -> None:
        """Read the case that could not be read once more."""
        self._stock_up()

    def show_draft(self) -> None:
        """Show what the decisions look like now."""
        self._pane.show_draft(self._hand.draft, self._hand.refusals())

    def _follow(self, item: QueueItem | None) -> None:
        self.look_at(None if item is None else item.row_id)

    def _stock_up(self) -> None:
        neighbours = [item.row_id for item in self._view.around(AHEAD, BEHIND)]
        first = [] if self._row_id is None else [self._row_id]
        self._prefetch.want([*first, *(row_id for row_id in neighbours if row_id not in first)])

    def _wait(self) -> None:
        self._hand.put_down()
        self._shown = None
        self.show_draft()
        if self._row_id is not None:
            self._patience.start()

    def _arrived(self, prepared: Prepared) -> None:
        if prepared.row_id == self._row_id and prepared != self._shown:
            self._show(prepared)

    def _show(self, prepared: Prepared) -> None:
        self._patience.stop()
        self._shown = prepared
        self._hand.take(prepared)
        self._pane.show_case(prepared, self._hand.draft, self._hand.refusals())
        self._states.show_content()

    def _gone(self, row_id: int) -> None:
        if row_id == self._row_id:
            self._patience.stop()
            sentence = "This reply is not in the store any more. Choose another one."
            self._states.show_error(sentence, can_retry=False)

    def _failed(self, row_id: int, sentence: str) -> None:
        """Say that a case cannot be shown; one that is on the screen already stays there."""
        if row_id == self._row_id and self._shown is None:
            self._patience.stop()
            self._states.show_error(f"The reply could not be read. {sentence}")
