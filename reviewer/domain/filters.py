"""What a list of interactions is narrowed to."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from reviewer.domain.queue import Queue


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that all have to hold; None, False and empty ask for nothing.

    `words` is full text as typed; the confidence range includes its lower end and excludes
    its upper one; moments are microseconds UTC, likewise. `without_confidence` asks for rows
    whose confidence is unavailable, `reviewer` for rows with a standing review by that person,
    `cluster` for rows that are in that failure cluster now,
    `disagreement` for rows on which two reviewers stand for different feedback, `tag` for rows
    that carry it, `flagged` for rows whose review is flagged to the lead, `put_off` for rows that
    somebody snoozed and nobody has worked on since.
    """

    words: str = ""
    queue: Queue = Queue.ALL
    topic: str | None = None
    assistant_version: str | None = None
    channel: str | None = None
    language: str | None = None
    feedback: str | None = None
    decision: str | None = None
    category: str | None = None
    tag: str | None = None
    reviewer: UUID | None = None
    cluster: UUID | None = None
    disagreement: bool = False
    flagged: bool = False
    put_off: bool = False
    confidence_from: float | None = None
    confidence_below: float | None = None
    without_confidence: bool = False
    since: int | None = None
    until: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return what the filter asks for, under the names of its fields."""
        asked = ((field, getattr(self, field.name)) for field in fields(self))
        return {
            field.name: str(value) if isinstance(value, UUID) else value
            for field, value in asked
            if value != field.default
        }

    @classmethod
    def from_json(cls, asked: Mapping[str, Any]) -> "Filter":
        """Return the filter that `as_json` wrote; names it does not know are left out."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in asked.items() if name in known}
        if "queue" in values:
            values["queue"] = Queue(values["queue"])
        for name in {"reviewer", "cluster"} & values.keys():
            values[name] = UUID(values[name])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter that a person named."""

    name: str
    wanted: Filter


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that a column takes, and in how many rows."""

    value: str
    rows: int


@dataclass(frozen=True, slots=True)
class PersonFacet:
    """One reviewer, and how many interactions they have standing reviews of."""

    id: UUID
    name: str
    rows: int
