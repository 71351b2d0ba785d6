"""What a reviewer has begun to say about a reply, on the screen and on its way to the store."""

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from reviewer.domain.draft import Draft as StoredDraft
from reviewer.domain.review import Decision, Review, Verdict
from services.triage.desk import Case


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved verdict. `reply` is None until somebody edits; an emptied editor is ""."""

    reply: str | None = None
    category: str | None = None
    note: str | None = None
    severity: int | None = None
    flagged: bool = False

    def verdict(self, decision: Decision) -> Verdict:
        """Return the draft as a verdict of this kind; the edit goes along with `edited` only."""
        reply = self.reply if decision is Decision.EDITED else None
        return Verdict(decision, reply, self.category, self.note, self.severity, self.flagged)

    def stored(self, interaction_id: UUID) -> StoredDraft:
        """Return the draft as the store keeps it."""
        return StoredDraft(
            interaction_id,
            self.reply,
            self.category,
            self.note,
            severity=self.severity,
            flagged=self.flagged,
        )


NOTHING = Draft()

_Kept: TypeAlias = dict[UUID, Draft]


class Drafts(QObject):
    """The drafts of this session, by interaction, on top of those that the store kept.

    A draft that was decided is put aside, so that an undo brings it back as it was.
    `kept(UUID)` says that one changed, `ended(UUID)` that its decision has ended it.
    """

    kept = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open: _Kept = {}
        self._decided: _Kept = {}

    def of(self, case: Case) -> Draft:
        """Return the draft of a case; where there is none, what its standing review says.

        A draft that lay in the store when a review was made elsewhere is out of date.
        """
        kept = self.written(case.interaction.id)
        if kept is not None:
            return kept
        review, stored = standing_review(case), case.draft
        if stored is None or (review is not None and review.at > stored.updated_at):
            return _from_review(review)
        return _restored(stored)

    def written(self, interaction_id: UUID) -> Draft | None:
        """Return what was written in this session and is not decided; None for nothing."""
        return self._open.get(interaction_id)

    def keep(self, interaction_id: UUID, draft: Draft) -> None:
        """Remember a draft."""
        self._open[interaction_id] = draft
        self.kept.emit(interaction_id)

    def put_aside(self, interaction_id: UUID, draft: Draft | None = None) -> None:
        """Close the draft of an interaction that was decided; its decision takes it along."""
        draft = self._open.pop(interaction_id, draft)
        self.ended.emit(interaction_id)
        if draft is not None:
            self._decided[interaction_id] = draft

    def bring_back(self, interaction_id: UUID) -> None:
        """Open the draft of an interaction whose decision was undone or refused."""
        draft = self._decided.pop(interaction_id, None)
        if draft is not None and interaction_id not in self._open:
            self.keep(interaction_id, draft)


def standing_review(case: Case) -> Review | None:
    """Return the review that counts: the latest one that was not taken back and is a verdict."""
    verdicts = (r for r in case.reviews if r.standing and r.decision is not Decision.SKIP)
    return next(verdicts, None)


def _restored(draft: StoredDraft) -> Draft:
    return Draft(draft.text, draft.category, draft.note, draft.severity, draft.flagged)


def _from_review(review: Review | None) -> Draft:
    if review is None:
        return NOTHING
    reply = review.final_reply if review.decision is Decision.EDITED else None
    return Draft(reply, review.category, review.note, review.severity, review.flagged)
