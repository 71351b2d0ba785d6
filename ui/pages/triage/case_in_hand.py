"""The case that is looked at, with what the reviewer has begun to say about it."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from reviewer.domain.interaction import Interaction
from reviewer.domain.review import Decision, Verdict, settle
from reviewer.errors import NotPossible
from ui.models.case_text import title_of
from ui.pages.triage.deciding import Step
from ui.pages.triage.drafts import NOTHING, Draft, Drafts
from ui.pages.triage.keys import EDIT, KeyOf
from ui.pages.triage.prefetch import Prepared


class CaseInHand(QObject):
    """At most one case, and its draft. `draft_changed` says that the decisions look different."""

    draft_changed = Signal()

    def __init__(self, drafts: Drafts, key_of: KeyOf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts, self._key_of = drafts, key_of
        self._prepared: Prepared | None = None
        self._draft = NOTHING

    @property
    def prepared(self) -> Prepared | None:
        """Return the case; None while there is none."""
        return self._prepared

    @property
    def draft(self) -> Draft:
        """Return what was said so far."""
        return self._draft

    def take(self, prepared: Prepared) -> None:
        """Look at a case."""
        self._prepared = prepared
        self._draft = self._drafts.of(prepared.case)

    def put_down(self) -> None:
        """Look at none; its draft is kept."""
        self._prepared, self._draft = None, NOTHING

    def edit_reply(self, reply: str | None) -> None:
        """Say what the AI should have said; None for nothing."""
        self._change(replace(self._draft, reply=reply))

    def choose_category(self, category: str | None) -> None:
        """Say why the AI's reply failed."""
        self._change(replace(self._draft, category=category))

    def write_note(self, note: str) -> None:
        """Say something to colleagues."""
        self._change(replace(self._draft, note=note or None))

    def choose_severity(self, severity: int | None) -> None:
        """Say how grave the failure is, 1 to 3."""
        self._change(replace(self._draft, severity=severity))

    def flag(self, *, flagged: bool) -> None:
        """Bring the reply before the lead, or not."""
        self._change(replace(self._draft, flagged=flagged))

    def refusals(self) -> dict[Decision, str]:
        """Return for each decision why the rules refuse it; "" where they allow it."""
        return {decision: self.refusal(decision) for decision in Decision}

    def refusal(self, decision: Decision) -> str:
        """Return why a decision is not possible now, or ""."""
        if self._prepared is None:
            return "No reply is open."
        if decision is Decision.EDITED and self._draft.reply is None:
            return f"There is no edit to save: press {self._key_of(EDIT)} to write a better reply."
        return _refusal(self._prepared.case.interaction, self._draft.verdict(decision))

    def decide(self, decision: Decision) -> Step | None:
        """Put the case down with a verdict; None where the rules refuse it."""
        if self._prepared is None or self.refusal(decision):
            return None
        case, verdict = self._prepared.case, self._draft.verdict(decision)
        if decision is not Decision.SKIP:
            written = None if case.draft is None else self._draft
            self._drafts.put_aside(case.interaction.id, written)
        self.put_down()
        return Step(case.standing, title_of(case.interaction), verdict)

    def _change(self, draft: Draft) -> None:
        if self._prepared is not None and draft != self._draft:
            self._draft = draft
            self._drafts.keep(self._prepared.case.interaction.id, draft)
            self.draft_changed.emit()


def _refusal(interaction: Interaction, verdict: Verdict) -> str:
    try:
        settle(interaction, verdict)
    except NotPossible as refused:
        return str(refused)
    return ""
