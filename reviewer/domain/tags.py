"""Tags: short words that a team puts on replies."""

from reviewer.domain.typed_text import fit
from reviewer.errors import NotPossible

LONGEST_TAG = 60


def clean_tag(tag: str) -> str:
    """Return a tag in one spelling: lower case, single spaces.

    Raises NotPossible where it is empty or longer than 60 characters.
    """
    name = " ".join(fit(tag).split()).lower()
    if not name:
        raise NotPossible("A tag needs at least one character.")
    if len(name) > LONGEST_TAG:
        raise NotPossible(f"A tag has at most {LONGEST_TAG} characters.")
    return name
