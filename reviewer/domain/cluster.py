"""Failures in groups: which words are typical of each, and which name it keeps next week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from reviewer.domain.moments import iso_utc


@dataclass(frozen=True, slots=True)
class FailureCluster:
    """A group of similar failures, as it was in one week (its Monday, YYYY-MM-DD).

    `size` counts its failures in the window that was looked at, `weekly` those of each week of
    it, oldest first. `label_origin` and `caution_origin` are `keywords`, `assistant`, `simulated`
    (the simulated provider) or `person`.
    `fixed_at` is when somebody marked it as fixed, in microseconds UTC.
    """

    id: UUID
    week: str
    label: str
    label_origin: str
    keywords: tuple[str, ...]
    size: int
    weekly: tuple[tuple[str, int], ...]
    category: str | None
    caution: str
    caution_origin: str
    fixed_at: int | None = None

    @property
    def trend(self) -> float | None:
        """Return this week's count by the mean of the weeks before; None where there were none."""
        *before, last = [count for _, count in self.weekly] or [0]
        mean = sum(before) / len(before) if before else 0.0
        return last / mean if mean else None

    def as_json(self) -> dict[str, Any]:
        """Return the cluster as commands print it."""
        return {
            "id": str(self.id),
            "label": self.label,
            "label_origin": self.label_origin,
            "keywords": list(self.keywords),
            "size": self.size,
            "week": self.week,
            "weekly": dict(self.weekly),
            "trend": None if self.trend is None else round(self.trend, 2),
            "category": self.category,
            "caution": self.caution,
            "caution_origin": self.caution_origin,
            "simulated": "simulated" in (self.label_origin, self.caution_origin),
            "fixed_at": iso_utc(self.fixed_at),
        }


@dataclass(frozen=True, slots=True)
class Member:
    """A failure in a cluster; `nearness` (0..1) tells how typical it is."""

    row_id: int
    nearness: float


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how alike two lists of keywords are, 0..1: earlier words weigh more.

    It is the weighted Jaccard index, Σ min / Σ max, of weights that fall as 1, 1/2, 1/3, …
    """
    weights = [{word: 1 / (at + 1) for at, word in enumerate(words)} for words in (one, other)]
    words = weights[0].keys() | weights[1].keys()
    least = sum(min(weights[0].get(word, 0.0), weights[1].get(word, 0.0)) for word in words)
    most = sum(max(weights[0].get(word, 0.0), weights[1].get(word, 0.0)) for word in words)
    return least / most if most else 0.0


#: From this likeness on, a cluster is the one of an earlier week.
SAME = 0.3


def matched(shared: Mapping[tuple[int, int], float], least: float = SAME) -> dict[int, int]:
    """Return which new cluster continues which old one, the likest pairs first, each once.

    `shared` has the likeness of (new, old).
    """
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for (new, old), alike in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
        if alike >= least and new not in pairs and old not in taken:
            pairs[new] = old
            taken.add(old)
    return pairs
