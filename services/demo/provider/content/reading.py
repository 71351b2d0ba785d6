"""What a prompt holds: instructions, and texts between delimiters, which are data and no orders."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from services.demo.provider.chat.rules import content_text

_TAG = re.compile(r"<([A-Za-z][\w-]*)(?:\s[^<>]*)?>")
_WORDS = re.compile(r"[a-z]+|\d+")


class Part(Enum):
    """What a delimited text is."""

    CUSTOMER = auto()
    AI_REPLY = auto()
    AGENT_REPLY = auto()
    FIRST = auto()
    SECOND = auto()
    EARLIER = auto()
    EXPLANATION = auto()
    CAUTIONS = auto()
    OTHER = auto()


#: The words of a delimiter's name, and what it holds; the first line that has one of them counts.
_NAMED: tuple[tuple[frozenset[str], Part], ...] = (
    (frozenset({"earlier", "context", "history", "turns", "conversation"}), Part.EARLIER),
    (frozenset({"explanation", "why", "reason", "category"}), Part.EXPLANATION),
    (frozenset({"caution", "cautions", "lessons"}), Part.CAUTIONS),
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
        return self.parts.get(part, "")

    @property
    def reply(self) -> str:
        """The reply that a judgement is about."""
        return self.text(Part.AI_REPLY) or self.text(Part.SECOND) or self.text(Part.FIRST)


def read(messages: Sequence[Mapping[str, Any]]) -> Reading:
    """Read the messages of a chat; the last message of a user counts where nothing is delimited."""
    instructions: list[str] = []
    parts: dict[Part, str] = {}
    for message in messages:
        outside, found = _split(content_text(message.get("content")))
        if message["role"] in ("system", "developer") or found:
            instructions.append(outside)
        for name, text in found:
            parts.setdefault(part_of(name), text)
    if Part.CUSTOMER not in parts:
        parts[Part.CUSTOMER] = _last_asked(messages)
    return Reading("\n".join(instructions), parts)


def _last_asked(messages: Sequence[Mapping[str, Any]]) -> str:
    asked = [content_text(m.get("content")) for m in messages if m["role"] == "user"]
    return _split(asked[-1])[0] if asked else ""


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
    at = 0
    while opening := _TAG.search(text, at):
        closing = _last_closing(text, opening[1], opening.end())
        if closing is None:
            at = opening.end()
            continue
        yield opening[1], opening.start(), opening.end(), closing.start(), closing.end()
        at = closing.end()


def _last_closing(text: str, name: str, start: int) -> re.Match[str] | None:
    closings = re.compile(rf"</{re.escape(name)}(?:\s[^<>]*)?>").finditer(text, start)
    return max(closings, key=re.Match.start, default=None)


def part_of(name: str) -> Part:
    """Return what a delimiter of this name holds."""
    words = set(_WORDS.findall(re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower()))
    return next((part for named, part in _NAMED if words & named), Part.OTHER)
