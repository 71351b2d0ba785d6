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
    severity: int | None = None
    flagged: bool = False

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to keep; a text that was emptied is something."""
        said = self.text is not None or self.category is not None or bool(self.note)
        return not (said or self.severity is not None or self.flagged)
