"""Gestures on their way to the store: nobody waits for them, and none is lost in silence."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from reviewer.domain.changes import Changed
from reviewer.domain.queue import QueueItem, QueueState
from reviewer.domain.review import Decision, Verdict
from services.jobs.status import ShuttingDown
from services.triage.desk import Decided, NothingToUndo, TriageDesk, Undone
from ui.job_bridge import JobBridge

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """One verdict on one item, as the item was before."""

    item: QueueItem
    name: str
    verdict: Verdict

    def after(self) -> QueueItem:
        """Return the item as it is once the verdict stands."""
        if self.verdict.decision is not Decision.SKIP:
            return replace(
                self.item,
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
        return replace(self.item, skips=skips, level=skips)


class Deciding(QObject):
    """`committed(Step)` comes when the verdict is on the disk, `refused(Step, sentence)` if not.

    `undone(Undone | NothingToUndo)` and `undo_refused(sentence)` answer `undo`.
    """

    committed = Signal(object)
    refused = Signal(object, str)
    undone = Signal(object)
    undo_refused = Signal(str)

    def __init__(self, desk: TriageDesk, bridge: JobBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._bridge = desk, bridge
        self._under_way: set[int] = set()
        self._undos = 0

    def decide(self, step: Step) -> None:
        """Store a verdict."""
        self._under_way.add(step.item.row_id)
        self._submit(
            lambda: self._desk.decide(step.item.id, step.verdict),
            partial(self._committed, step),
            partial(self._refused, step),
        )

    def undo(self) -> None:
        """Take back the last step."""
        self._undos += 1
        self._submit(self._desk.undo, self._undone, self._undo_refused)

    def expects(self, changed: Changed) -> bool:
        """Tell whether a change is the commit of a gesture that is under way here."""
        if changed.interactions or changed.row_ids is None:
            return False
        return self._undos > 0 or changed.row_ids <= self._under_way

    def _submit(
        self,
        write: "Callable[[], Future[T]]",
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        try:
            future = write()
        except ShuttingDown as closed:
            failed(closed)
        else:
            self._bridge.after(future, done, failed, owner=self)

    def _committed(self, step: Step, decided: Decided) -> None:
        self._under_way.discard(decided.row_id)
        self.committed.emit(step)

    def _refused(self, step: Step, fault: Exception) -> None:
        self._under_way.discard(step.item.row_id)
        self.refused.emit(step, str(fault))

    def _undone(self, undone: Undone | NothingToUndo) -> None:
        self._undos -= 1
        self.undone.emit(undone)

    def _undo_refused(self, fault: Exception) -> None:
        self._undos -= 1
        self.undo_refused.emit(str(fault))
