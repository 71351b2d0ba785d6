"""What counts as one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.diff_tokens import number, split_words

WORDS = {
    "words and punctuation": ("Hi, you!  ok\n", ["Hi", ",", "you", "!", "ok"]),
    "apostrophes": ("don't I\u2019m 'so'", ["don't", "I\u2019m", "'", "so", "'"]),
    "numbers": (
        "1,200.50 10:30am v2.0 end. 3.",
        ["1,200.50", "10:30am", "v2.0", "end", ".", "3", "."],
    ),
    "no number": ("a.b 5.x", ["a", ".", "b", "5", ".", "x"]),
    "names in code": ("order_id(x-y)", ["order_id", "(", "x", "-", "y", ")"]),
    "composed and decomposed": ("caf\u00e9 cafe\u0301s", ["caf\u00e9", "cafe\u0301s"]),
    "Hindi": ("\u0926\u093f\u0928\u094d!", ["\u0926\u093f\u0928\u094d", "!"]),
    "Chinese in Latin": ("ok\u4f60\u597d5", ["ok", "\u4f60", "\u597d", "5"]),
    "Hangul": ("\ud55c\uad6d\uc5b4 \ub9d0", ["\ud55c\uad6d\uc5b4", "\ub9d0"]),
    "Thai": ("\u0e17\u0e35\u0e48\u0e14", ["\u0e17\u0e35\u0e48", "\u0e14"]),
    "joined emoji": (
        "\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f44d\U0001f3fd",
        ["\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f44d\U0001f3fd"],
    ),
    "flags": (
        "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7",
        ["\U0001f1e9\U0001f1ea", "\U0001f1eb\U0001f1f7"],
    ),
    "surrogates": ("\ud83d\ude00\ud83d", ["\ud83d\ude00", "\ud83d"]),
    "a lone mark": ("\u0301a", ["\u0301", "a"]),
    "nothing": (" \n", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), WORDS.values(), ids=WORDS)
def test_words(text: str, words: list[str]) -> None:
    assert split_words(text).words == words


@given(st.text(st.characters()))
def test_words_and_gaps_alternate_and_make_up_the_text(text: str) -> None:
    split = split_words(text)
    rebuilt = "".join(split.gap(i) + word for i, word in enumerate(split.words))
    assert rebuilt + split.gap(len(split.words)) == text


@given(st.text(st.characters()))
def test_gaps_are_white_space_and_words_have_none(text: str) -> None:
    split = split_words(text)
    assert not any(split.gap(i).strip() for i in range(len(split.words) + 1))
    assert not any(character.isspace() for word in split.words for character in word)


@given(st.lists(st.text(max_size=2)), st.lists(st.text(max_size=2)))
def test_numbers_are_equal_where_strings_are(old: list[str], new: list[str]) -> None:
    old_numbers, new_numbers = number(old, new)
    assert [[a == b for b in new] for a in old] == [
        [a == b for b in new_numbers] for a in old_numbers
    ]
