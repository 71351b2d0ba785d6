"""What can be said of the case in hand besides a verdict: put off, tagged, graded, flagged."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reviewer.domain.moments import now_micros
from reviewer.domain.snooze import Snooze
from services.triage.desk import Case
from ui.job_bridge import JobBridge
from ui.page_tell import Tell
from ui.pages.triage.action_bar import ActionBar
from ui.pages.triage.case_in_hand import CaseInHand
from ui.pages.triage.category_menu import CategoryMenu
from ui.pages.triage.marking import Marking
from ui.pages.triage.severity_menu import SeverityMenu
from ui.theme import ThemeController

if TYPE_CHECKING:
    from collections.abc import Callable

    from services.triage.room import TriageRoom


class CaseGestures(QObject):
    """Asks what a gesture needs, and passes it on; without a case, each does nothing.

    `put_off(int)` says that the reply of this row id leaves the desk.
    """

    put_off = Signal(int)

    def __init__(
        self,
        hand: CaseInHand,
        marking: Marking,
        bar: ActionBar,
        room: "Callable[[], TriageRoom]",
        bridge: JobBridge,
        themes: ThemeController,
        tell: Tell,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._hand, self._marking, self._bar = hand, marking, bar
        self._room, self._bridge, self._themes = room, bridge, themes
        self._tell, self._page = tell, page

    def snooze(self) -> None:
        """Ask until when, and put the reply off."""
        if (case := self._case()) is not None:
            from ui.dialogs.snooze import SnoozeDialog

            dialog = SnoozeDialog(self._themes, parent=self._page.window())
            dialog.chosen.connect(lambda snooze: self._snooze(case, snooze))
            dialog.open()

    def wake(self) -> None:
        """End the snooze of the reply now."""
        case = self._case()
        if case is not None and not case.standing.asleep(now_micros()):
            self._tell("This reply is not asleep: there is nothing to wake.", kind="warning")
        elif case is not None:
            self._marking.wake(case)

    def choose_category(self) -> None:
        """Choose why the AI's reply failed, for the verdict or at once."""
        if (case := self._case()) is not None:
            menu = CategoryMenu(self._hand.draft.category, case.standing.category, self._page)
            menu.chosen.connect(self._hand.choose_category)
            menu.given.connect(lambda category: self._marking.categorise(case, category))
            menu.open_above(self._bar.corner_of(self._bar.category))

    def choose_severity(self) -> None:
        """Choose how grave the failure is."""
        if self._case() is not None:
            menu = SeverityMenu(self._hand.draft.severity, self._page)
            menu.chosen.connect(self._hand.choose_severity)
            menu.open_above(self._bar.corner_of(self._bar.severity))

    def flag(self) -> None:
        """Flag the reply to the lead, or take the flag away."""
        if self._case() is not None:
            self._hand.flag(flagged=not self._hand.draft.flagged)

    def edit_tags(self) -> None:
        """Ask for a tag to put on the reply, or to take off."""
        if (case := self._case()) is not None:
            from ui.dialogs.tags import TagDialog

            dialog = TagDialog(self._themes, case.standing.tags, parent=self._page.window())
            dialog.toggled.connect(
                lambda tag, present: self._marking.tag(case, tag, present=present)
            )
            self._bridge.read(self._room().marking.in_use, dialog.show_used, owner=dialog)
            dialog.open()

    def _snooze(self, case: Case, snooze: Snooze) -> None:
        self._marking.snooze(case, snooze)
        self.put_off.emit(case.interaction.row_id)

    def _case(self) -> Case | None:
        return None if self._hand.prepared is None else self._hand.prepared.case
