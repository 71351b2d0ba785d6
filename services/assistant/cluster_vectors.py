"""Texts of failures as vectors: the words that tell one from the others, weighted by tf-idf."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from resources import resource
from reviewer.store.segments import UNSPACED
from services.assistant.person_names import names_in

#: Characters of a text that are looked at; a failure's matter shows in its beginning.
MOST_CHARACTERS = 4_000
#: The words of a failure that count, and in how many failures a word is at least and at most.
MOST_WORDS = 25
LEAST_FAILURES = 2
MOST_SHARE = 0.5
#: What the customer wrote counts more than how the assistant replied.
REPLY_WEIGHT = 0.7
#: A word is typical of a group where at least so large a share of it has the word.
TYPICAL_SHARE = 0.1
#: Addresses, and the second half of "don't" and "it's", are no words.
_NO_WORDS = re.compile(r"https?://\S+|\S+@\S+|n['\u2019]t\b|['\u2019][^\W\d_]{1,2}\b")
#: Letters beside digits belong to a code.
_WORD = re.compile(r"(?<!\w)[^\W\d_]{3,}(?!\w)")
_ENDING = re.compile(r"(?<=.{3})(?:ings?|ed|e?s)$")
_RUN = re.compile(f"(?:{UNSPACED.pattern})+")

Vector = Mapping[str, float]


@cache
def stop_words() -> frozenset[str]:
    """Return words that say nothing of the matter."""
    lines = resource("stop_words", "en.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def words_of(text: str | None) -> list[str]:
    """Return the words of a text; scripts without spaces give each pair of characters."""
    folded = _NO_WORDS.sub(" ", (text or "")[:MOST_CHARACTERS].casefold())
    spaced = [word for word in _WORD.findall(_RUN.sub(" ", folded)) if word not in stop_words()]
    return spaced + [pair for run in _RUN.findall(folded) for pair in _pairs(run)]


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def vectors_of(texts: Sequence[tuple[str, str | None]]) -> list[Vector]:
    """Return one vector of length 1 (or none at all) per pair of message and AI reply.

    The weight of a word is (1 + ln tf) · ln(N / df), tf-idf after Salton and Buckley (1988).
    Names of people do not count.
    """
    names = names_in(text for pair in texts for text in pair)
    counts = [_counted(message, reply, names) for message, reply in texts]
    among = Counter(word for count in counts for word in count)
    return [_vector(count, among, len(counts)) for count in counts]


def _counted(message: str, reply: str | None, without: Collection[str]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for text, weight in ((message, 1.0), (reply, REPLY_WEIGHT)):
        for word in words_of(text):
            weights[word] = weights.get(word, 0.0) + weight
    return {word: weight for word, weight in weights.items() if word not in without}


def _vector(count: Mapping[str, float], among: Mapping[str, int], total: int) -> Vector:
    most = max(LEAST_FAILURES, total * MOST_SHARE)
    weights = {
        word: (1 + math.log(max(1.0, weight))) * math.log(total / among[word])
        for word, weight in count.items()
        if LEAST_FAILURES <= among[word] <= most
    }
    heaviest = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_WORDS]
    length = math.sqrt(sum(weight * weight for _, weight in heaviest))
    return {word: weight / length for word, weight in heaviest} if length else {}


def typical_words(vectors: Sequence[Vector], limit: int) -> tuple[str, ...]:
    """Return the words that weigh most in a group, the heaviest first, one of each word's forms."""
    having = Counter(word for vector in vectors for word in vector)
    least = max(LEAST_FAILURES, TYPICAL_SHARE * len(vectors))
    middle = middle_of(vectors)
    chosen: list[str] = []
    for word in sorted(middle, key=lambda word: (-middle[word], word)):
        if len(chosen) == limit:
            break
        if having[word] >= least and _stem(word) not in map(_stem, chosen):
            chosen.append(word)
    return tuple(chosen)


def _stem(word: str) -> str:
    """Return a word without an ending of plural or tense."""
    return _ENDING.sub("", word)


def middle_of(vectors: Iterable[Vector]) -> Vector:
    """Return the sum of some vectors."""
    middle: dict[str, float] = {}
    for vector in vectors:
        for word, weight in vector.items():
            middle[word] = middle.get(word, 0.0) + weight
    return middle


def nearness(vector: Vector, middle: Vector) -> float:
    """Return how near a vector is to the middle of its group, as a cosine, 0..1."""
    length = math.sqrt(sum(weight * weight for weight in middle.values()))
    along = sum(weight * middle.get(word, 0.0) for word, weight in vector.items())
    return min(1.0, along / length) if length else 0.0
