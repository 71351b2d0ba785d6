"""Words that carry meaning, and how much of one text another one takes up."""

import re
from functools import lru_cache
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
#: Scripts that put no spaces between words; their characters count in pairs.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]+")
_BREAK = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])\s*|\n+")
_ENDING = re.compile(r"(?:ies|ing|ed|es|s|e)$")
_SHORTEST_STEM = 3
_STOP = frozenset(
    re.findall(
        r"\S+",
        """
        a about after again all also am an and any are as at be because been before but by can
        could did do does doing don't for from get got had has have having hello help here hey hi
        how i i'd i'll i'm i've if in into is it it's its just know let like me more my need no not
        now of off ok okay on one or our out over please should so some such than thank thanks that
        that's the their them then there these they this those to too up us very want was we we'll
        we're we've were what when where which who why will with would yes you you'll you're you've
        your
        """,
    )
)
_CACHED = 512


@lru_cache(_CACHED)
def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that say something."""
    found = (word.replace("’", "'") for word in _WORD.findall(text.lower()))
    stems = {_stem(word) for word in found if word not in _STOP and len(word) > 1}
    return frozenset(stems.union(*map(_pairs, _UNSPACED.findall(text))))


def _pairs(run: str) -> set[str]:
    return {one + other for one, other in pairwise(run)}


def _stem(word: str) -> str:
    stem = _ENDING.sub("", word)
    return stem if len(stem) >= _SHORTEST_STEM else word


def share_of(part: frozenset[str], whole: frozenset[str]) -> float:
    """Return which share of `whole` is in `part`, 0..1; 0 where there is no whole."""
    return len(part & whole) / len(whole) if whole else 0.0


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the Dice coefficient of two sets of words, 0..1."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with its full stop."""
    return [sentence for part in _BREAK.split(text) if (sentence := part.strip())]


def count_words(text: str) -> int:
    """Return how many words a text has."""
    return len(_WORD.findall(text))
