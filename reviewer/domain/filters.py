"""What a list of interactions is narrowed to."""

from dataclasses import dataclass

from reviewer.domain.queue import Queue


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that all have to hold; None and empty ask for nothing.

    `words` is full text as typed; the confidence range includes its lower end and excludes
    its upper one; moments are microseconds UTC, likewise. `without_confidence` asks for rows
    whose confidence is unavailable.
    """

    words: str = ""
    queue: Queue = Queue.ALL
    topic: str | None = None
    assistant_version: str | None = None
    channel: str | None = None
    language: str | None = None
    feedback: str | None = None
    decision: str | None = None
    confidence_from: float | None = None
    confidence_below: float | None = None
    without_confidence: bool = False
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """One value that a column takes, and in how many rows."""

    value: str
    rows: int
