"""Texts that match a regular expression: literals, classes, groups, choices and repetition."""

import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

_FEW = 3
_WORD = string.ascii_letters + string.digits + "_"
_CLASSES = {"d": string.digits, "w": _WORD, "s": " "}
_NEGATED = {"D": string.ascii_letters, "W": " -", "S": _WORD}
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}
_PRINTABLE = string.ascii_letters + string.digits + " .,-_"
_SPECIAL = set("^$.*+?{}[]\\|()")

Part = Callable[[Random], str]


class UnknownPattern(ValueError):
    """A pattern that uses what is not known here, such as a look-ahead."""


@dataclass(slots=True)
class _Cursor:
    pattern: str
    at: int = 0

    def peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def take(self) -> str:
        if not (character := self.peek()):
            raise UnknownPattern(f"{self.pattern!r} ends too soon")
        self.at += 1
        return character

    def skip(self, text: str) -> bool:
        found = self.pattern.startswith(text, self.at)
        self.at += len(text) if found else 0
        return found


def parse_pattern(pattern: str) -> Part:
    """Return what makes texts that match a pattern. Raises UnknownPattern."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise UnknownPattern(f"{pattern!r}: {error}") from None
    cursor = _Cursor(pattern)
    made = _choice(cursor)
    if cursor.peek():
        raise UnknownPattern(pattern)
    return made


def text_matching(pattern: str, rng: Random) -> str:
    """Return a text that matches the pattern. Raises UnknownPattern."""
    made = parse_pattern(pattern)(rng)
    if re.search(pattern, made) is None:
        raise UnknownPattern(pattern)
    return made


def _choice(cursor: _Cursor) -> Part:
    branches = [_sequence(cursor)]
    while cursor.skip("|"):
        branches.append(_sequence(cursor))
    return lambda rng: rng.choice(branches)(rng)


def _sequence(cursor: _Cursor) -> Part:
    parts: list[Part] = []
    while (character := cursor.peek()) and character not in "|)":
        if character in "^$":
            cursor.take()
            continue
        parts.append(_repeated(cursor, _atom(cursor)))
    return lambda rng: "".join(part(rng) for part in parts)


def _atom(cursor: _Cursor) -> Part:
    character = cursor.take()
    match character:
        case "(":
            return _group(cursor)
        case "[":
            return _one_of(_class(cursor))
        case "\\":
            return _one_of(_escape(cursor))
        case ".":
            return _one_of(_PRINTABLE)
        case _ if character in _SPECIAL:
            raise UnknownPattern(cursor.pattern)
        case _:
            return _one_of(character)


def _one_of(characters: str) -> Part:
    return lambda rng: rng.choice(characters)


def _group(cursor: _Cursor) -> Part:
    if cursor.skip("?") and not cursor.skip(":"):
        raise UnknownPattern(f"{cursor.pattern!r} looks around or names a group")
    made = _choice(cursor)
    if not cursor.skip(")"):
        raise UnknownPattern(cursor.pattern)
    return made


def _escape(cursor: _Cursor) -> str:
    character = cursor.take()
    if character in "bB" or character.isdigit():
        raise UnknownPattern(f"\\{character} in {cursor.pattern!r}")
    known = _CLASSES | _NEGATED | _ESCAPED
    if character.isalpha() and character not in known:
        raise UnknownPattern(f"\\{character} in {cursor.pattern!r}")
    return known.get(character, character)


def _class(cursor: _Cursor) -> str:
    negated = cursor.skip("^")
    characters = ""
    while (character := cursor.take()) != "]" or not characters:
        characters += _escape(cursor) if character == "\\" else _range(cursor, character)
    if not negated:
        return characters
    rest = "".join(c for c in _PRINTABLE if c not in characters)
    if not rest:
        raise UnknownPattern(cursor.pattern)
    return rest


def _range(cursor: _Cursor, first: str) -> str:
    rest = cursor.pattern[cursor.at : cursor.at + 2]
    if len(rest) < len("-z") or rest[0] != "-" or rest[1] in "]\\":
        return first
    cursor.at += 2
    return "".join(map(chr, range(ord(first), ord(rest[1]) + 1)))


def _repeated(cursor: _Cursor, part: Part) -> Part:
    low, high = _bounds(cursor)
    cursor.skip("?")
    return lambda rng: "".join(part(rng) for _ in range(rng.randint(low, high)))


def _bounds(cursor: _Cursor) -> tuple[int, int]:
    if cursor.skip("*"):
        return 0, _FEW
    if cursor.skip("+"):
        return 1, _FEW
    if cursor.skip("?"):
        return 0, 1
    found = re.compile(r"\{(\d+)(,?)(\d*)\}").match(cursor.pattern, cursor.at)
    if found is None:
        return 1, 1
    cursor.at = found.end()
    low = int(found[1])
    if not found[2]:
        return low, low
    return low, int(found[3]) if found[3] else low + _FEW
