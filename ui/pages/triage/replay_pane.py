"""The right side of the page: one case, from its header down to the decisions."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reviewer.domain.moments import now_micros
from reviewer.domain.review import Decision
from ui.job_bridge import JobBridge
from ui.pages.triage.action_bar import ActionBar
from ui.pages.triage.case_facts import CHANGED_BADGE
from ui.pages.triage.case_header import CaseHeader
from ui.pages.triage.conversation import Conversation
from ui.pages.triage.drafts import Draft
from ui.pages.triage.keys import CHANGED, CONVERSATION, EARLIER, KeyOf
from ui.pages.triage.note_field import NoteField
from ui.pages.triage.prefetch import Prepared
from ui.pages.triage.replies import Replies
from ui.pages.triage.sections.area import SectionArea
from ui.pages.triage.sections.section import SectionSpec
from ui.theme import ThemeController


class ReplayPane(QFrame):
    """Header, conversation, both replies with what is unfolded beside them, note, decisions.

    `pressed(str)` names the action of a button; `left` says that somebody pressed Esc in a field.
    `case_shown(Prepared)` tells of each case before its sections are shown.
    """

    pressed = Signal(str)
    left = Signal()
    case_shown = Signal(object)

    def __init__(
        self,
        themes: ThemeController,
        bridge: JobBridge,
        key_of: KeyOf,
        sections: Sequence[SectionSpec] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "plain")
        self.header = CaseHeader(themes, self)
        self.conversation = Conversation(themes, key_of(EARLIER), key_of(CONVERSATION), self)
        self.replies = Replies(themes, bridge, key_of, self)
        self.sections = SectionArea(self.replies, sections, key_of, self)
        self.note = NoteField(themes, self)
        self.bar = ActionBar(key_of, self)
        self._lay_out()
        self.header.pressed.connect(self._follow_badge)
        self.conversation.whole_wanted.connect(lambda: self.pressed.emit(CONVERSATION))
        for part in (self.replies, self.sections.bar, self.bar):
            part.pressed.connect(self.pressed)
        for field in (self.replies, self.sections, self.note):
            field.left.connect(self.left)

    def show_case(self, prepared: Prepared, draft: Draft, refusals: Mapping[Decision, str]) -> None:
        """Show a case with what the reviewer has begun to say about it."""
        interaction = prepared.case.interaction
        self.header.show_case(prepared.case)
        self.conversation.show_message(interaction.customer_message, interaction.context)
        self.replies.show_case(prepared, draft.reply)
        self.case_shown.emit(prepared)
        self.sections.show_case(prepared)
        self.bar.show_asleep(asleep=prepared.case.standing.asleep(now_micros()))
        self.note.show_note(draft.note)
        self.show_draft(draft, refusals)

    def show_draft(self, draft: Draft, refusals: Mapping[Decision, str]) -> None:
        """Show what of the draft the decisions depend on."""
        self.bar.show_refusals(refusals)
        self.bar.show_draft(draft)

    def _follow_badge(self, words: str) -> None:
        if words == CHANGED_BADGE:
            self.sections.open(CHANGED.removeprefix("triage."))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above: tuple[QWidget, ...] = (self.header, _rule(), self.conversation, _rule())
        below: tuple[QWidget, ...] = (self.sections.bar, self.note, _rule(), self.bar)
        for part in above:
            column.addWidget(part)
        column.addWidget(self.sections, 1)
        for part in below:
            column.addWidget(part)


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("rule", "true")
    return rule
