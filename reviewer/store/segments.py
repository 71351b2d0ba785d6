"""Word boundaries for scripts that write none, so that full text finds words inside them.

Chinese, Japanese, Thai, Lao, Khmer, Burmese and Hangul runs are indexed character by
character; a query is cut the same way and asked as a phrase, so any part of a run is found.
"""

import re

#: Thai and Lao, Burmese, Khmer, kana, CJK (with extensions and compatibility forms), Hangul.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)


def needs_segments(text: str | None) -> bool:
    """Tell whether a text has characters of a script without word boundaries."""
    return text is not None and not text.isascii() and UNSPACED.search(text) is not None


def segmented(text: str | None) -> str | None:
    """Return the text with such characters set apart by spaces; other texts as they are."""
    if text is None or not needs_segments(text):
        return text
    return UNSPACED.sub(r" \g<0> ", text)
