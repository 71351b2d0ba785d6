"""What somebody types, as a question to full text that costs little however common the words.

FTS5 answers a beginning (`tha*`) by merging the lists of all words that begin so, before the
first row comes out: 20 to 70 ms at a million rows. A list of whole words (`that OR thank`) it
reads lazily, newest first. So the last word, while it is being typed, is replaced by the words
of the index that begin with it, where those are few; where they are many, each is rare, and the
beginning itself is asked for.
"""

import re
from collections.abc import Iterator

from reviewer.store.connection import Connection
from reviewer.store.segments import needs_segments, segmented

#: Beginnings shorter than this are looked up as whole words only: they match too much.
SHORTEST_PREFIX = 3
#: Words of the index that are asked for one by one in place of their beginning.
MOST_COMPLETIONS = 150
_WORD = re.compile(r"\w+")
_FIRST_TERM = "SELECT term FROM interaction_terms WHERE term >= ?1 AND term < ?2 LIMIT 1"


def words_of(text: str) -> list[str]:
    """Return the words of a text, in order."""
    return _WORD.findall(text)


def match_expression(connection: Connection, words: str) -> str | None:
    """Return what FTS5 is asked for: all words, the last one as a beginning; None for no word.

    Every word is quoted, so no character of the text is taken for an operator.
    """
    terms = words_of(words)
    if not terms:
        return None
    last = terms.pop()
    unfinished = words.endswith(last) and len(last) >= SHORTEST_PREFIX
    asked = [quoted(term) for term in terms]
    asked.append(_begun(connection, last) if unfinished else quoted(last))
    return " AND ".join(asked)


def quoted(word: str) -> str:
    """Return a word as FTS5 takes it, whatever characters it has."""
    whole = segmented(word) if needs_segments(word) else word
    return f'"{whole}"'


def _begun(connection: Connection, word: str) -> str:
    if not word.isascii():
        return f"{quoted(word)}*"
    found = list(_completions(connection, word.lower()))
    if not found or len(found) > MOST_COMPLETIONS:
        return f"{quoted(word)}*"
    return f"({' OR '.join(map(quoted, found))})"


def _completions(connection: Connection, beginning: str) -> Iterator[str]:
    """Give the words of the index that begin so, by leaps from one to the next; one too many.

    A word and the lowest character lie right behind the word: no word of the index has that one.
    """
    lowest, end = beginning, f"{beginning}\U0010ffff"
    for _ in range(MOST_COMPLETIONS + 1):
        term = connection.exec_driver_sql(_FIRST_TERM, (lowest, end)).scalar()
        if term is None:
            return
        yield term
        lowest = f"{term}\x01"
