"""What can be done with an improved reply, each with its key."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.domain.improvement import ImprovementState, LeaderboardRow
from ui.pages.triage.asking.improved_text import Compared
from ui.pages.triage.asking.keys import ACCEPT, DISCARD, EDIT, USE
from ui.pages.triage.asking.tools import Tools
from ui.pages.triage.keys import COMPLETE, KeyOf
from ui.theme import ThemeController
from ui.widgets.badge import Badge
from ui.widgets.diff_view import DiffMode

_MODES = {
    DiffMode.MARKED: "Marked",
    DiffMode.PLAIN: "Unmarked",
    DiffMode.UNIFIED: "One text",
}


class ImprovedTools(QWidget):
    """Shows what can be done now: a key that would be typed is no help."""

    accepted = Signal()
    edit_wanted = Signal()
    discarded = Signal()
    use_wanted = Signal()
    copy_wanted = Signal()
    again_wanted = Signal()
    cancelled = Signal()
    against_wanted = Signal()
    view_wanted = Signal()
    other_wanted = Signal()
    left = Signal()

    def __init__(
        self, themes: ThemeController, key_of: KeyOf, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._line = line = Tools(self)
        self._apart = False
        self.badge = Badge(themes, "accepted", parent=self)
        line.take(self.badge)
        self.cancel = line.add("Cancel", self.cancelled.emit, "Esc")
        self.save = line.add("Save as accepted", self.accepted.emit, key_of(COMPLETE))
        self.done = line.add("Done", self.left.emit, "Esc")
        self.accept = line.add("Accept", self.accepted.emit, key_of(ACCEPT))
        self.edit = line.add("Edit", self.edit_wanted.emit, key_of(EDIT))
        self.discard = line.add("Discard", self.discarded.emit, key_of(DISCARD))
        self.use = line.add("Use in edit", self.use_wanted.emit, key_of(USE))
        self.use.allow("", "Begin your own edit of the agent's reply with this text")
        self.copy = line.add("Copy", self.copy_wanted.emit)
        self.again = line.add("Ask again", self.again_wanted.emit)
        self.again.allow("", "Ask once more, although the answer is known")
        self.other = line.add("", self.other_wanted.emit)
        self.against = line.add("", self.against_wanted.emit)
        self.against.allow("", "Mark the changes against the AI's reply or the agent's")
        self.view = line.add(_MODES[DiffMode.MARKED], self.view_wanted.emit)
        self.view.allow("", "Changes marked, unmarked, or both replies as one text")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(line)

    def show_state(
        self,
        row: LeaderboardRow | None,
        place: tuple[int, int],
        *,
        growing: bool,
        editing: bool,
        edited: bool,
    ) -> None:
        """Show what can be done with this one, the `place`-th of so many."""
        self._show_badge(row, edited=edited, growing=growing)
        self.accept.set_title("Accept as edited" if edited else "Accept")
        self.other.set_title(f"{place[0] + 1} of {place[1]}")
        if growing:
            self._line.show_only((self.badge, self.cancel))
        elif editing:
            self._line.show_only((self.badge, self.save, self.done))
        else:
            self._line.show_only(self._usual(row, many=place[1] > 1, edited=edited))

    def show_against(self, compared: Compared) -> None:
        """Show against what the changes are marked; where all is different, there is no view."""
        difference = ": entirely different" if compared.apart else ""
        self.against.set_title(f"Against {compared.against}{difference}")
        self._apart = compared.apart
        self.view.setVisible(not compared.apart and self.against.isVisibleTo(self))

    def show_mode(self, mode: DiffMode) -> None:
        """Show how the changes are shown."""
        self.view.set_title(_MODES[mode])
        self.view.setAccessibleName(f"Changes: {mode.value}")

    def _usual(self, row: LeaderboardRow | None, *, many: bool, edited: bool) -> Iterator[QWidget]:
        state = ImprovementState.PROPOSED if row is None else row.state
        if state is not ImprovementState.PROPOSED or edited:
            yield self.badge
        if state is not ImprovementState.ACCEPTED or edited:
            yield self.accept
        yield self.edit
        if state is not ImprovementState.DISCARDED:
            yield self.discard
        yield from (self.use, self.copy, self.again, self.against)
        if not self._apart:
            yield self.view
        if many:
            yield self.other

    def _show_badge(self, row: LeaderboardRow | None, *, edited: bool, growing: bool) -> None:
        if growing:
            self.badge.show_state("writing…", kind="accent", icon="sparkles")
        elif edited:
            self.badge.show_state("edited, not saved", kind="accent", icon="pencil")
        elif row is not None and row.state is ImprovementState.ACCEPTED:
            words = "accepted, edited" if row.final_reply else "accepted"
            self.badge.show_state(words, kind="success", icon="check")
        else:
            self.badge.show_state("discarded", icon="x")
