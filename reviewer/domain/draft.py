"""What somebody wrote on an interaction before deciding on it."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished verdict; `updated_at` is microseconds UTC."""

    interaction_id: UUID
    text: str | None = None
    category: str | None = None
    note: str | None = None
    updated_at: int = 0

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to keep; a text that was emptied is something."""
        return self.text is None and self.category is None and not self.note
