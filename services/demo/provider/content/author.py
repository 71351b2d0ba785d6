"""Who answers a prompt: a text for it, or what stands under the names of a schema's properties."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

from services.demo.provider.content.findings import Case, Flaw
from services.demo.provider.content.judge import Judgement, Scores, judge
from services.demo.provider.content.phrases import load_phrases
from services.demo.provider.content.reading import Part, Reading
from services.demo.provider.content.tasks import Task, task_of
from services.demo.provider.content.words import content_words
from services.demo.provider.content.writer import Writer, why_judged, why_this
from services.demo.provider.structured.rules import Place

_WORDS = re.compile(r"[a-z]+|\d+")
_FIRST = {"a", "1", "first", "baseline", "old", "original", "before", "ai", "left", "current"}
_SECOND = {"b", "2", "second", "candidate", "new", "improved", "after", "right", "corrected"}
_TIE = {"tie", "equal", "same", "draw", "neither", "none", "both", "unclear"}
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
_REPLIES = {"reply", "improved", "answer", "response", "corrected", "message", "content", "rewrite"}
_REASONS = {"explanation", "reason", "rationale", "why", "comment", "comments", "justification"}
_REASONS |= {"analysis", "feedback", "cause", "summary", "detail", "details", "reasoning", "note"}
_LABELS = {"label", "title", "name", "topic", "headline"}
_SHARES = {"confidence", "probability", "certainty", "similarity", "likelihood", "agreement"}
_BAD = {
    "bad",
    "wrong",
    "fail",
    "failed",
    "failure",
    "leak",
    "unsafe",
    "violates",
    "broken",
    "flawed",
}
_GOOD = {"good", "ok", "pass", "yes", "correct", "fixed", "better", "true", "resolved", "helpful"}
_TIED = 0.12
_BEST, _WORST = 5.0, 1.0
_PASSING = 3.2
_FEW_WORDS = 6
_BY_FLAW = {
    Flaw.TEMPLATE_LEAK: ("template", "incomplete", "fact", "other"),
    Flaw.EMPTY: ("incomplete", "ignored", "other"),
}


def words_of(name: str) -> set[str]:
    """Return the words of a property's name or of an enum's value."""
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", name)
    return set(_WORDS.findall(spaced.lower()))


@dataclass(frozen=True)
class Author:
    """Answers one prompt; the same for the same prompt and chance."""

    reading: Reading
    rng: Random

    @cached_property
    def _case(self) -> Case:
        return self._case_of(self.reading.reply)

    def _case_of(self, reply: str) -> Case:
        parts = self.reading
        return Case(parts.text(Part.CUSTOMER), reply, parts.text(Part.AGENT_REPLY))

    @cached_property
    def _judgement(self) -> Judgement:
        return judge(self._case)

    @cached_property
    def _first(self) -> Judgement:
        parts = self.reading
        return judge(self._case_of(parts.text(Part.FIRST) or parts.text(Part.AI_REPLY)))

    @cached_property
    def _second(self) -> Judgement:
        parts = self.reading
        return judge(self._case_of(parts.text(Part.SECOND) or parts.text(Part.AGENT_REPLY)))

    @cached_property
    def _is_pair(self) -> bool:
        return bool(self.reading.text(Part.SECOND))

    @cached_property
    def _reply(self) -> str:
        return Writer(load_phrases(), self._case, self.rng).improved()

    def plain_text(self) -> str:
        """Return the answer to a prompt that asks for a text."""
        match task_of(self.reading):
            case Task.WHY_THIS:
                return why_this(self._case, load_phrases())
            case Task.WHY_FAILED | Task.JUDGE:
                return self._why()
            case Task.CATEGORISE:
                return self._category()
            case _:
                return self._reply

    def confidence(self) -> float:
        """Return how sure the model is of what it writes, 0..1."""
        good = judge(self._case_of(self._reply)).scores.mean
        return 0.25 + 0.7 * (good - _WORST) / (_BEST - _WORST)

    def text(self, place: Place) -> str:
        """Return the text under a name."""
        name = words_of(place[-1]) if place else set[str]()
        if name & _REASONS:
            return self._why(place)
        if name & _LABELS or "category" in name:
            return self._label()
        if "keyword" in name:
            return self._keywords()[0]
        if name & _REPLIES or task_of(self.reading) in (Task.IMPROVE, Task.REPLY):
            return self._reply
        return self._why(place)

    def texts(self, place: Place) -> list[str]:
        """Return the texts of a list."""
        name = words_of(place[-1]) if place else set[str]()
        if name & {"keywords", "tags", "words", "topics", "terms"}:
            return self._keywords()
        return self._why(place).split(". ")

    def choice(self, place: Place, options: list[Any]) -> Any:
        """Return one of the options: a score, a verdict, a category, or any."""
        if all(isinstance(option, int | float) for option in options):
            wanted = self.number(place, min(options), max(options))
            return min(options, key=lambda option: abs(option - wanted))
        named = {str(option): words_of(str(option)) for option in options if option is not None}
        found = self._category_among(named) or self._verdict_among(named, place)
        return next((o for o in options if str(o) == found), self.rng.choice(options))

    def number(self, place: Place, low: float | None, high: float | None) -> float:
        """Return the number under a name: a score where nothing else is known."""
        names = set().union(*map(words_of, place)) if place else set[str]()
        if names & _SHARES and (high is None or high <= 1):
            return round(self.confidence(), 2)
        given = self._score(place)
        if low is None or high is None or (low, high) == (_WORST, _BEST):
            return float(round(given))
        return low + (high - low) * (given - _WORST) / (_BEST - _WORST)

    def flag(self, place: Place) -> bool:
        """Return whether what the name says is so."""
        name = words_of(place[-1]) if place else set[str]()
        good = self._judged(place).scores.mean >= _PASSING
        return not good if name & _BAD else good

    def _score(self, place: Place) -> float:
        scores = self._judged(place).scores
        named = [name for step in place[::-1] for name in words_of(step)]
        return next((_DIMENSIONS[n](scores) for n in named if n in _DIMENSIONS), scores.mean)

    def _judged(self, place: Place) -> Judgement:
        """Return the judgement of the reply that a place is about."""
        if not self._is_pair:
            return self._judgement
        for step in place[::-1]:
            if words_of(step) & _FIRST:
                return self._first
            if words_of(step) & _SECOND:
                return self._second
        return self._second

    def _why(self, place: Place = ()) -> str:
        if task_of(self.reading) is Task.WHY_THIS:
            return why_this(self._case, load_phrases())
        if task_of(self.reading) is Task.IMPROVE:
            return f"The new reply puts this right: {why_judged(self._judgement)}"
        return why_judged(self._judged(place))

    def _category(self) -> str:
        findings = self._judgement.findings
        return findings[0].flaw.value if findings else "other"

    def _category_among(self, options: Mapping[str, set[str]]) -> str | None:
        """Return the option that names what is wrong; None where the options are no categories."""
        known = [set(words_of(flaw.value)) for flaw in Flaw]
        if sum(any(words & flaw for flaw in known) for words in options.values()) < 3:
            return None
        findings = self._judgement.findings
        flaw = findings[0].flaw if findings else None
        wanted = _BY_FLAW.get(flaw, (flaw.value, "other")) if flaw else ("other",)
        hits = ((o for o, words in options.items() if words & words_of(w)) for w in wanted)
        return next((option for found in hits for option in found), None)

    def _verdict_among(self, options: Mapping[str, set[str]], place: Place) -> str | None:
        if self._is_pair:
            gain = self._second.scores.mean - self._first.scores.mean
            side = _TIE if abs(gain) < _TIED else _SECOND if gain > 0 else _FIRST
        else:
            side = _GOOD if self._judged(place).is_good else _BAD | {"no", "false"}
        return next((option for option, words in options.items() if words & side), None)

    def _label(self) -> str:
        return f"{self._category()}: {', '.join(self._keywords()[:2])}".capitalize()

    def _keywords(self) -> list[str]:
        found = content_words(self.reading.text(Part.CUSTOMER)) or frozenset({"message"})
        return sorted(found, key=lambda word: (-len(word), word))[:_FEW_WORDS]
