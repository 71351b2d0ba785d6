"""Who answers a prompt: a text for it, or what stands under the names of a schema's properties."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import Any

from services.demo.provider.content.choosing import choose
from services.demo.provider.content.drafting import Draft, Drafting
from services.demo.provider.content.explaining import (
    caution,
    compared,
    explained,
    signals,
    why_judged,
    why_this,
)
from services.demo.provider.content.findings import Case
from services.demo.provider.content.judge import BEST, PASSING, WORST, Scores
from services.demo.provider.content.judgements import Judgements
from services.demo.provider.content.knowledge import Knowledge
from services.demo.provider.content.names import (
    BAD,
    CATEGORIES,
    CAUTIONS,
    LABELS,
    QUOTES,
    REASONS,
    REPLIES,
    SHARES,
    WORDS,
    words_of,
)
from services.demo.provider.content.phrases import Phrases
from services.demo.provider.content.reading import Part, Reading
from services.demo.provider.content.tasks import Task
from services.demo.provider.content.words import content_words
from services.demo.provider.structured.rules import Place

_DIMENSIONS: Mapping[str, Callable[[Scores], float]] = {
    "correctness": lambda scores: scores.correctness,
    "accuracy": lambda scores: scores.correctness,
    "helpfulness": lambda scores: scores.helpfulness,
    "relevance": lambda scores: scores.helpfulness,
    "tone": lambda scores: scores.tone,
    "politeness": lambda scores: scores.tone,
    "empathy": lambda scores: scores.tone,
    "completeness": lambda scores: scores.completeness,
}
_FEW_WORDS = 6


@dataclass(frozen=True)
class Author:
    """Answers one prompt; the same for the same prompt and chance."""

    reading: Reading
    task: Task
    phrases: Phrases
    knowledge: Knowledge
    drafting: Drafting
    rng: Random = field(repr=False)

    @cached_property
    def _judgements(self) -> Judgements:
        return Judgements(self.reading, self.knowledge)

    @cached_property
    def _case(self) -> Case:
        return self._judgements.case(self.reading.reply)

    @cached_property
    def draft(self) -> Draft:
        """The reply to the customer, with how sure the assistant is of it."""
        if self.task is Task.REPLY:
            return self.drafting.reply()
        return self.drafting.improvement()

    def plain_text(self) -> str:
        """Return the answer to a prompt that asks for a text."""
        match self.task:
            case Task.CATEGORISE:
                return self._category()
            case Task.NAME:
                return self._label()
            case Task.REPLY | Task.IMPROVE:
                return self.draft.text
            case _:
                return self._why(())

    def text(self, place: Place) -> str:
        """Return the text under a name."""
        name = _last(place)
        for names, make in self._makers():
            if name & names:
                return make(place)
        if self.task in (Task.REPLY, Task.IMPROVE):
            return self.draft.text
        return self._why(place)

    def _makers(self) -> tuple[tuple[frozenset[str], Callable[[Place], str]], ...]:
        return (
            (REASONS, self._why),
            (CAUTIONS, lambda _: caution(self._judgements.only, self._case, self.phrases)),
            (LABELS, lambda _: self._label()),
            (CATEGORIES, lambda _: self._category()),
            (WORDS, lambda _: self._keywords()[0]),
            (QUOTES, lambda _: signals(self._case)[0]),
            (REPLIES, lambda _: self.draft.text),
        )

    def texts(self, place: Place) -> list[str]:
        """Return the texts of a list."""
        name = _last(place)
        if name & WORDS:
            return self._keywords()
        if name & QUOTES:
            return signals(self._case)
        findings = self._judgements.about(place).findings
        return list(map(explained, findings)) or [why_judged(self._judgements.about(place))]

    def choice(self, place: Place, options: list[Any]) -> Any:
        """Return one of the options: a score, a verdict, a category, or any."""
        if all(isinstance(option, int | float) for option in options):
            wanted = self.number(place, min(options), max(options))
            return min(options, key=lambda option: abs(option - wanted))
        found = choose(self._judgements, place, options)
        return next((o for o in options if str(o) == found), self.rng.choice(options))

    def number(self, place: Place, low: float | None, high: float | None) -> float:
        """Return the number under a name: a score where nothing else is known."""
        if _last(place) & SHARES and (high is None or high <= 1):
            return round(self.draft.confidence, 2)
        given = self._score(place)
        if low is None or high is None or (low, high) == (WORST, BEST):
            return float(round(given))
        return low + (high - low) * (given - WORST) / (BEST - WORST)

    def flag(self, place: Place) -> bool:
        """Return whether what the name says is so."""
        good = self._judgements.about(place).scores.mean >= PASSING
        return not good if _last(place) & BAD else good

    def _score(self, place: Place) -> float:
        scores = self._judgements.about(place).scores
        named = (name for step in reversed(place) for name in sorted(words_of(step)))
        return next((_DIMENSIONS[n](scores) for n in named if n in _DIMENSIONS), scores.mean)

    def _why(self, place: Place) -> str:
        if self.task is Task.WHY_THIS:
            return why_this(self._case, self.phrases)
        if self._judgements.is_pair:
            return compared(self._judgements.first, self._judgements.second)
        why = why_judged(self._judgements.about(place))
        return f"The new reply puts this right: {why}" if self.task is Task.IMPROVE else why

    def _category(self) -> str:
        findings = self._judgements.only.findings
        return findings[0].flaw.value if findings else "other"

    def _label(self) -> str:
        about = " and ".join(self._keywords()[:2])
        if self.task is Task.NAME:
            return f"Unclear answers about {about}"
        return f"{self._category()}: {about}".capitalize()

    def _keywords(self) -> list[str]:
        if given := self.reading.text(Part.KEYWORDS):
            return [word.strip() for word in given.replace("\n", ",").split(",") if word.strip()]
        found = content_words(self.reading.text(Part.CUSTOMER)) or frozenset({"message"})
        return sorted(found, key=lambda word: (-len(word), word))[:_FEW_WORDS]


def _last(place: Place) -> frozenset[str]:
    return words_of(place[-1]) if place else frozenset()
