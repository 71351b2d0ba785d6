"""What a prompt holds: instructions, and texts between delimiters, which are data and no orders."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from services.demo.provider.chat.texts import content_text
from services.demo.provider.content.fences import fences_of, without_fences

_TAG = re.compile(r"<([A-Za-z][\w-]*)(?:\s[^<>]*)?>")
#: Characters of one text that are looked at.
_LONGEST = 40_000
#: Tags that may stay open before the rest counts as text.
_MOST_OPEN = 200
_WORDS = re.compile(r"[a-z]+|\d+")


class Part(Enum):
    """What a delimited text is."""

    CUSTOMER = "customer"
    AI_REPLY = "AI reply"
    AGENT_REPLY = "agent reply"
    FIRST = "first"
    SECOND = "second"
    EARLIER = "earlier"
    EXPLANATION = "explanation"
    CAUTIONS = "cautions"
    KEYWORDS = "keywords"
    OTHER = "other"


#: The words of a delimiter's name, and what it holds; the first line that has one of them counts.
_NAMED: tuple[tuple[frozenset[str], Part], ...] = (
    (frozenset({"earlier", "context", "history", "turns", "conversation"}), Part.EARLIER),
    (frozenset({"explanation", "why", "reason", "category", "note"}), Part.EXPLANATION),
    (frozenset({"caution", "cautions", "lessons"}), Part.CAUTIONS),
    (frozenset({"keywords", "terms"}), Part.KEYWORDS),
    (frozenset({"example", "examples"}), Part.OTHER),
    (frozenset({"agent", "human", "override", "reference", "expected"}), Part.AGENT_REPLY),
    (frozenset({"a", "first", "1", "baseline", "old", "before"}), Part.FIRST),
    (frozenset({"b", "second", "2", "candidate", "new", "after", "improved"}), Part.SECOND),
    (frozenset({"ai", "assistant", "reply", "answer", "response"}), Part.AI_REPLY),
    (frozenset({"customer", "message", "question", "query", "request", "user"}), Part.CUSTOMER),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A prompt, read: what it orders, and the texts it is about."""

    instructions: str
    parts: Mapping[Part, str] = field(default_factory=dict)

    def text(self, part: Part) -> str:
        """Return the text of a part, empty where there is none."""
        return self.parts.get(part, "")[:_LONGEST]

    @property
    def reply(self) -> str:
        """The reply that a judgement is about."""
        return self.text(Part.AI_REPLY) or self.text(Part.SECOND) or self.text(Part.FIRST)

    @property
    def subject(self) -> tuple[str, ...]:
        """What makes this prompt this one: the same for the same texts in other fences."""
        told = (f"{part.value}: {text}" for part, text in self.parts.items())
        return (self.instructions, *told)


def read(messages: Sequence[Mapping[str, Any]]) -> Reading:
    """Read the messages of a chat. Where users delimit nothing, they are the customer."""
    instructions: list[str] = []
    parts: dict[Part, str] = {}
    for message in messages:
        text = content_text(message.get("content"))
        outside, found = _split(text) if message["role"] == "user" else (text, [])
        if message["role"] in ("system", "developer") or found:
            instructions.append(without_fences(outside, fences_of(text)))
        for name, held in found:
            parts.setdefault(part_of(name), held)
    if not parts:
        parts = _conversation(messages)
    return Reading("\n".join(instructions), parts)


def _conversation(messages: Sequence[Mapping[str, Any]]) -> dict[Part, str]:
    said = [content_text(m.get("content")) for m in messages if m["role"] in ("user", "assistant")]
    asked = [content_text(m.get("content")) for m in messages if m["role"] == "user"]
    return {Part.CUSTOMER: asked[-1] if asked else "", Part.EARLIER: "\n".join(said[:-1])}


def _split(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return what stands outside of delimiters, and every delimited text with its name."""
    if (fields := _json_fields(text)) is not None:
        return "", fields
    outside, found, at = "", [], 0
    for name, start, begin, end, after in _sections(text):
        outside += text[at:start] + "\n"
        found.append((name, text[begin:end].strip()))
        at = after
    return (outside + text[at:]).strip(), found


def _json_fields(text: str) -> list[tuple[str, str]] | None:
    if not text.startswith("{"):
        return None
    try:
        fields = json.loads(text)
    except ValueError:
        return None
    return [(name, value) for name, value in fields.items() if isinstance(value, str)]


def _sections(text: str) -> Iterator[tuple[str, int, int, int, int]]:
    """Give name and offsets of the outermost tags that are closed: what is inside is data."""
    at = left_open = 0
    while left_open < _MOST_OPEN and (opening := _TAG.search(text, at)):
        closing = _last_closing(text, opening[1], opening.end())
        if closing is None:
            at, left_open = opening.end(), left_open + 1
            continue
        yield opening[1], opening.start(), opening.end(), *closing
        at = closing[1]


def _last_closing(text: str, name: str, start: int) -> tuple[int, int] | None:
    """Return where the last closing tag of this name lies: a text may hold false ones before it."""
    begin = text.rfind(f"</{name}", start)
    end = text.find(">", begin) + 1
    return (begin, end) if begin >= 0 and end else None


def part_of(name: str) -> Part:
    """Return what a delimiter of this name holds."""
    words = set(_WORDS.findall(re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower()))
    return next((part for named, part in _NAMED if words & named), Part.OTHER)
