"""Words that are drawn anew for each prompt to close its tags with: they say nothing."""

import re
from collections.abc import Iterable

#: `</customer_message-qwertyuiopasdfgh>`: the word at the end of a closing tag's name.
_FENCE = re.compile(r"</[a-z_]+-([a-z0-9]{12,64})>")


def fences_of(text: str) -> frozenset[str]:
    """Return the words that close the tags of a prompt."""
    return frozenset(_FENCE.findall(text))


def without_fences(text: str, fences: Iterable[str] | None = None) -> str:
    """Return a text as it would be, had its fences (by default: its own) not been drawn."""
    for fence in sorted(fences_of(text) if fences is None else fences):
        text = text.replace(fence, "fence")
    return text
