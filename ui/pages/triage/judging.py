"""Decisions, undo and redo: the list goes on at once, and the store has the last word."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from reviewer.domain.action import Action, inside
from reviewer.domain.queue import QueueState
from reviewer.domain.review import Decision
from services.triage.desk import Case, NothingToRedo, NothingToUndo, Redone, TriageDesk, Undone
from ui.job_bridge import JobBridge
from ui.models.queue_model import QueueModel
from ui.page_tell import Tell
from ui.pages.triage.case_in_hand import CaseInHand
from ui.pages.triage.deciding import Deciding, Step
from ui.pages.triage.drafts import Drafts
from ui.pages.triage.under_way import MOST_CASES
from ui.widgets.key_cap import native_keys


class Judging(QObject):
    """Takes a case out of the list as it is decided, and puts it back where that failed.

    An item that stays where it is, such as one that is reviewed again, is not taken out.
    `found(Case)` says which case an undo brought back, or `find` was asked for.
    """

    found = Signal(object)

    def __init__(
        self,
        desk: TriageDesk,
        bridge: JobBridge,
        model: QueueModel,
        drafts: Drafts,
        hand: CaseInHand,
        deciding: Deciding,
        tell: Tell,
        undo_keys: Callable[[], tuple[str, ...]],
    ) -> None:
        super().__init__(deciding)
        self._desk, self._bridge, self._model = desk, bridge, model
        self._drafts, self._hand, self._deciding, self._tell = drafts, hand, deciding, tell
        self._undo_keys = undo_keys
        deciding.committed.connect(self._committed)
        deciding.refused.connect(self._refused)
        deciding.undone.connect(self._undone)
        deciding.undo_refused.connect(self._undo_refused)
        deciding.redone.connect(self._redone)
        deciding.redo_refused.connect(self._redo_refused)

    def decide(self, decision: Decision) -> bool:
        """Decide the case in hand; say why not, and return False, where that is not possible."""
        refusal = self._hand.refusal(decision)
        step = self._hand.decide(decision)
        if step is None:
            self._tell(refusal, kind="warning")
            return False
        self._deciding.decide(step)
        if not self._model.keeps(step.item, step.after()):
            self._model.take(step.item.row_id)
        return True

    def find(self, row_id: int) -> None:
        """Look a case up in the store; it may be in any queue, and at any place of it."""
        self.read_case(row_id, self.found.emit)

    def read_case(self, row_id: int, use: Callable[[Case], None]) -> None:
        """Read a case as it is now; say so where it is gone."""
        read = partial(self._desk.case, row_id)
        self._bridge.read(read, partial(self._looked_up, use), owner=self)

    def tell_with_undo(self, sentence: str) -> None:
        """Say what was done, and offer to take it back."""
        self._tell(sentence, action=self._undo_title(), run=self.undo)

    def undo(self) -> None:
        """Take back the last step."""
        self._deciding.undo()

    def redo(self) -> None:
        """Do the step that was taken back last once more."""
        self._deciding.redo()

    def _looked_up(self, use: Callable[[Case], None], case: Case | None) -> None:
        if case is None:
            self._tell("This reply is not in the store any more.", kind="warning")
        else:
            use(case)

    def _committed(self, step: Step) -> None:
        self._model.place(step.after())
        decision = step.verdict.decision
        said = "Skipped" if decision is Decision.SKIP else f"Decided: {inside(decision.label)}"
        self.tell_with_undo(said)

    def _refused(self, step: Step, sentence: str) -> None:
        self._drafts.bring_back(step.item.id)
        self._model.place(step.item)
        self._tell(f"{step.name} was not saved and is back in the list. {sentence}", kind="danger")

    def _undone(self, outcome: Undone | NothingToUndo) -> None:
        match outcome:
            case NothingToUndo():
                self._tell("There is nothing to undo.", kind="info")
            case Undone(action, row_ids):
                self._tell(f"Undone: {_named(action)}", kind="info", run=self.redo, action="Redo")
                self._look_at(row_ids, self._bring_back)

    def _redone(self, outcome: Redone | NothingToRedo) -> None:
        match outcome:
            case NothingToRedo():
                self._tell("There is nothing to redo.", kind="info")
            case Redone(action, row_ids):
                self.tell_with_undo(f"Done again: {_named(action)}")
                self._look_at(row_ids, self._do_again)

    def _look_at(self, row_ids: tuple[int, ...], use: Callable[[tuple[Case, ...]], None]) -> None:
        """Read the replies of a step; of one over many, the list reads most again by itself."""
        read = partial(_cases, self._desk, row_ids[:MOST_CASES])
        self._bridge.read(read, use, owner=self)

    def _bring_back(self, cases: tuple[Case, ...]) -> None:
        for case in reversed(cases):
            self._drafts.bring_back(case.interaction.id)
            self._model.place(case.standing)
        if cases:
            self.found.emit(cases[0])

    def _do_again(self, cases: tuple[Case, ...]) -> None:
        for case in cases:
            if case.standing.state is QueueState.REVIEWED:
                self._drafts.put_aside(case.interaction.id)
            self._model.place(case.standing)

    def _undo_title(self) -> str:
        """The button of a notice, with the key of now that works from within a field, too."""
        keys = self._undo_keys()
        return f"Undo  {native_keys(keys[-1])}" if keys else "Undo"

    def _undo_refused(self, sentence: str) -> None:
        self._tell(f"The last step was not undone. {sentence}", kind="danger")

    def _redo_refused(self, sentence: str) -> None:
        self._tell(f"The step was not done again. {sentence}", kind="danger")


def _named(action: Action) -> str:
    return inside(action.label)


def _cases(desk: TriageDesk, row_ids: tuple[int, ...]) -> tuple[Case, ...]:
    found = (desk.case(row_id) for row_id in row_ids)
    return tuple(case for case in found if case is not None)
