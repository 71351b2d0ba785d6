"""Bad replies of known kinds, written by hand or made from a good one, each with its repair."""

import re
from dataclasses import dataclass
from random import Random

from services.demo.dealer import Dealer
from services.demo.facts import SLOT
from services.demo.scripts import Exchange, Library, Line

_WRITTEN_SHARE = 0.62
_MADE = {
    "wrong_fact": 0.34,
    "incomplete": 0.24,
    "template_leak": 0.15,
    "ignored_question": 0.1,
    "off_topic": 0.08,
    "wrong_language": 0.06,
    "tone": 0.03,
}
_FEWEST_WORDS_TO_CUT = 14


@dataclass(frozen=True, slots=True)
class Blunder:
    """What the assistant says wrongly and what it should have said, slots unfilled."""

    kind: str
    reply: str
    fix: str


class Blunders:
    """Finds the next way for an assistant to get an exchange wrong."""

    def __init__(self, library: Library, rng: Random, dealer: Dealer) -> None:
        self._rng = rng
        self._dealer = dealer
        self._generic = {
            kind: library.pool("generic", kind, "texts") for kind in library.phrases["generic"]
        }
        self._leaks: dict[str, str] = library.phrases["leaks"]
        self._slips: list[tuple[str, str]] = list(map(tuple, library.phrases["slips"]["pairs"]))
        self._elsewhere = {
            topic: tuple(
                reply.text
                for intent in library.intents
                if intent.language == "en" and intent.topic not in (topic, None)
                for reply in intent.opening.good
            )
            for topic in {intent.topic for intent in library.intents}
        }

    def written(self, exchange: Exchange, ask: Line) -> Blunder | None:
        """Return a hand-written bad reply to `ask`, if there is one."""
        suitable = [flaw for flaw in exchange.flaws if flaw.reply.suits(ask.labels)]
        if not suitable:
            return None
        flaw = self._dealer.deal(suitable)
        return Blunder(flaw.kind, flaw.reply.text, flaw.fix)

    def any_kind(self, exchange: Exchange, ask: Line, good: str, topic: str | None) -> Blunder:
        """Return a bad reply to `ask`: mostly a written one, else one made from `good`."""
        if self._rng.random() < _WRITTEN_SHARE and (written := self.written(exchange, ask)):
            return written
        (kind,) = self._rng.choices(tuple(_MADE), tuple(_MADE.values()))
        return self._made(kind, good, topic)

    def _made(self, kind: str, good: str, topic: str | None) -> Blunder:
        if kind == "wrong_fact" and (slips := self._possible_slips(good)):
            right, wrong = self._dealer.deal(slips)
            return Blunder(kind, good.replace(right, wrong), good)
        if kind == "template_leak" and SLOT.search(good):
            return Blunder(kind, self.leak(good), good)
        if kind == "incomplete" and len(good.split()) >= _FEWEST_WORDS_TO_CUT:
            return Blunder(kind, self._cut(good), good)
        if kind == "off_topic":
            return Blunder(kind, self._dealer.deal(self._elsewhere[topic]), good)
        if kind not in self._generic:
            kind = "ignored_question"
        return Blunder(kind, self._dealer.deal(self._generic[kind]), good)

    def _possible_slips(self, good: str) -> list[tuple[str, str]]:
        return [(right, wrong) for right, wrong in self._slips if right in good]

    def leak(self, text: str) -> str:
        """Return `text` with its slots showing, as a template engine names them."""
        return SLOT.sub(lambda slot: f"{{{{{self._leaks.get(slot[1], slot[1])}}}}}", text)

    def _cut(self, text: str) -> str:
        """Return the first half or so of `text`, stopping in the middle of a sentence."""
        ends = [word.end() for word in re.finditer(r"\S+", text)]
        last = int(len(ends) * self._rng.uniform(0.4, 0.75))
        while text[ends[last] - 1] in ".?!:,;":
            last -= 1
        return text[: ends[last]]
