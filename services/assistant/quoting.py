"""Texts of customers inside prompts: data between tags that no text can close."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from string import ascii_lowercase
from typing import Any

from reviewer.domain.interaction import Turn

#: Letters of a tag's random ending: 16 of 26 are 75 bits.
LETTERS = 16
#: Characters of one text that go into a prompt; of a longer one, beginning and end.
MOST_CHARACTERS = 12_000
#: Earlier turns that go into a prompt, the last ones.
MOST_TURNS = 8
_LEFT_OUT = "\n[… {count:,} characters left out …]\n"
_SPEAKERS = {
    "customer": "Customer",
    "assistant": "Assistant",
    "agent": "Agent",
    "system": "Note",
}


def draw_fence(values: Mapping[str, Any]) -> str:
    """Return a random word that occurs in none of the texts: tags that end in it cannot be met."""
    texts = tuple(_texts(values))
    while True:
        number = secrets.randbelow(len(ascii_lowercase) ** LETTERS)
        fence = "".join(_letters(number))
        if not any(fence in text.lower() for text in texts):
            return fence


def _letters(number: int) -> Iterable[str]:
    for _ in range(LETTERS):
        number, place = divmod(number, len(ascii_lowercase))
        yield ascii_lowercase[place]


def _texts(value: object) -> Iterable[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for one in value.values():
                yield from _texts(one)
        case list() | tuple():
            for one in value:
                yield from _texts(one)


def clipped(text: str | None, most: int = MOST_CHARACTERS) -> str:
    """Return a text that fits into a prompt: what is left out of its middle is said."""
    if text is None or len(text) <= most:
        return text or ""
    head, tail = text[: most * 2 // 3], text[-(most // 3) :]
    return head + _LEFT_OUT.format(count=len(text) - len(head) - len(tail)) + tail


def transcript(turns: Sequence[Turn]) -> str:
    """Return the last earlier turns as text, each with its speaker."""
    most = MOST_CHARACTERS // MOST_TURNS
    lines = (
        f"{_SPEAKERS.get(turn.role, 'Note')}: {clipped(turn.text, most)}"
        for turn in turns[-MOST_TURNS:]
    )
    return "\n".join(lines)


def one_line(text: str, most: int = 300) -> str:
    """Return a text as one line without tags or control characters, for a caution or a label."""
    plain = "".join(" " if not letter.isprintable() else letter for letter in text)
    return " ".join(plain.replace("<", "‹").replace(">", "›").split())[:most]
