"""The triage desk: queues to work on, a case to look at, a verdict to give, a step to undo."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from reviewer.domain.action import Action, Signature
from reviewer.domain.changes import Changed
from reviewer.domain.identity import new_event_id
from reviewer.domain.interaction import Interaction
from reviewer.domain.moments import now_micros
from reviewer.domain.queue import Order, Queue, QueueCounts, QueueItem, QueuePage, QueuePosition
from reviewer.domain.review import Review, Verdict, settle
from reviewer.errors import NotPossible
from reviewer.store import actions, facts, interactions, reviewers, reviews, state, triage
from reviewer.store.store import Connection, Store, Writing
from services.jobs.write_lane import WriteLane

if TYPE_CHECKING:
    from concurrent.futures import Future

Sign = Callable[[Connection], Signature]


@dataclass(frozen=True, slots=True)
class Case:
    """All that the replay pane shows of one interaction; below `threshold` a reply is snoozed."""

    interaction: Interaction
    standing: QueueItem
    reviews: tuple[Review, ...]
    threshold: float


@dataclass(frozen=True, slots=True)
class Decided:
    """A verdict that is stored."""

    review_id: UUID
    action: Action
    interaction_id: UUID
    row_id: int


@dataclass(frozen=True, slots=True)
class Undone:
    """A step that was taken back, with the interactions it touched."""

    action: Action
    row_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NothingToUndo:
    """There is no step of this reviewer that stands."""


class TriageDesk:
    """Reads at once on the caller's thread; writes on the write lane, as interactive steps."""

    def __init__(self, store: Store, lane: WriteLane[Writing], sign: Sign) -> None:
        self._store = store
        self._lane = lane
        self._sign = sign

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
    ) -> QueuePage:
        """Return the next items of a queue."""
        with self._store.reading() as connection:
            return triage.queue_page(connection, queue, order, now_micros(), limit, after)

    def case(self, row_id: int) -> Case | None:
        """Return one interaction with all that was said of it; None where it is gone."""
        with self._store.reading() as connection:
            found = interactions.by_row_ids(connection, [row_id]).get(row_id)
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
        """Store a verdict. The future raises NotPossible where the rules refuse it."""
        return self._lane.interactive(
            lambda writing: self._decide(writing, interaction_id, verdict)
        )

    def _decide(self, writing: Writing, interaction_id: UUID, verdict: Verdict) -> Decided:
        interaction = interactions.by_id(writing.connection, interaction_id)
        if interaction is None:
            raise NotPossible(f"There is no interaction {interaction_id} in this store.")
        settled = settle(interaction, verdict)
        action = Action(new_event_id(), "decide", settled.decision.label, now_micros(), None)
        review_id = new_event_id()
        actions.append_action(writing.connection, action, self._sign(writing.connection))
        reviews.append_review(
            writing.connection, review_id, action.id, interaction, settled, action.at
        )
        _refresh(writing, (interaction.row_id,))
        return Decided(review_id, action, interaction_id, interaction.row_id)

    def undo(self) -> "Future[Undone | NothingToUndo]":
        """Take back this reviewer's last step that stands."""
        return self._lane.interactive(self._undo)

    def _undo(self, writing: Writing) -> Undone | NothingToUndo:
        connection = writing.connection
        signature = self._sign(connection)
        undone = actions.last_standing(connection, signature.reviewer_id)
        if undone is None:
            return NothingToUndo()
        undo = Action(new_event_id(), "undo", f"Undo: {undone.label}", now_micros(), undone.id)
        actions.append_action(connection, undo, signature)
        row_ids = tuple(reviews.row_ids_of_action(connection, undone.id))
        _refresh(writing, row_ids)
        return Undone(undone, row_ids)

    def next_undo(self) -> Action | None:
        """Return the step that `undo` would take back."""
        with self._store.reading() as connection:
            person = reviewers.me(connection)
            return None if person is None else actions.last_standing(connection, person.id)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _case(connection: Connection, interaction: Interaction) -> Case:
    standing = triage.states_of(connection, [interaction.row_id])[interaction.row_id]
    return Case(
        interaction,
        standing,
        reviews.reviews_of(connection, interaction.id),
        facts.threshold(connection),
    )


def _refresh(writing: Writing, row_ids: tuple[int, ...]) -> None:
    state.refresh_rows(writing.connection, row_ids)
    writing.announce(Changed(reviews=True, row_ids=frozenset(row_ids)))
