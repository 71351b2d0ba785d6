"""Whether a reply is only a copy of another one."""

import re

#: From this similarity on two longer replies count as the same: a word or two differ.
NEARLY = 97.0
#: Shorter replies resemble each other by themselves; only the very same words count there.
LONG = 60
_SIGNS = re.compile(r"[\W_]+")


def is_copy(text: str, other: str | None) -> bool:
    """Tell whether a text says another one again, but for signs, spaces and capitals."""
    from rapidfuzz import fuzz

    if not other or not other.strip():
        return False
    one, two = _bare(text), _bare(other)
    if one == two:
        return True
    return min(len(one), len(two)) >= LONG and fuzz.ratio(one, two) >= NEARLY


def _bare(text: str) -> str:
    bare = _SIGNS.sub(" ", text.casefold()).strip()
    return bare or text.strip()
