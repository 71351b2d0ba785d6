"""The triage desk: queues to work on, a case to look at, a verdict to give, a step to undo."""

from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING
from uuid import UUID

from reviewer.domain.action import Action
from reviewer.domain.draft import Draft
from reviewer.domain.filters import Filter
from reviewer.domain.identity import new_event_id
from reviewer.domain.interaction import Interaction
from reviewer.domain.moments import now_micros
from reviewer.domain.queue import Order, Queue, QueueCounts, QueueItem, QueuePage, QueuePosition
from reviewer.domain.review import Decision, Review, Verdict, settle
from reviewer.domain.snooze import StoredSnooze
from reviewer.errors import NotPossible
from reviewer.store import audit, drafts, facts, interactions, reviews, snoozes, triage
from reviewer.store.reviews import Settled
from reviewer.store.store import Connection, Store, Writing
from services.jobs.write_lane import WriteLane
from services.triage.gestures import Gestures, Sign, refresh
from services.triage.undoing import NothingToRedo, NothingToUndo, Redone, Undoing, Undone

if TYPE_CHECKING:
    from concurrent.futures import Future

    from services.triage.room import TriageRoom

__all__ = [
    "Case",
    "Decided",
    "NothingToRedo",
    "NothingToUndo",
    "Redone",
    "Sign",
    "TriageDesk",
    "Undone",
]


@dataclass(frozen=True, slots=True)
class Case:
    """All that the replay pane shows of one interaction; below `threshold` a reply is snoozed.

    `audit_weight` is how many replies it stands for, where it was drawn into the audit sample.
    """

    interaction: Interaction
    standing: QueueItem
    reviews: tuple[Review, ...]
    threshold: float
    snoozes: tuple[StoredSnooze, ...] = ()
    audit_weight: float | None = None
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A verdict that is stored."""

    review_id: UUID
    action: Action
    interaction_id: UUID
    row_id: int


class TriageDesk:
    """Reads at once on the caller's thread; writes on the write lane, as interactive steps."""

    def __init__(
        self, store: Store, lane: WriteLane[Writing], sign: Sign, zone: tzinfo | None = None
    ) -> None:
        self._store, self._lane, self._sign, self._zone = store, lane, sign, zone
        self._gestures = Gestures(lane, sign)
        self._undoing = Undoing(store, self._gestures)

    def furnish(self) -> "TriageRoom":
        """Return the services that stand beside the desk; loads what it need not load itself."""
        from services.triage.room import furnish

        return furnish(self._store, self._lane, self._sign, self._zone)

    def counts(self) -> QueueCounts:
        """Count the queues."""
        with self._store.reading() as connection:
            return triage.queue_counts(connection, now_micros())

    def page(
        self,
        queue: Queue,
        order: Order = Order.OLDEST,
        limit: int = 50,
        after: QueuePosition | None = None,
        narrowed: Filter | None = None,
    ) -> QueuePage:
        """Return the next items of a queue that fit a filter, whose own queue does not matter."""
        with self._store.reading() as connection:
            return triage.queue_page(connection, queue, order, now_micros(), limit, after, narrowed)

    def case(self, row_id: int) -> Case | None:
        """Return one interaction with all that was said of it; None where it is gone."""
        with self._store.reading() as connection:
            found = interactions.by_row_id(connection, row_id)
            return None if found is None else _case(connection, found)

    def case_by_id(self, interaction_id: UUID) -> Case | None:
        """Return the case of an interaction by its id."""
        with self._store.reading() as connection:
            found = interactions.by_id(connection, interaction_id)
            return None if found is None else _case(connection, found)

    def find(self, given: str) -> Case | None:
        """Return the case that a person means: by the interaction's id, or by its source's own."""
        by_id = self.case_by_id(UUID(given)) if _is_uuid(given) else None
        return by_id or self._by_external_id(given)

    def _by_external_id(self, given: str) -> Case | None:
        with self._store.reading() as connection:
            found = interactions.by_external_id(connection, given)
        if len(found) > 1:
            raise NotPossible(f"Several sources have an interaction {given}: use the id.")
        return self.case_by_id(found[0]) if found else None

    def interactions(self, page: QueuePage) -> tuple[tuple[Interaction, QueueItem], ...]:
        """Return the items of a page, whole."""
        with self._store.reading() as connection:
            whole = interactions.by_row_ids(connection, [item.row_id for item in page.items])
        return tuple((whole[item.row_id], item) for item in page.items)

    def decide(self, interaction_id: UUID, verdict: Verdict) -> "Future[Decided]":
        """Store a verdict, which ends the draft. The future raises NotPossible where the rules
        refuse it.
        """
        return self._gestures.submit(lambda writing: self._decide(writing, interaction_id, verdict))

    def _decide(self, writing: Writing, interaction_id: UUID, verdict: Verdict) -> Decided:
        interaction = interactions.by_id(writing.connection, interaction_id)
        if interaction is None:
            raise NotPossible(f"There is no interaction {interaction_id} in this store.")
        settled = settle(interaction, verdict)
        action = self._gestures.begin(writing, "decide", settled.decision.label)
        one = Settled(new_event_id(), interaction_id.bytes, interaction, settled)
        reviews.append_reviews(writing.connection, action.id, [one], action.at)
        if settled.decision is not Decision.SKIP:
            drafts.discard(writing.connection, interaction_id)
        refresh(writing, (interaction.row_id,))
        return Decided(one.review_id, action, interaction_id, interaction.row_id)

    def undo(self) -> "Future[Undone | NothingToUndo]":
        """Take back this reviewer's last step that stands."""
        return self._undoing.undo()

    def redo(self) -> "Future[Redone | NothingToRedo]":
        """Do the step that was taken back last once more."""
        return self._undoing.redo()

    def next_undo(self) -> Action | None:
        """Return the step that `undo` would take back."""
        return self._undoing.next_undo()

    def next_redo(self) -> Action | None:
        """Return the step that `redo` would do once more."""
        return self._undoing.next_redo()


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _case(connection: Connection, interaction: Interaction) -> Case:
    return Case(
        interaction,
        triage.state_of(connection, interaction.row_id),
        reviews.reviews_of(connection, interaction.id),
        facts.threshold(connection),
        snoozes.snoozes_of(connection, interaction.id),
        audit.weight_of(connection, interaction.row_id),
        drafts.of(connection, interaction.id),
    )
