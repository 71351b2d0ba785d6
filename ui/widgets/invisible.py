"""Characters that cannot be seen, and the boxed labels that stand for them on the screen.

A mark is one character of the font Reviewer Marks (U+F100 to U+F1C7), so that a text and its
shown form have the same length in UTF-16 units. Emoji sequences and the joiners that Persian or
Hindi spelling needs keep their characters.
"""

import re

#: Letters, signs and arrows that can all be seen: what most texts consist of.
_PLAIN = re.compile(
    "[\t\n -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff]*"
)


def reveal(text: str) -> str:
    """The text with a mark for each character that cannot be seen.

    Line feeds and tabs stay; the length in UTF-16 units does not change.
    """
    if _PLAIN.fullmatch(text):
        return text
    from ui.widgets.invisible_marks import revealed

    return revealed(text)


def reveal_for_editing(text: str) -> str:
    """The same, but only with marks that `conceal` can take back."""
    if _PLAIN.fullmatch(text):
        return text
    from ui.widgets.invisible_marks import EDITED

    return text.translate(EDITED)


def conceal(shown: str) -> str:
    """The characters that the marks of `reveal_for_editing` stand for."""
    if _PLAIN.fullmatch(shown):
        return shown
    from ui.widgets.invisible_marks import CHARACTER_OF

    return shown.translate(CHARACTER_OF)
