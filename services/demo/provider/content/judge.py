"""Scores of a reply, 1 to 5, from its features; what it says of its own score is none of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from services.demo.provider.content.findings import Case, Finding, Flaw, find_flaws
from services.demo.provider.content.knowledge import Knowledge
from services.demo.provider.content.words import content_words, count_words, share_of

_KIND = re.compile(
    r"\b(?:thank|thanks|sorry|please|happy|glad|welcome|apologi[sz]e|appreciate|hello|hi|dear|"
    r"danke|entschuldig\w*|bitte|merci|désolée?|gracias|perdón|grazie|bedankt|obrigad[oa]|dziękuj\w*)\b"
    r"|ありがとう|申し訳|谢谢|抱歉|ขอบคุณ|ขออภัย|شكرا|عذرا",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\b(?:you can|you'll|i've|i'll|i have|we've|we'll|reply here|click|open|choose|here is|"
    r"please \w+|let me know|is due|will (?:be|get|arrive))\b",
    re.IGNORECASE,
)
_LOST: Mapping[Flaw, tuple[float, float, float, float]] = {
    Flaw.EMPTY: (4, 4, 4, 4),
    Flaw.TEMPLATE_LEAK: (1.5, 1.5, 1.5, 1),
    Flaw.WRONG_FACT: (2.5, 1, 0, 0),
    Flaw.IGNORED_QUESTION: (1, 2.5, 0.5, 2),
    Flaw.TONE: (0, 1, 3, 0),
    Flaw.MISSING_STEP: (0, 1, 0, 1.5),
    Flaw.AGAINST_POLICY: (2.5, 0.5, 0, 0),
    Flaw.OFF_TOPIC: (2, 2.5, 0, 1.5),
    Flaw.WRONG_LANGUAGE: (0.5, 2.5, 2, 0.5),
    Flaw.INCOMPLETE: (0.5, 1, 0.5, 2.5),
}
WORST, BEST = 1.0, 5.0
#: The mean from which on a reply could be sent.
PASSING = 3.2
_LENGTHS = ((25, 4.6), (15, 4.2), (8, 3.7), (4, 3.2), (0, 2.6))


@dataclass(frozen=True, slots=True)
class Scores:
    """What a judge gives a reply; each from 1 (worst) to 5."""

    correctness: float
    helpfulness: float
    tone: float
    completeness: float

    @property
    def mean(self) -> float:
        """The mean of the four."""
        return sum(self) / len(fields(self))

    def __iter__(self) -> Iterator[float]:
        return iter((self.correctness, self.helpfulness, self.tone, self.completeness))


@dataclass(frozen=True, slots=True)
class Judgement:
    """The scores of a reply, and why."""

    scores: Scores
    findings: tuple[Finding, ...]

    @property
    def is_good(self) -> bool:
        """Whether the reply could be sent."""
        return not self.findings and self.scores.mean >= PASSING


def judge(case: Case, knowledge: Knowledge) -> Judgement:
    """Return the judgement of a reply."""
    case = case.cleaned()
    findings = find_flaws(case, knowledge)
    lost = [sum(_LOST[found.flaw][at] for found in findings) for at in range(4)]
    given = (_correct(case), _helpful(case), _polite(case), _complete(case))
    return Judgement(Scores(*map(_bounded, given, lost)), findings)


def _bounded(given: float, lost: float) -> float:
    return round(min(BEST, max(WORST, given - lost)), 2)


def _correct(case: Case) -> float:
    if not case.reference:
        return 4.2
    agreed = share_of(content_words(case.reply), content_words(case.reference))
    return 3.2 + 1.8 * min(1.0, agreed * 1.5)


def _helpful(case: Case) -> float:
    taken_up = share_of(content_words(case.reply), content_words(case.customer))
    step = 0.7 if _STEP.search(case.reply) else 0.0
    return 3.0 + min(1.3, 2.6 * taken_up) + step


def _polite(case: Case) -> float:
    return 3.4 + min(1.6, 0.8 * len(_KIND.findall(case.reply)))


def _complete(case: Case) -> float:
    length = count_words(case.reply)
    given = next(score for words, score in _LENGTHS if length >= words)
    taken_up = share_of(content_words(case.reply), content_words(case.customer))
    return given + min(0.4, taken_up)
