"""Writes replies that improve on others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from services.demo.provider.content.findings import Case, spoils
from services.demo.provider.content.knowledge import Knowledge, Question
from services.demo.provider.content.languages import language_of
from services.demo.provider.content.orders import without_orders
from services.demo.provider.content.phrases import FALLBACK, Phrases
from services.demo.provider.content.recall import Recall
from services.demo.provider.content.words import sentences

_CODE = re.compile(r"\b(?:[A-Z]{1,4}-\d{3,}|[A-Z]{2} \d{4} \d{4})\b")
_UPSET = re.compile(
    r"!|\?\?|\b(?:still|again|late|lost|broken|wrong|missing|never|nobody|waiting|complain\w*|"
    r"angry|ridiculous|refund|damaged|fraud|stolen|unacceptable|problem|doesn't|won't|can't|"
    r"leider|kaputt|nicht|problème|problema|kapot|niet)\b|[A-Z]{4,}",
)
_DONE = re.compile(
    r"^\W*(?:no,? )?(?:thank(?:s| you)|thx|ty|great|perfect|cheers|ok(?:ay)?|bye|goodbye|got it|"
    r"that'?s (?:all|it)|much appreciated|danke|merci|gracias|grazie|bedankt|obrigad[oa])\b",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"^(?:hi|hello|hey|dear|thanks|thank you|good (?:morning|evening)|happy to help|"
    r"i'm sorry|sorry|best wishes|kind regards|is there anything else|let me know if|"
    r"have a (?:great|good|nice)|we hope|please let us know how|just reply here)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…。！？:)]$")
#: Longer sentences say something even where they begin politely.
_LONGEST_FRAME = 60
_SHORT = 40
_LONGEST_ACRONYM = 3
_WITHOUT_SPACES = ("ja", "zh", "th")
_REWORDED = (
    (r"\bIt's\b", "It is"),
    (r"\bThat's\b", "That is"),
    (r"\bWe'll\b", "I'll"),
    (r"\bwe'll\b", "I'll"),
    (r"\bWe've\b", "I've"),
    (r"\bI have\b", "I've"),
    (r"\bI will\b", "I'll"),
    (r"\bcannot\b", "can't"),
    (r"\bin order to\b", "to"),
    (r"\bpurchase\b", "buy"),
    (r"\bas soon as possible\b", "as soon as I can"),
    (r"\bASAP\b", "as soon as I can"),
)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes about one case; the same words for the same case and chance."""

    phrases: Phrases
    knowledge: Knowledge
    case: Case
    earlier: str
    rng: Random

    @property
    def language(self) -> str:
        """The language to write in: the customer's."""
        return language_of(self.case.customer) or language_of(self.earlier) or FALLBACK

    def improved(self) -> str:
        """Return a better reply: the agent's facts, or those of a repair that is known."""
        case = self.case.cleaned()
        if _DONE.match(case.customer) and len(case.customer) < _SHORT and not case.reference:
            return self.pick("goodbye")
        core = self._core(case)
        return self._joined([self._opening(), *self._code(core), *core, *self._step(core)])

    def answered(self, question: Question) -> str:
        """Return a good reply to a question that is known."""
        recall = self._recall()
        ranked = [(recall.unknown(text), text) for text in question.answers()]
        least = min((unknown for unknown, _ in ranked), default=0)
        fitting = [text for unknown, text in ranked if unknown == least]
        return recall.fill(self.rng.choice(fitting or [self.pick("unknown")]))

    def flawed(self, question: Question | None) -> str:
        """Return a reply that a weak assistant would give."""
        flaws = question.flaws() if question else []
        generic = self.knowledge.library.pool("generic", "ignored_question", "texts")
        texts = [flaw.reply.text for flaw in flaws] or list(generic)
        return self._recall().fill(self.rng.choice(texts))

    def pick(self, occasion: str) -> str:
        """Return what may be said on an occasion."""
        return self.rng.choice(self.phrases.pool(self.language, occasion))

    def _recall(self) -> Recall:
        said = f"{self.case.customer}\n{self.case.reply}\n{self.earlier}"
        return Recall(self.knowledge.library.vocabulary, said, self.language, self.rng)

    def _joined(self, parts: list[str]) -> str:
        gap = "" if self.language in _WITHOUT_SPACES else " "
        if "\n\n" in self.case.customer or "\n\n" in self.case.reply:
            return "\n\n".join((parts[0], gap.join(parts[1:])))
        return gap.join(parts)

    def _core(self, case: Case) -> list[str]:
        """Return what the reply says, without frame, leaks and rudeness; never nothing."""
        for source in self._sources(case):
            if source and language_of(source) in (None, self.language):
                kept = [self._reworded(s) for s in sentences(source) if _says_something(s)]
                if kept:
                    return kept
        return [self.pick("unknown")]

    def _sources(self, case: Case) -> Iterator[str]:
        yield case.reference
        known = self.knowledge.reply_like(case.reply)
        if known is not None and known.fix:
            yield self._recall().fill(known.fix, (known.text, case.reply))
        question = self.knowledge.question_like(case.customer)
        if question is not None and (known is None or known.kind):
            yield self.answered(question)
        if known is None or known.kind is None:
            yield case.reply

    def _reworded(self, sentence: str) -> str:
        for pattern, better in _REWORDED:
            sentence = re.sub(pattern, better, sentence)
        begun = sentence[:1].upper() + sentence[1:]
        ended = _SENTENCE_END.search(begun) or self.language != FALLBACK
        return begun if ended else f"{begun}."

    def _opening(self) -> str:
        upset = bool(_UPSET.search(self.case.customer))
        subject = self.phrases.subject.search(without_orders(self.case.customer))
        if subject is None or self.language != FALLBACK:
            return self.pick("plain_sorry" if upset else "plain")
        acronym = subject[0].isupper() and len(subject[0]) <= _LONGEST_ACRONYM
        named = subject[0] if acronym else subject[0].lower()
        return self.pick("sorry" if upset else "thanks").replace("{subject}", f"your {named}")

    def _code(self, core: list[str]) -> Iterator[str]:
        """Name the number that the customer gave, where the reply does not."""
        found = _CODE.search(self.case.customer)
        if found and found[0] not in " ".join(core) and self.language == FALLBACK:
            yield self.pick("code").replace("{code}", found[0])

    def _step(self, core: list[str]) -> Iterator[str]:
        """Say what comes next, unless the reply asks something."""
        if not core[-1].endswith(("?", "？")):
            yield self.pick("steps")


def _says_something(sentence: str) -> bool:
    framing = _FRAME.match(sentence) and len(sentence) < _LONGEST_FRAME
    return not (framing or spoils(sentence))
