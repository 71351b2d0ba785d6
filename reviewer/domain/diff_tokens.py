"""What a diff compares: words, punctuation marks, and single characters of unspaced scripts."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, count
from operator import sub

#: Blocks of the scripts written without spaces between words, as ranges of a character class:
#: Thai, Lao, Myanmar, Khmer, Tai Le to Tai Tham, radicals, kana and bopomofo, Han, halfwidth kana.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u2e80-\u2fdf\u3005-\u3007"
    "\u3021-\u3029\u3031-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\uaa7f\uf900-\ufaff"
    "\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
#: Soft hyphen, joiners and variation selectors: they belong to the character before them.
_JOINERS = "\u00ad\u200c\u200d\u2060\ufe00-\ufe0f"
#: Skin tones and the tag characters of flags.
_MODIFIERS = "\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"

#: What may stand inside a word, right before its next part.
_JOINT = r"['’.,:]\b(?:(?<=['’])|(?<=\d.)(?=\d))"

_ASCII = re.compile(rf"\s*(?:\w+(?:{_JOINT}\w+)*|\S)")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, and the white space before, between and after them as gaps.

    Word `i` is `text[starts[i]:gaps[i + 1]]`, the gap before it `text[gaps[i]:starts[i]]`, in code
    points; the gap behind the last word ends the text and may be empty, as any may.
    """

    text: str
    words: list[str]
    gaps: list[int]
    starts: list[int]

    def gap(self, index: int) -> str:
        """Return the white space before a word, or after the last one."""
        return self.text[self.gaps[index] : self.starts[index]]


def split_words(text: str) -> Words:
    """Split a text into words, single punctuation marks and clusters of unspaced scripts.

    A word keeps its apostrophes (`don't`), a number its separators (`1,200.50`, `10:30`), a letter
    its combining marks, an emoji its modifiers and joined parts, a surrogate its other half.
    """
    spaced = _pattern_for(text).findall(text.rstrip())
    words = list(map(str.lstrip, spaced))
    gaps = list(accumulate(map(len, spaced), initial=0))
    starts = list(map(sub, gaps[1:], map(len, words)))
    return Words(text, words, gaps, [*starts, len(text)])


def number(old: Iterable[str], new: Iterable[str]) -> tuple[list[int], list[int]]:
    """Return both sequences with every distinct string replaced by a number of its own."""
    numbers = defaultdict[str, int](count().__next__)
    return list(map(numbers.__getitem__, old)), list(map(numbers.__getitem__, new))


def _pattern_for(text: str) -> re.Pattern[str]:
    if text.isascii():
        return _ASCII
    return _unicode_pattern("".join(sorted(filter(_is_mark, set(text)))))


def _is_mark(character: str) -> bool:
    return character > "\u02ff" and unicodedata.category(character)[0] == "M"


@lru_cache(maxsize=32)
def _unicode_pattern(marks: str) -> re.Pattern[str]:
    """Compile the pattern for texts whose combining marks are these: `re` has no class of them."""
    extend = f"[{re.escape(marks)}{_JOINERS}]"
    letters = rf"[^\W{_UNSPACED}]+(?:{extend}+[^\W{_UNSPACED}]*)*"
    flag = "[\U0001f1e6-\U0001f1ff]{2}"
    surrogates = "[\ud800-\udbff][\udc00-\udfff]"
    cluster = rf"(?:{flag}|{surrogates}|\S)(?:\u200d\S|{extend}|[{_MODIFIERS}])*"
    return re.compile(rf"\s*(?:{letters}(?:{_JOINT}{letters})*|{cluster})")
