"""Texts that a person typed or pasted, made fit to be stored."""

import re

#: Halves of a character that has two in UTF-16, and NUL, at which SQL ends a text.
_UNFIT = re.compile("[\ud800-\udfff\0]")


def fit(text: str) -> str:
    """Return a text that UTF-8 can hold: what is half a character, or NUL, becomes U+FFFD."""
    return _UNFIT.sub("\ufffd", text)
