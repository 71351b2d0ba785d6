"""Rubric v1: what a judge scores in a reply, and what an improvement gains by it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

RUBRIC = "v1"
LOWEST, HIGHEST = 1, 5

#: The criteria with what they ask, as the judge is told and as a person reads it.
CRITERIA: Mapping[str, str] = {
    "correctness": "What it says is true, fits the conversation and promises nothing unfounded.",
    "helpfulness": "It brings the customer's matter forward instead of putting it off.",
    "tone": "It is polite, calm and fitting, in the customer's language.",
    "completeness": "It answers everything that was asked, and leaves out no needed step.",
}


@dataclass(frozen=True, slots=True)
class Scores:
    """A judge's scores of one reply, each 1 (bad) to 5 (good)."""

    correctness: int
    helpfulness: int
    tone: int
    completeness: int

    def __post_init__(self) -> None:
        """Refuse what is no score."""
        for name, score in self.by_criterion().items():
            if not LOWEST <= score <= HIGHEST:
                raise ValueError(f"{name} must be {LOWEST} to {HIGHEST}, not {score}")

    @property
    def mean(self) -> float:
        """Return the mean of the four, 1..5."""
        return sum(self.by_criterion().values()) / len(fields(self))

    def by_criterion(self) -> dict[str, int]:
        """Return the scores under the names of their criteria."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class PairScores:
    """One judge's scores of two replies to the same message, given in one call."""

    old: Scores
    new: Scores
    comment: str = ""

    @property
    def gain(self) -> float:
        """Return the mean score of the new reply minus that of the old one, -4..4."""
        return self.new.mean - self.old.mean
