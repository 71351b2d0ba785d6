"""A reviewer, as events are signed."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who reviews. The id stays when the name is corrected."""

    id: UUID
    name: str
    email: str | None
