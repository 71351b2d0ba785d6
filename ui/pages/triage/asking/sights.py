"""What a section of the assistant has to show, at one moment."""

from dataclasses import dataclass
from typing import TypeAlias

from reviewer.domain.improvement import Explanation, LeaderboardRow
from ui.pages.triage.asking.asks import Ask
from ui.pages.triage.asking.endings import Answered, Unanswered


@dataclass(frozen=True, slots=True)
class Reading:
    """Nobody knows yet whether there is anything."""


@dataclass(frozen=True, slots=True)
class NotAsked:
    """Nobody has asked; `refusal` says why nobody can."""

    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Growing:
    """The answer arrives."""

    ask: Ask


@dataclass(frozen=True, slots=True)
class Problem:
    """There is no answer, and this is why; `behind` tells that an earlier one is kept."""

    ending: Unanswered
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Improvements:
    """Better replies, the newest first; `told` is what is known of the last question."""

    rows: tuple[LeaderboardRow, ...]
    told: Answered | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation, likewise."""

    explanation: Explanation
    told: Answered | None = None


Sight: TypeAlias = Reading | NotAsked | Growing | Problem | Improvements | Explained
