"""Gestures of a person: each is one append-only action that can be undone."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Signature:
    """Who makes a gesture and on which device; every event carries it."""

    reviewer_id: UUID
    device_id: UUID


@dataclass(frozen=True, slots=True)
class Action:
    """One gesture. `at` is microseconds UTC; `undoes` names the action that it retracts."""

    id: UUID
    kind: str
    label: str
    at: int
    undoes: UUID | None
