"""Tokens of a made-up encoding: about four characters each, and together the text again."""

import re

_TOKEN = re.compile(r" ?[^\W\d_]{1,6}| ?\d{1,3}|[^\w\s]{1,3}|_+| ?\n+|\s", re.UNICODE)
#: What a message costs beside its text.
MESSAGE_OVERHEAD = 4
_BYTES_PER_TOKEN = 4


def tokenize(text: str) -> list[str]:
    """Return the tokens of a text; joined, they are the text."""
    return _TOKEN.findall(text)


def estimate(text: str) -> int:
    """Return about how many tokens a text has, without splitting it."""
    return -(-len(text.encode("utf-8", "replace")) // _BYTES_PER_TOKEN)
