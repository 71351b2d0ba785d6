"""Gestures on their way to the store: nobody waits for them, and none is lost in silence."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from reviewer.domain.queue import QueueItem, QueueState
from reviewer.domain.review import Decision, Verdict
from reviewer.errors import NotPossible
from services.jobs.status import ShuttingDown
from services.triage.desk import TriageDesk
from ui.job_bridge import JobBridge
from ui.pages.triage.under_way import UnderWay

if TYPE_CHECKING:
    from concurrent.futures import Future


@dataclass(frozen=True, slots=True)
class Step:
    """One verdict on one item, as the item was before."""

    item: QueueItem
    name: str
    verdict: Verdict

    def after(self) -> QueueItem:
        """Return the item as it is once the verdict stands."""
        if self.verdict.decision is not Decision.SKIP:
            return self.item._replace(
                state=QueueState.REVIEWED,
                stay=None,
                skips=0,
                level=0,
                decision=self.verdict.decision.value,
                feedback=self.verdict.decision.feedback,
            )
        if self.item.state is QueueState.REVIEWED:
            return self.item
        skips = self.item.skips + 1
        return self.item._replace(skips=skips, level=skips)


class Deciding(QObject):
    """`committed(Step)` comes when the verdict is on the disk, `refused(Step, sentence)` if not.

    `undone(Undone | NothingToUndo)` and `undo_refused(sentence)` answer `undo`, `redone` and
    `redo_refused` likewise `redo`.
    """

    committed = Signal(object)
    refused = Signal(object, str)
    undone = Signal(object)
    undo_refused = Signal(str)
    redone = Signal(object)
    redo_refused = Signal(str)

    def __init__(
        self,
        desk: TriageDesk,
        bridge: JobBridge,
        under_way: UnderWay,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._bridge, self._under_way = desk, bridge, under_way

    def decide(self, step: Step) -> None:
        """Store a verdict."""
        self.submit(
            step.item.row_id,
            lambda: self._desk.decide(step.item.id, step.verdict),
            lambda _decided: self.committed.emit(step),
            lambda sentence: self.refused.emit(step, sentence),
        )

    def undo(self) -> None:
        """Take back the last step."""
        self.submit(None, self._desk.undo, self.undone.emit, self.undo_refused.emit)

    def redo(self) -> None:
        """Do the step that was taken back last once more."""
        self.submit(None, self._desk.redo, self.redone.emit, self.redo_refused.emit)

    def submit(
        self,
        row_id: int | None,
        write: "Callable[[], Future[Any]]",
        done: Callable[[Any], None],
        refused: Callable[[str], None],
    ) -> None:
        """Make any gesture on a reply; None where the store knows which. Then tell how it went."""
        self._under_way.begin(row_id)

        def arrived(outcome: object) -> None:
            self._under_way.end(row_id)
            done(outcome)

        def failed(fault: Exception) -> None:
            self._under_way.end(row_id)
            refused(str(fault))

        try:
            future = write()
        except (ShuttingDown, NotPossible) as fault:
            failed(fault)
        else:
            self._bridge.after(future, arrived, failed, owner=self)
