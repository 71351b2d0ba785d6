"""Undo and redo: many steps, kept in the log of gestures, so that tomorrow's undo still works."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewer.domain.action import Action, undo_title
from reviewer.domain.changes import Changed
from reviewer.domain.improvement import ImprovementState
from reviewer.store import actions, events, reviewers
from reviewer.store.store import Store, Writing
from services.triage.gestures import Gestures, refresh

if TYPE_CHECKING:
    from concurrent.futures import Future

#: Steps on what the assistant made.
_OF_IMPROVEMENTS = frozenset({ImprovementState.ACCEPTED, ImprovementState.DISCARDED})


@dataclass(frozen=True, slots=True)
class Undone:
    """A step that was taken back, with the interactions it touched."""

    action: Action
    row_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NothingToUndo:
    """There is no step of this reviewer that stands."""


@dataclass(frozen=True, slots=True)
class Redone:
    """A step that was done once more, with the interactions it touched."""

    action: Action
    row_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NothingToRedo:
    """No step was taken back, or something new was done since."""


class Undoing:
    """Takes back one's own last step that stands, and does the last one taken back once more."""

    def __init__(self, store: Store, gestures: Gestures) -> None:
        self._store = store
        self._gestures = gestures

    def undo(self) -> "Future[Undone | NothingToUndo]":
        """Take back this reviewer's last step that stands."""
        return self._gestures.submit(self._undo)

    def redo(self) -> "Future[Redone | NothingToRedo]":
        """Do the step that was taken back last once more, as a new action with its own events."""
        return self._gestures.submit(self._redo)

    def next_undo(self) -> Action | None:
        """Return the step that `undo` would take back."""
        with self._store.reading() as connection:
            person = reviewers.me(connection)
            return None if person is None else actions.last_standing(connection, person.id)

    def next_redo(self) -> Action | None:
        """Return the step that `redo` would do once more."""
        with self._store.reading() as connection:
            person = reviewers.me(connection)
            return None if person is None else actions.last_undone(connection, person.id)

    def _undo(self, writing: Writing) -> Undone | NothingToUndo:
        connection = writing.connection
        undone = actions.last_standing(connection, self._gestures.sign(connection).reviewer_id)
        if undone is None:
            return NothingToUndo()
        self._gestures.begin(writing, "undo", undo_title(undone), undoes=undone.id)
        row_ids = events.row_ids_of_action(connection, undone.id)
        _announce(writing, undone, row_ids)
        return Undone(undone, row_ids)

    def _redo(self, writing: Writing) -> Redone | NothingToRedo:
        connection = writing.connection
        undone = actions.last_undone(connection, self._gestures.sign(connection).reviewer_id)
        if undone is None:
            return NothingToRedo()
        label = undone.label
        again = self._gestures.begin(writing, undone.kind, label, redoes=undone.id)
        events.copy_events(connection, undone.id, again.id, again.at)
        row_ids = events.row_ids_of_action(connection, again.id)
        _announce(writing, again, row_ids)
        return Redone(again, row_ids)


def _announce(writing: Writing, action: Action, row_ids: tuple[int, ...]) -> None:
    refresh(writing, row_ids)
    if action.kind in _OF_IMPROVEMENTS:
        writing.announce(Changed(assistant=True))
