"""Snoozes, wakes, tags and categories on their way to the store, without a verdict."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reviewer.domain.action import inside
from reviewer.domain.snooze import Snooze
from services.triage.desk import Case
from services.triage.gestures import Done
from ui.models.case_text import title_of
from ui.models.queue_model import QueueModel
from ui.page_tell import Tell
from ui.pages.triage.deciding import Deciding
from ui.pages.triage.judging import Judging

if TYPE_CHECKING:
    from concurrent.futures import Future

    from services.triage.room import TriageRoom


class Marking(QObject):
    """Each gesture is told of once it is on the disk, with its undo; none is lost in silence.

    `woken(Case)` gives a reply that was put off and can be worked on again.
    """

    woken = Signal(object)

    def __init__(
        self,
        room: "Callable[[], TriageRoom]",
        model: QueueModel,
        deciding: Deciding,
        judging: Judging,
        tell: Tell,
    ) -> None:
        super().__init__(judging)
        self._room, self._model = room, model
        self._deciding, self._judging, self._tell = deciding, judging, tell

    def snooze(self, case: Case, snooze: Snooze) -> None:
        """Put a reply off; it leaves the list at once, and comes back where that failed."""
        self._model.take(case.interaction.row_id)
        self._submit(
            case,
            lambda: self._room().snoozing.snooze(case.interaction.id, snooze),
            lambda done: f"Snoozed {inside(done.action.label).removeprefix('snooze ')}",
        )

    def wake(self, case: Case) -> None:
        """End a snooze now."""
        self._submit(
            case,
            lambda: self._room().snoozing.wake(case.interaction.id),
            lambda _done: "Woken: it can be worked on now",
            self.woken.emit,
        )

    def tag(self, case: Case, tag: str, *, present: bool) -> None:
        """Put a tag on a reply, or take it off."""
        said = f"Tagged “{tag}”" if present else f"Tag “{tag}” taken off"
        self._submit(
            case,
            lambda: self._room().marking.tag(case.interaction.id, tag, present=present),
            lambda _done: said,
        )

    def categorise(self, case: Case, category: str | None) -> None:
        """Give a reply a failure category without a verdict; None takes it back."""
        self._submit(
            case,
            lambda: self._room().marking.categorise(case.interaction.id, category),
            lambda done: done.action.label,
        )

    def _submit(
        self,
        case: Case,
        write: "Callable[[], Future[Done]]",
        words: Callable[[Done], str],
        then: Callable[[Case], None] = lambda _case: None,
    ) -> None:
        def done(outcome: Done) -> None:
            self._judging.tell_with_undo(words(outcome))
            self._judging.read_case(case.interaction.row_id, partial(self._place, then))

        def refused(sentence: str) -> None:
            self._model.place(case.standing)
            self._tell(f"{title_of(case.interaction)}: {sentence}", kind="danger")

        self._deciding.submit(case.interaction.row_id, write, done, refused)

    def _place(self, then: Callable[[Case], None], case: Case) -> None:
        self._model.place(case.standing)
        then(case)
