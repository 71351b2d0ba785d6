"""Word diff of two prompts: ours from two texts to segments, against C++ over word ids.

The limit is the leanest use of the two libraries: rapidfuzz's Indel opcodes over words numbered
beforehand and diff-match-patch's semantic cleanup of the texts they stand for, nothing marked.
What the limit gets as a present (splitting, numbering) and does not do (exact ranges of words,
white space compared) is inside our time.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

from bench.data import shared
from bench.figures import Figure, median_pair
from bench.size import Size
from reviewer.domain.diff import word_diff
from reviewer.domain.diff_tokens import split_words

_SEED = 20_260_907
_SYLLABLES = (
    "ac",
    "be",
    "con",
    "de",
    "ex",
    "fi",
    "gu",
    "ho",
    "in",
    "lo",
    "me",
    "no",
    "or",
    "qui",
    "so",
)
_DMP = diff_match_patch()
_OPERATIONS = {"equal": 0, "delete": -1, "insert": 1}


#: Words and the places where they begin, followed by the text's length.
Split = Callable[[str], tuple[list[str], list[int]]]


@dataclass(frozen=True, slots=True)
class NumberedText:
    """A text, its words as one private character each, and where each of them begins."""

    text: str
    characters: str
    places: list[int]


def measure(size: Size) -> Sequence[Figure]:
    """Measure a generated pair with some 1,800 changed words, and a real one where there is one.

    Medians in milliseconds; `rows` is the number of words in both texts, as the limit has them.
    """
    runs = 7 if size.runs == 1 else 41
    old, new = prompt_pair(size=20_000, changed=1_800)
    return (
        _figure("word diff, 20 KB against 20 KB", old, new, classic, runs),
        _figure("word diff, 20 KB, the limit over our words", old, new, as_ours, runs),
        *_real_prompts(runs),
    )


def _real_prompts(runs: int) -> Iterator[Figure]:
    prompts = shared() / "data" / "prompts"
    if prompts.is_dir():
        old, new = ((prompts / name).read_text("utf-8") for name in ("v1.1.txt", "v2.0.txt"))
        yield _figure("word diff, prompt v1.1 against v2.0", old, new, classic, runs)


def _figure(name: str, old: str, new: str, split: Split, runs: int) -> Figure:
    old_side, new_side = numbered(split, old, new)
    ours, limit = median_pair(
        lambda: word_diff(old, new).segments, lambda: limit_diff(old_side, new_side), runs
    )
    words = len(old_side.characters) + len(new_side.characters)
    return Figure(name, ours * 1000, limit * 1000, "ms", words, aim=1.0)


def limit_diff(old: NumberedText, new: NumberedText) -> list[tuple[int, str]]:
    """Return diff-match-patch's list of operations and texts, cleaned."""
    diffs = []
    for block in Indel.opcodes(old.characters, new.characters):
        if block.tag == "insert":
            text = new.text[new.places[block.dest_start] : new.places[block.dest_end]]
        else:
            text = old.text[old.places[block.src_start] : old.places[block.src_end]]
        diffs.append((_OPERATIONS[block.tag], text))
    _DMP.diff_cleanupSemantic(diffs)
    return diffs


def numbered(split: Split, old: str, new: str) -> tuple[NumberedText, NumberedText]:
    """Number the words of both texts alike."""
    (old_words, old_places), (new_words, new_places) = split(old), split(new)
    numbers = {word: chr(index) for index, word in enumerate({*old_words, *new_words})}
    return (
        NumberedText(old, "".join(map(numbers.__getitem__, old_words)), old_places),
        NumberedText(new, "".join(map(numbers.__getitem__, new_words)), new_places),
    )


def classic(text: str) -> tuple[list[str], list[int]]:
    """Split into words, runs of white space and punctuation marks, with their places."""
    words = re.findall(r"\w+|\s+|[^\w\s]", text)
    return words, list(accumulate(map(len, words), initial=0))


def as_ours(text: str) -> tuple[list[str], list[int]]:
    """Split as the product does, white space set aside, with the places of the words' gaps."""
    words = split_words(text)
    return words.words, words.gaps


def prompt_pair(size: int, changed: int) -> tuple[str, str]:
    """Make a prompt of so many characters, and a version with so many words changed, roughly."""
    random = Random(_SEED)
    vocabulary = [_word(random) for _ in range(900)]
    old = _prompt(random, vocabulary, size)
    return old, _edited(random, vocabulary, old, changed)


def _word(random: Random) -> str:
    return "".join(random.choices(_SYLLABLES, k=random.randint(1, 4)))


def _prompt(random: Random, vocabulary: list[str], size: int) -> str:
    frequencies = [1 / (rank + 8) for rank in range(len(vocabulary))]
    lines: list[str] = []
    while sum(map(len, lines)) < size:
        words = random.choices(vocabulary, frequencies, k=random.randint(6, 22))
        lines.append(f"- {' '.join(words)}.\n")
    return "".join(lines)[:size]


def _edited(random: Random, vocabulary: list[str], text: str, changed: int) -> str:
    """Replace, delete or insert single words in equal parts: four changed words in three edits."""
    words = text.split(" ")
    for place in random.sample(range(len(words)), changed * 3 // 4):
        other = random.choice(vocabulary)
        words[place] = random.choice((other, "", f"{words[place]} {other}"))
    return " ".join(filter(None, words))
