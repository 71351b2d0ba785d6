"""Gestures of a person: each is one append-only action that can be undone, and redone."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Signature:
    """Who makes a gesture and on which device; every event carries it."""

    reviewer_id: UUID
    device_id: UUID


@dataclass(frozen=True, slots=True)
class Action:
    """One gesture. `at` is microseconds UTC; `undoes` names the action that it retracts.

    `redoes` names the retracted action that it does once more.
    """

    id: UUID
    kind: str
    label: str
    at: int
    undoes: UUID | None
    redoes: UUID | None = None


def undo_title(action: Action) -> str:
    """Return what a menu says of taking the action back, such as “Undo: snooze until Monday”."""
    return f"Undo: {inside(action.label)}"


def redo_title(action: Action) -> str:
    """Return what a menu says of doing the action once more."""
    return f"Redo: {inside(action.label)}"


def inside(label: str) -> str:
    """Return a step's label as it stands inside a sentence; “AI good” keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
