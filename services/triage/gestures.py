"""A gesture on its way into the store: one action with its events, and the state they give."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from reviewer.domain.action import Action, Signature
from reviewer.domain.changes import Changed
from reviewer.domain.identity import new_event_id
from reviewer.errors import NotPossible
from reviewer.store import actions, interactions, state
from reviewer.store.store import Connection, Writing
from services.jobs.write_lane import WriteLane

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
Sign = Callable[[Connection], Signature]

#: A change of more rows than these is announced as “many”.
NAMED_ROWS = 500


@dataclass(frozen=True, slots=True)
class Done:
    """A gesture that is stored, with the interactions it touched."""

    action: Action
    row_ids: tuple[int, ...]


class Gestures:
    """Gives gestures to the write lane, as interactive steps signed by whoever makes them."""

    def __init__(self, lane: WriteLane[Writing], sign: Sign) -> None:
        self._lane = lane
        self.sign = sign

    def submit(self, step: Callable[[Writing], T]) -> "Future[T]":
        """Run a step before all background work; durable once the future has its result."""
        return self._lane.interactive(step)

    def begin(
        self, writing: Writing, kind: str, label: str, *, undoes: UUID | None = None,
        redoes: UUID | None = None,
    ) -> Action:  # fmt: skip
        """Append the action of a gesture; its events are to follow in the same transaction."""
        connection = writing.connection
        signature = self.sign(connection)
        at = actions.next_moment(connection, signature.reviewer_id)
        action = Action(new_event_id(), kind, label, at, undoes, redoes)
        actions.append_action(connection, action, signature)
        return action

    def mark(
        self,
        interaction_id: UUID,
        kind: str,
        label: str,
        append: Callable[[Connection, Action, bytes], object],
    ) -> "Future[Done]":
        """Write a gesture of one event on one interaction."""

        def step(writing: Writing) -> Done:
            row_id = row_of(writing.connection, interaction_id)
            action = self.begin(writing, kind, label)
            append(writing.connection, action, interaction_id.bytes)
            refresh(writing, (row_id,))
            return Done(action, (row_id,))

        return self.submit(step)


def row_of(connection: Connection, interaction_id: UUID) -> int:
    """Return the interaction's row id. Raises NotPossible where the store has none of that id."""
    row_id = interactions.find_row(connection, interaction_id)
    if row_id is None:
        raise NotPossible(f"There is no interaction {interaction_id} in this store.")
    return row_id


def refresh(writing: Writing, row_ids: Iterable[int]) -> None:
    """Derive the state of the touched rows anew, and announce them."""
    touched = frozenset(row_ids)
    state.refresh_rows(writing.connection, touched)
    named = touched if len(touched) <= NAMED_ROWS else None
    writing.announce(Changed(reviews=True, row_ids=named))
