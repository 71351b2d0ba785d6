"""What a reviewer has begun to say about a reply, kept while the window runs."""

from dataclasses import dataclass, replace
from typing import TypeAlias
from uuid import UUID

from reviewer.domain.review import Decision, Review, Verdict
from services.triage.desk import Case


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved verdict. `reply` is None until somebody edits; an emptied editor is ""."""

    reply: str | None = None
    category: str | None = None
    note: str | None = None

    def verdict(self, decision: Decision) -> Verdict:
        """Return the draft as a verdict of this kind; the edit goes along with `edited` only."""
        reply = self.reply if decision is Decision.EDITED else None
        return Verdict(decision, reply, self.category, self.note)


NOTHING = Draft()

_Kept: TypeAlias = dict[UUID, Draft]


class Drafts:
    """The drafts of this session, by interaction.

    A draft that was decided is put aside, so that an undo brings it back as it was.
    """

    def __init__(self) -> None:
        self._open: _Kept = {}
        self._decided: _Kept = {}

    def of(self, case: Case) -> Draft:
        """Return the draft of a case; where there is none, what its standing review says."""
        kept = self._open.get(case.interaction.id)
        return _from_review(standing_review(case)) if kept is None else kept

    def keep(self, interaction_id: UUID, draft: Draft) -> None:
        """Remember a draft."""
        self._open[interaction_id] = draft

    def put_aside(self, interaction_id: UUID) -> None:
        """Close the draft of an interaction that was decided."""
        draft = self._open.pop(interaction_id, None)
        if draft is not None:
            self._decided[interaction_id] = draft

    def bring_back(self, interaction_id: UUID) -> None:
        """Open the draft of an interaction whose decision was undone or refused."""
        draft = self._decided.pop(interaction_id, None)
        if draft is not None:
            self._open.setdefault(interaction_id, draft)


def standing_review(case: Case) -> Review | None:
    """Return the review that counts: the latest one that was not taken back and is a verdict."""
    verdicts = (r for r in case.reviews if r.standing and r.decision is not Decision.SKIP)
    return next(verdicts, None)


def _from_review(review: Review | None) -> Draft:
    if review is None:
        return NOTHING
    reply = review.final_reply if review.decision is Decision.EDITED else None
    return replace(NOTHING, reply=reply, category=review.category, note=review.note)
