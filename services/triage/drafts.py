"""Drafts that survive moving away, a crash and a power cut."""

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from reviewer.domain.draft import Draft
from reviewer.domain.moments import now_micros
from reviewer.domain.typed_text import fit
from reviewer.store import drafts
from reviewer.store.store import Store, Writing
from services.triage.gestures import Gestures

if TYPE_CHECKING:
    from concurrent.futures import Future


class Drafts:
    """Keeps drafts. Every `save` is a durable transaction: the caller saves at most each second."""

    def __init__(self, store: Store, gestures: Gestures) -> None:
        self._store = store
        self._gestures = gestures

    def save(self, draft: Draft) -> "Future[None]":
        """Keep a draft as it is now; an empty one is forgotten."""
        text, note = (None if one is None else fit(one) for one in (draft.text, draft.note))
        kept = replace(draft, text=text, note=note, updated_at=now_micros())

        def step(writing: Writing) -> None:
            if kept.empty:
                drafts.discard(writing.connection, kept.interaction_id)
            else:
                drafts.put(writing.connection, kept)

        return self._gestures.submit(step)

    def discard(self, interaction_id: UUID) -> "Future[None]":
        """Forget a draft, as when it was decided on."""
        return self.save(Draft(interaction_id))

    def of(self, interaction_id: UUID) -> Draft | None:
        """Return an interaction's draft."""
        with self._store.reading() as connection:
            return drafts.of(connection, interaction_id)

    def all(self) -> tuple[Draft, ...]:
        """Return all drafts, the one written last first."""
        with self._store.reading() as connection:
            return drafts.all_drafts(connection)
