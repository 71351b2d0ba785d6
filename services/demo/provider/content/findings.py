"""What is wrong with a reply, by simple features: no opinion, and nobody's word for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from services.demo.provider.content.knowledge import Knowledge, KnownReply
from services.demo.provider.content.languages import language_of
from services.demo.provider.content.orders import without_orders
from services.demo.provider.content.words import (
    content_words,
    count_words,
    likeness,
    sentences,
    share_of,
)


class Flaw(Enum):
    """A way to be wrong; the value is the failure category it belongs to."""

    TEMPLATE_LEAK = "template leak"
    WRONG_FACT = "wrong fact"
    IGNORED_QUESTION = "ignored question"
    TONE = "tone"
    MISSING_STEP = "missing step"
    AGAINST_POLICY = "against policy"
    OFF_TOPIC = "off-topic"
    WRONG_LANGUAGE = "wrong language"
    INCOMPLETE = "incomplete"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Finding:
    """One flaw of a reply, and the words that show it."""

    flaw: Flaw
    shown_by: str


@dataclass(frozen=True, slots=True)
class Case:
    """A reply, the message it answers, and what an agent sent instead (empty where nothing)."""

    customer: str
    reply: str
    reference: str = ""

    def cleaned(self) -> "Case":
        """Return the case without sentences that try to order the reader about."""
        return Case(*map(without_orders, (self.customer, self.reply, self.reference)))


_LEAK = re.compile(
    r"\{\{.{0,80}?\}\}|\{%.{0,80}?%\}|\{[A-Za-z_][\w.]*\}|%[A-Z_]{3,}%|\$\{\w+\}"
    r"|\[(?:your |customer |agent |order )?(?:name|number|date|company|address|link)\]"
    r"|\b(?:undefined|NaN|NoneType)\b",
    re.IGNORECASE,
)
_RUDE = re.compile(
    r"\bas (?:already )?(?:stated|explained|mentioned)\b|\bcalm down\b|\bread it carefully\b"
    r"|\brefrain from\b|\bbefore contacting\b|\bwithout contacting support\b|\bproperly\b"
    r"|\bnot something we can be blamed\b|\byour (?:own )?fault\b|\bobviously\b|\bstop \w+ing\b"
    r"|\bnot (?:my|our) problem\b|\bstupid\b|\bidiot\b|\byou should have\b",
    re.IGNORECASE,
)
_EVASIVE = re.compile(
    r"\bhelp cent(?:re|er)\b|\brequest is important\b|\bdescribe your (?:request|problem)\b"
    r"|\brecorded your feedback\b|\balways working to improve\b|\bhappy to help with questions\b"
    r"|\brestart your device and try again\b|\bavailable on weekdays\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\brefunded the full\b|keep the (?:item|order|money)|\bwe guarantee\b|\bas an exception\b"
    r"|\bfree of charge for\b|\bwaive\b|\bdouble\b|\bfor life\b",
    re.IGNORECASE,
)
_FACT = re.compile(
    r"[£$€]\s?\d[\d,.]*\d|[£$€]\s?\d|\b\d[\d,.:]*\d\b|\b\d\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve) "
    r"(?:working )?(?:days?|hours?|weeks?|months?|years?|minutes?)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?…)\]\"'”’»。！？]\W*$|[^\w\s,;:&/-]$")
#: Thai ends no sentence with a stop.
_UNPUNCTUATED = re.compile(r"[\u0e00-\u0e7f]$")
_FEWEST_WORDS = 8
_TELLING_WORDS = 4
_LONGEST_SIGNATURE = 4
_SAME = 0.5


def find_flaws(case: Case, knowledge: Knowledge) -> tuple[Finding, ...]:
    """Return what is wrong with the reply of a cleaned case, each flaw once, the plainest first."""
    if not case.reply.strip():
        return (Finding(Flaw.EMPTY, ""),)
    known = knowledge.reply_like(case.reply)
    found: dict[Flaw, Finding] = {}
    for finding in (*_plain(case), *_by_heart(case, known, knowledge), *_by_look(case, known)):
        found.setdefault(finding.flaw, finding)
    return tuple(found.values())


def _plain(case: Case) -> Iterator[Finding]:
    """What anybody sees."""
    if leak := _LEAK.search(case.reply):
        yield Finding(Flaw.TEMPLATE_LEAK, leak[0])
    asked, answered = language_of(case.customer), language_of(case.reply)
    if asked and answered and asked != answered:
        yield Finding(Flaw.WRONG_LANGUAGE, sentences(case.reply)[0])


def _by_heart(case: Case, known: KnownReply | None, knowledge: Knowledge) -> Iterator[Finding]:
    """Compare with the replies of the corpus: bad ones, good ones with a slip, misplaced ones."""
    if known is None:
        return
    if known.kind is not None:
        yield Finding(Flaw[known.kind.upper()], _most_like(case.reply, known.text))
    elif slip := knowledge.slip_in(known, case.reply):
        yield Finding(Flaw.WRONG_FACT, slip)
    asked = knowledge.question_like(case.customer)
    if asked is not None and None not in (known.topic, asked.topic) and known.topic != asked.topic:
        yield Finding(Flaw.OFF_TOPIC, _most_like(case.reply, known.text))


def _most_like(reply: str, known: str) -> str:
    """Return the sentence of a reply that has most of a known one."""
    words = content_words(known)
    return max(sentences(reply), key=lambda sentence: len(content_words(sentence) & words))


def _by_look(case: Case, known: KnownReply | None) -> Iterator[Finding]:
    """What the reply looks like, beside the message and what an agent sent instead."""
    yield from _facts(case)
    if known is None or known.kind is not None:
        yield from _manners(case)
    if known is None and not _EVASIVE.search(case.reply):
        yield from _subject(case)
    if _breaks_off(case.reply):
        yield Finding(Flaw.INCOMPLETE, " ".join(case.reply.split()[-4:]))
    yield from _steps(case)


def _manners(case: Case) -> Iterator[Finding]:
    for sign, flaw in ((_RUDE, Flaw.TONE), (_EVASIVE, Flaw.IGNORED_QUESTION)):
        if found := sign.search(case.reply):
            yield Finding(flaw, found[0])
    if (found := _PROMISE.search(case.reply)) and found[0].lower() not in case.reference.lower():
        yield Finding(Flaw.AGAINST_POLICY, found[0])


def _breaks_off(reply: str) -> bool:
    """Tell whether a reply ends within a sentence; a signature below it does not count."""
    lines = [line for line in reply.splitlines() if line.strip()]
    while len(lines) > 1 and count_words(lines[-1]) <= _LONGEST_SIGNATURE:
        lines.pop()
    text = "\n".join(lines).rstrip()
    if _UNPUNCTUATED.search(text) or count_words(text) < _FEWEST_WORDS:
        return False
    return not _ENDED.search(text)


def _facts(case: Case) -> Iterator[Finding]:
    """Where an agent gave figures of her own, other figures in the reply are wrong."""
    said, right = _figures(case.reply), _figures(case.reference)
    odd = [fact for fact in said if fact not in right | _figures(case.customer)]
    same_subject = likeness(content_words(case.reply), content_words(case.reference)) >= _SAME
    if odd and right and (same_subject or not set(said) & right):
        yield Finding(Flaw.WRONG_FACT, odd[0])


def _figures(text: str) -> frozenset[str]:
    return frozenset(found.lower() for found in _FACT.findall(text))


def _subject(case: Case) -> Iterator[Finding]:
    asked, said = content_words(case.customer), content_words(case.reply)
    wanted = asked | content_words(case.reference)
    if len(asked) >= _TELLING_WORDS and len(said) >= _TELLING_WORDS and not said & wanted:
        yield Finding(Flaw.OFF_TOPIC, sentences(case.reply)[0])


def _steps(case: Case) -> Iterator[Finding]:
    """Where the agent wrote far more, something was left out."""
    longer = count_words(case.reference) > 2 * count_words(case.reply)
    covered = share_of(content_words(case.reply), content_words(case.reference))
    if longer and covered < _SAME and count_words(case.reference) >= _FEWEST_WORDS:
        yield Finding(Flaw.MISSING_STEP, sentences(case.reference)[-1])


def spoils(sentence: str) -> bool:
    """Tell whether a sentence shows a template, blames the customer or says nothing."""
    return any(sign.search(sentence) for sign in (_LEAK, _RUDE, _EVASIVE))
