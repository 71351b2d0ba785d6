"""Writes replies that improve on others, and says in words what is wrong with one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from services.demo.provider.content.findings import Case, Finding, Flaw, is_rude, leaks
from services.demo.provider.content.judge import Judgement
from services.demo.provider.content.languages import language_of
from services.demo.provider.content.orders import without_orders
from services.demo.provider.content.phrases import FALLBACK, Phrases
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
    r"^(?:(?:hi|hello|hey|dear|thanks|thank you|good (?:morning|evening)|happy to help|"
    r"i'm sorry|sorry|best wishes|kind regards|is there anything else|let me know if|"
    r"have a (?:great|good|nice)|we hope|please let us know how|just reply here)\b.*)$",
    re.IGNORECASE,
)
#: Longer sentences say something even where they begin politely.
_LONGEST_FRAME = 60
_SHORT = 40
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
    (r"\bCould you\b", "Could you please"),
)
_ALREADY_POLITE = re.compile(r"\bplease please\b|\bplease (.{1,60}), please\b")


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes about one case; the same words for the same case and chance."""

    phrases: Phrases
    case: Case
    rng: Random

    @property
    def language(self) -> str:
        """The language to write in: the customer's."""
        return language_of(self.case.customer) or FALLBACK

    def improved(self) -> str:
        """Return a better reply, made from the agent's where there is one."""
        case = self.case.cleaned()
        if _DONE.match(case.customer) and len(case.customer) < _SHORT:
            return self._pick("goodbye")
        core = self._core(case)
        parts = [self._opening(), *self._code(core), *core, self._pick("steps")]
        return self._joined(parts, case)

    def _joined(self, parts: list[str], case: Case) -> str:
        gap = "" if self.language in ("ja", "zh", "th") else " "
        if "\n\n" in case.customer or "\n\n" in case.reply:
            return "\n\n".join((parts[0], gap.join(parts[1:-1]), parts[-1]))
        return gap.join(parts)

    def _core(self, case: Case) -> list[str]:
        """Return what the reply says, without frame, leaks and rudeness; never nothing."""
        for source in (case.reference, case.reply):
            if source and language_of(source) in (None, self.language):
                kept = [self._reworded(s) for s in sentences(source) if _says_something(s)]
                if kept:
                    return kept
        return [self._pick("unknown")]

    def _reworded(self, sentence: str) -> str:
        for pattern, better in _REWORDED:
            sentence = re.sub(pattern, better, sentence)
        sentence = _ALREADY_POLITE.sub(lambda found: f"please {found[1] or ''}".strip(), sentence)
        begun = sentence[:1].upper() + sentence[1:]
        return (
            begun
            if re.search(r"[.!?…。！？:)]$", begun) or self.language != FALLBACK
            else f"{begun}."
        )

    def _opening(self) -> str:
        upset = bool(_UPSET.search(self.case.customer))
        subject = self.phrases.subject.search(without_orders(self.case.customer))
        if subject is None or self.language != FALLBACK:
            return self._pick("plain_sorry" if upset else "plain")
        named = subject[0] if subject[0].isupper() and len(subject[0]) <= 3 else subject[0].lower()
        return self._pick("sorry" if upset else "thanks").replace("{subject}", f"your {named}")

    def _code(self, core: list[str]) -> Iterator[str]:
        """Name the number that the customer gave, where the reply does not."""
        found = _CODE.search(self.case.customer)
        said = " ".join(core)
        if found and found[0] not in said and self.language == FALLBACK:
            yield self._pick("code").replace("{code}", found[0])

    def _pick(self, occasion: str) -> str:
        return self.rng.choice(self.phrases.pool(self.language, occasion))


def _says_something(sentence: str) -> bool:
    framing = _FRAME.match(sentence) and len(sentence) < _LONGEST_FRAME
    return not (framing or leaks(sentence) or is_rude(sentence))


_EXPLAINED = {
    Flaw.EMPTY: "The reply is empty, so the customer learns nothing.",
    Flaw.TEMPLATE_LEAK: "A template's placeholder is shown to the customer: “{shown}”.",
    Flaw.WRONG_FACT: "“{shown}” is not what the agent told the customer, so the facts are wrong.",
    Flaw.IGNORED_QUESTION: "It gives a standard answer (“{shown}”), not one to the question.",
    Flaw.TONE: "“{shown}” sounds as if the customer were to blame.",
    Flaw.MISSING_STEP: "It leaves out what the agent added: “{shown}”",
    Flaw.AGAINST_POLICY: "It promises what policy does not allow: “{shown}”.",
    Flaw.OFF_TOPIC: "It talks about something else: “{shown}”",
    Flaw.WRONG_LANGUAGE: "It is not in the customer's language ({shown}).",
    Flaw.INCOMPLETE: "It breaks off: “… {shown}”.",
}


def explained(finding: Finding) -> str:
    """Return what is wrong, in a sentence."""
    return _EXPLAINED[finding.flaw].replace("{shown}", finding.shown_by)


def why_judged(judgement: Judgement) -> str:
    """Return why a reply was judged so."""
    if judgement.findings:
        return " ".join(map(explained, judgement.findings))
    if judgement.is_good:
        return "It answers the question, in a friendly tone, and says what happens next."
    return "Nothing in it is wrong, but it is short and hardly takes up what was asked."


def why_this(case: Case, phrases: Phrases) -> str:
    """Return why an assistant may have written this reply."""
    asked = phrases.subject.search(without_orders(case.customer))
    said = phrases.subject.search(case.reply)
    about = f"“{asked[0]}” in the message" if asked else "the wording of the message as a whole"
    matched = f"its standard answer about “{said[0]}”" if said else "a general standard answer"
    return (
        f"The assistant most likely went by {about} and gave {matched}. "
        "Nothing shows that it looked up this customer's own details."
    )
