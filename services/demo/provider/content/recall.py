"""Fills the slots of a known reply with what the conversation says, and invents the rest."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from services.demo.facts import SLOT, Facts, invent_facts

#: What a number in a conversation is, by its look.
_BY_LOOK = {
    "order": re.compile(r"\bHP-\d{4,6}\b"),
    "booking": re.compile(r"\bCB-\d{3,5}\b"),
    "ret": re.compile(r"\bR-\d{4,6}\b"),
    "invoice": re.compile(r"\bINV-\d{4,6}\b"),
    "tracking": re.compile(r"\bNL \d{4} \d{4}\b"),
    "gift": re.compile(r"\bGIFT-\w{4}-\w{4}\b"),
    "email": re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.]+\b"),
}
_FIRST_DAY = date(2026, 11, 2)
_DAYS = 14


@dataclass(frozen=True, slots=True)
class Recall:
    """What one conversation says, and chance for what it does not."""

    vocabulary: Mapping[str, Any]
    conversation: str
    language: str
    rng: Random

    def fill(self, template: str, *spoken: tuple[str, str]) -> str:
        """Return a template with its slots filled.

        `spoken` are pairs of a template and a text made from it, from which values are taken too.
        """
        today = _FIRST_DAY + timedelta(days=self.rng.randrange(_DAYS))
        facts = invent_facts(self.rng, self.vocabulary, self.language, today)
        known = dict(self._seen()) | _captured(spoken)
        filled = SLOT.sub(lambda slot: known.get(_name(slot), slot[0]), template)
        return Facts(today, {**facts.values, **known}).fill(filled)

    def unknown(self, template: str) -> int:
        """Return how many slots of a template would have to be invented."""
        known = dict(self._seen())
        return len({slot[1] for slot in SLOT.finditer(template)} - set(known))

    def _seen(self) -> Iterator[tuple[str, str]]:
        for name, look in _BY_LOOK.items():
            if found := look.search(self.conversation):
                yield name, found[0]


def _name(slot: re.Match[str]) -> str:
    return slot[1] + (slot[2] or "")


def _captured(spoken: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Return the values that texts hold where their templates have slots."""
    found: dict[str, str] = {}
    for template, text in spoken:
        names = [_name(slot) for slot in SLOT.finditer(template)]
        if match := re.search(_pattern(template), text):
            found |= {name: match[f"g{at}"] for at, name in enumerate(names)}
    return found


def _pattern(template: str) -> str:
    """Return the pattern of the texts that a template makes."""
    pieces, at = [], 0
    for number, slot in enumerate(SLOT.finditer(template)):
        pieces += [re.escape(template[at : slot.start()]), f"(?P<g{number}>[^\n]{{1,60}}?)"]
        at = slot.end()
    return "".join(pieces) + re.escape(template[at:])
