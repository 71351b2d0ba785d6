"""Names of people in conversations: they tell nothing of what failed, and stay out of labels."""

import re
from collections import Counter
from collections.abc import Iterable

#: What stands before a name when people introduce themselves, or speak of somebody.
_MARKER = re.compile(
    r"(?:\b(?:name is|name's|i am|i'm|this is|dr\.?|mr\.?|mrs\.?|ms\.?|mx\.?|dear"
    r"|ich heiße|mein name ist|je m'appelle|je suis|me llamo|mi nombre es|mi chiamo)\s+)"
    r"((?:[^\W\d_][\w'-]+\s?){1,3})",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
#: A word is a name where people write it so in most places, not only at the start of a sentence.
MOSTLY = 0.6


def names_in(texts: Iterable[str | None]) -> frozenset[str]:
    """Return the names of people in some texts, folded.

    A name is a word that somebody is introduced by, and that is nearly always capitalised.
    """
    capitals: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    introduced: set[str] = set()
    for text in filter(None, texts):
        for word in _WORD.findall(text):
            everywhere[word.casefold()] += 1
            capitals[word.casefold()] += word[0].isupper()
        introduced.update(_introduced(text))
    return frozenset(word for word in introduced if capitals[word] >= MOSTLY * everywhere[word])


def _introduced(text: str) -> Iterable[str]:
    for match in _MARKER.finditer(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")):
        for word in _WORD.findall(match[1]):
            if not word[0].isupper():
                break
            yield word.casefold()
