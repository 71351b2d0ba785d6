"""The marks for characters that cannot be seen, and where such a character stays as it is.

Loaded with the first text that may hold one: few do, and the tables take a while.
"""

import re
from collections.abc import Iterator

_NAMED = (
    (0x200B, "ZWSP"), (0x200C, "ZWNJ"), (0x200D, "ZWJ"), (0x200E, "LRM"), (0x200F, "RLM"),
    (0x061C, "ALM"), (0x202A, "LRE"), (0x202B, "RLE"), (0x202C, "PDF"), (0x202D, "LRO"),
    (0x202E, "RLO"), (0x2066, "LRI"), (0x2067, "RLI"), (0x2068, "FSI"), (0x2069, "PDI"),
    (0x2060, "WJ"), (0xFEFF, "BOM"), (0x00AD, "SHY"), (0x034F, "CGJ"), (0x180E, "MVS"),
    (0x3164, "HF"), (0x2028, "LS"), (0x2029, "PS"),
)  # fmt: skip
_FIRST_NAMED = 0xF1A0
_HF, _VS, _TAG, _PUA, _BAD = 0xF1B4, 0xF1B7, 0xF1B8, 0xF1B9, 0xF1BA
_OPERATORS = ((0x2061, 0xF1BB), (0x2062, 0xF1BC), (0x2063, 0xF1BD), (0x2064, 0xF1BE))
_DEPRECATED = tuple((0x206A + step, 0xF1BF + step) for step in range(6))
_FIRST_MARK, _LAST_MARK = 0xF100, 0xF1FF


def _reversible() -> Iterator[tuple[int, int]]:
    """(character, mark) where a mark stands for one character only."""
    yield from ((code, 0xF100 + code) for code in range(0x20) if chr(code) not in "\t\n")
    yield from ((code, 0xF100 + code) for code in range(0x80, 0xA0))
    yield (0x7F, 0xF120)
    yield from ((code, _FIRST_NAMED + at) for at, (code, _) in enumerate(_NAMED))
    yield from _OPERATORS
    yield from _DEPRECATED


_MARK_OF = dict(_reversible())
CHARACTER_OF = {mark: character for character, mark in _MARK_OF.items()}
_TAGS = {0xE0020 + at: chr(_TAG) + chr(0x20 + at) for at in range(0x5F)} | {
    0xE0001: chr(_TAG) * 2,
    0xE007F: chr(_TAG) * 2,
}
_SHOWN: dict[int, int | str] = {
    **_MARK_OF,
    **_TAGS,
    **dict.fromkeys(range(0xE000, 0xF900), _PUA),
    **dict.fromkeys(range(0xD800, 0xE000), _BAD),
    **dict.fromkeys(range(0xFE00, 0xFE0E), _VS),
    **dict.fromkeys((0x115F, 0x1160, 0xFFA0), _HF),
}
_JOINERS = "\u200c\u200d"
EDITED = {**_MARK_OF, **dict.fromkeys(range(_FIRST_MARK, _LAST_MARK + 1), 0xFFFD)}
_FREQUENT = range(0xD800, 0xF900)
_SUSPECT = re.compile(
    "[\ud800-\uf8ff"
    + re.escape("".join(chr(code) for code in _SHOWN if code not in _FREQUENT))
    + "]"
)
_SYMBOL = "\u00a9\u00ae\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff"
_JOINING = "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u18af"
_SPELLING = re.compile(f"(?<=[{_JOINING}])[{_JOINERS}]|[{_JOINERS}](?=[{_JOINING}])")
_SEQUENCE = re.compile(f"(?<=[{_SYMBOL}])\u200d(?=[{_SYMBOL}])")
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")


def revealed(text: str) -> str:
    """The text with a mark for each character that cannot be seen."""
    if not _SUSPECT.search(text):
        return text
    kept = sorted(_kept(text))
    return "".join(_revealed_around(text, kept))


def _kept(text: str) -> Iterator[tuple[int, int]]:
    """Where characters stay although they cannot be seen: (start, end)."""
    for pattern in (_SPELLING, _SEQUENCE, _FLAG):
        yield from (found.span() for found in pattern.finditer(text))


def _revealed_around(text: str, kept: list[tuple[int, int]]) -> Iterator[str]:
    at = 0
    for start, end in kept:
        yield text[at:start].translate(_SHOWN)
        yield text[max(at, start) : end]
        at = max(at, end)
    yield text[at:].translate(_SHOWN)
