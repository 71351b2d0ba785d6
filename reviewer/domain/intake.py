"""What happens to a row that arrives: taken, or refused with its reason."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be taken: whole, with its place ("line 21", a key) and the reason."""

    place: str
    reason: str
    detail: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class StoredRefusal:
    """A refused row as the store keeps it. `at` is microseconds UTC."""

    id: int
    source_key: str
    origin: str
    place: str
    reason: str
    detail: str
    raw: bytes
    at: int


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What a page of rows did to the store. `repeated` holds indexes into the page."""

    added: int
    updated: int
    unchanged: int
    repeated: tuple[int, ...]
