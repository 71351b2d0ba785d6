"""Steps on many replies: asked for, previewed, made as one, told of with their undo."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from reviewer.domain.review import FAILURE_CATEGORIES, Decision, Verdict
from reviewer.domain.snooze import Snooze
from services.jobs.status import ShuttingDown
from ui.job_bridge import JobBridge
from ui.models.queue_model import QueueModel
from ui.page_tell import Tell
from ui.pages.triage.bulk_bar import BulkBar
from ui.pages.triage.category_menu import category_entries
from ui.pages.triage.judging import Judging
from ui.pages.triage.key_menu import KeyMenu
from ui.pages.triage.late_room import LateRoom
from ui.theme import ThemeController

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from services.triage.bulk import BulkDesk, BulkDone, Preview


class BulkWork(QObject):
    """Works on what is selected when a step is asked for; a step that is made selects none."""

    def __init__(
        self,
        model: QueueModel,
        bar: BulkBar,
        room: LateRoom,
        bridge: JobBridge,
        judging: Judging,
        themes: ThemeController,
        tell: Tell,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._model, self._bar, self._room, self._bridge = model, bar, room, bridge
        self._judging, self._themes, self._tell, self._page = judging, themes, tell, page
        self._busy = False
        model.marks.changed.connect(lambda: bar.show_count(len(model.marks)))
        bar.all_wanted.connect(self.select_all)
        bar.none_wanted.connect(self.select_none)

    @property
    def is_on(self) -> bool:
        """Tell whether gestures mean what is selected rather than the one reply looked at."""
        return len(self._model.marks) > 0

    def select_all(self) -> None:
        """Select all in this queue and filter, loaded or not."""
        scope = self._model.scope

        def select(row_ids: frozenset[int]) -> None:
            if self._model.scope is scope:
                self._model.marks.put(row_ids)

        self._bridge.read(
            lambda: self._room().bulk.choose(scope.wanted()), select, self._refuse, owner=self
        )

    def select_none(self) -> None:
        """Select nothing any more."""
        self._model.marks.clear()

    def decide(self, decision: Decision) -> None:
        """Give all the same verdict."""
        if decision is Decision.EDITED:
            self._tell("An edited reply is decided on one at a time.", kind="warning")
            return
        verdict = Verdict(decision)
        self._ask(
            decision.label,
            "Skip" if decision is Decision.SKIP else "Decide",
            lambda desk, row_ids: desk.decide(row_ids, verdict),
            verdict,
        )

    def snooze(self) -> None:
        """Ask until when, and put all off."""
        from ui.dialogs.snooze import SnoozeDialog

        count = len(self._model.marks)
        dialog = SnoozeDialog(self._themes, count, parent=self._page.window())
        dialog.chosen.connect(self._snooze)
        dialog.open()

    def edit_tags(self) -> None:
        """Ask for a tag to put on all."""
        from ui.dialogs.tags import TagDialog

        count = len(self._model.marks)
        dialog = TagDialog(self._themes, (), count, parent=self._page.window())
        dialog.toggled.connect(self._tag)
        self._bridge.read(self._room().marking.in_use, dialog.show_used, owner=dialog)
        dialog.open()

    def choose_category(self) -> None:
        """Choose a failure category for all."""
        menu = KeyMenu("Failure category", category_entries(), None, self._page)
        menu.chosen.connect(self._categorise)
        menu.open_above(self._bar.mapToGlobal(QPoint(12, 0)))

    def _snooze(self, snooze: Snooze) -> None:
        label = self._room().snoozing.label(snooze)
        self._ask(label, "Snooze", lambda desk, row_ids: desk.snooze(row_ids, snooze))

    def _tag(self, tag: str, present: bool) -> None:
        title = f"Tag “{tag}”" if present else f"Take off tag “{tag}”"
        self._ask(title, "Tag", lambda desk, row_ids: desk.tag(row_ids, tag, present=present))

    def _categorise(self, category: str | None) -> None:
        name = "none" if category is None else FAILURE_CATEGORIES[category]
        self._ask(
            f"Category: {name}",
            "Categorise",
            lambda desk, row_ids: desk.categorise(row_ids, category),
        )

    def _ask(
        self,
        title: str,
        verb: str,
        write: "Callable[[BulkDesk, tuple[int, ...]], Future[BulkDone]]",
        verdict: Verdict | None = None,
    ) -> None:
        """Count what the step would change, and make it once somebody has said so."""
        from ui.dialogs.bulk_preview import BulkPreviewDialog

        if self._busy:
            self._tell("The step before is being saved.", kind="info")
            return
        chosen = self._model.marks.row_ids
        heading = f"{title}: {len(chosen):,} selected"
        dialog = BulkPreviewDialog(self._themes, heading, verb, parent=self._page.window())
        dialog.confirmed.connect(lambda: self._make(tuple(chosen), write))
        self._bridge.read(
            partial(_preview, self._room, chosen, verdict),
            dialog.show_preview,
            dialog.show_problem,
            owner=dialog,
        )
        dialog.open()

    def _make(
        self,
        row_ids: tuple[int, ...],
        write: "Callable[[BulkDesk, tuple[int, ...]], Future[BulkDone]]",
    ) -> None:
        self._be_busy(busy=True)
        try:
            future = write(self._room().bulk, row_ids)
        except ShuttingDown as closed:
            self._failed(closed)
        else:
            self._bridge.after(future, self._made, self._failed, owner=self)

    def _made(self, done: "BulkDone") -> None:
        self._be_busy(busy=False)
        self._model.marks.clear()
        left_out = f", {done.refused:,} left out" if done.refused else ""
        self._judging.tell_with_undo(f"{done.action.label}{left_out}")
        self._page.setFocus()

    def _failed(self, fault: Exception) -> None:
        """Nothing of a step that fails is stored, so the selection stays as it was."""
        self._be_busy(busy=False)
        self._tell(f"Nothing was changed. {fault}", kind="danger")

    def _refuse(self, fault: Exception) -> None:
        self._tell(str(fault), kind="warning")

    def _be_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self._bar.show_busy(busy=busy)


def _preview(room: LateRoom, row_ids: frozenset[int], verdict: Verdict | None) -> "Preview":
    return room().bulk.preview(tuple(row_ids), verdict)
