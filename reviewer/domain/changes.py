"""What a transaction changed, as a small value that views compare with what they show."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changed:
    """Which kinds of rows changed, and which interactions where that is a short list.

    `assistant` stands for all that the assistant made, and for what it cost.
    `row_ids` holds local row ids; None means "many, or not known": refresh all.
    """

    interactions: bool = False
    reviews: bool = False
    sources: bool = False
    rejected: bool = False
    settings: bool = False
    assistant: bool = False
    row_ids: frozenset[int] | None = frozenset()

    def __bool__(self) -> bool:
        """Tell whether anything changed at all."""
        return any(
            (
                self.interactions,
                self.reviews,
                self.sources,
                self.rejected,
                self.settings,
                self.assistant,
            )
        )

    def __or__(self, other: "Changed") -> "Changed":
        """Return both changes as one."""
        return Changed(
            interactions=self.interactions or other.interactions,
            reviews=self.reviews or other.reviews,
            sources=self.sources or other.sources,
            rejected=self.rejected or other.rejected,
            settings=self.settings or other.settings,
            assistant=self.assistant or other.assistant,
            row_ids=_union(self.row_ids, other.row_ids),
        )


def _union(one: frozenset[int] | None, other: frozenset[int] | None) -> frozenset[int] | None:
    if one is None or other is None:
        return None
    return one | other
