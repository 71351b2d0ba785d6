"""Long texts: still exact, still readable, never out of memory."""

import subprocess
import sys
from random import Random

import pytest

from reviewer.domain.diff import Diff, word_diff

MEGABYTE = 1_000_000

#: Comparing all of its 180,000 words with all would need 4 GB.
HUNGRY = """
import resource
from random import Random
from reviewer.domain.diff import word_diff

word_diff("a b", "b a")
with open("/proc/self/statm", encoding="ascii") as statm:
    used = int(statm.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 600_000_000, resource.RLIM_INFINITY))
words = [[str(Random(seed + n).randrange(900)) for n in range(180_000)] for seed in (1, 10**6)]
for separator in (" ", "\\n"):
    diff = word_diff(*(separator.join(side) for side in words))
    print(len(diff.changes) > 0)
"""


def prose(size: int, line: int = 12) -> str:
    random = Random(size)
    words = [f"{random.choice('bdfgklmnprst')}{random.randrange(900)}" for _ in range(size // 5)]
    return "".join(
        word + ("\n" if place % line == line - 1 else " ") for place, word in enumerate(words)
    )[:size]


def edited(text: str, every: int) -> str:
    """Put a new word in front of every so many characters' next word."""
    starts = range(0, len(text), every)
    cuts = [text.find(" ", start, start + every) + 1 or start for start in starts]
    ends = [*cuts[1:], len(text)]
    return "".join("changed " + text[a:b] for a, b in zip(cuts, ends, strict=True))


def assert_exact(diff: Diff) -> None:
    segments = diff.segments
    assert "".join(s.text for s in segments if s.kind != "insert") == diff.old
    assert "".join(s.text for s in segments if s.kind != "delete") == diff.new


@pytest.mark.parametrize("line", [pytest.param(12, id="lines"), pytest.param(10**9, id="one line")])
def test_scattered_edits_in_a_megabyte_are_marked_one_by_one(line: int) -> None:
    old = prose(MEGABYTE, line)
    new = edited(old[old.find(" ") + 1 :], every=5_000)
    diff = word_diff(old, new)
    assert_exact(diff)
    inserted = [s.text.strip() for s in diff.segments if s.kind == "insert"]
    assert inserted.count("changed") >= 195


def test_one_keystroke_in_a_megabyte_is_one_change() -> None:
    old = prose(MEGABYTE)
    diff = word_diff(old, old[:500_000] + "x" + old[500_000:])
    assert_exact(diff)
    assert len(diff.changes) == 1
    assert len(diff.segments[1].text) < 10


def test_a_repeated_half_is_one_change() -> None:
    half = prose(MEGABYTE // 2)
    diff = word_diff(half + half, half)
    assert_exact(diff)
    assert [(change.old_end - change.old_start) for change in diff.changes] == [len(half)]


def test_five_thousand_lines_are_refined_inside_the_lines() -> None:
    old = "".join(f"order {n} was sent to the customer\n" for n in range(5_000))
    new = "".join(
        f"order {n} was {'lost' if n % 50 else 'sent'} to the customer\n" for n in range(5_000)
    )
    diff = word_diff(old, new)
    assert_exact(diff)
    assert {s.text for s in diff.segments if s.kind != "equal"} == {"sent", "lost"}


def test_a_long_word_is_one_word() -> None:
    diff = word_diff("a" * 40_000, "a" * 39_999 + "b")
    assert_exact(diff)
    assert len(diff.changes) == 1


@pytest.mark.parametrize("characters", ["\u4f60\u597d\u6211\u4eec\u662f", "?!."])
def test_forty_thousand_characters_without_a_space_keep_what_is_equal(characters: str) -> None:
    random = Random(3)
    old = "".join(random.choice(characters) for _ in range(40_000))
    new = "".join("\u7684" if place % 400 == 0 else c for place, c in enumerate(old))
    diff = word_diff(old, new)
    assert_exact(diff)
    assert diff.similarity > 0.98


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("a " * 200_000, "b " + "a " * 150_000 + "c", id="one word over and over"),
        pytest.param(" \n" * 300_000, "\n " * 300_000, id="white space only"),
        pytest.param("e" + "\u0301" * 300_000, "e" + "\u0301" * 299_999, id="one endless cluster"),
        pytest.param("\U0001f469\u200d" * 90_000, "\U0001f469\u200d" * 89_999, id="endless emoji"),
        pytest.param("ab " * 90_000, "ab  " * 90_000, id="every gap differs"),
        pytest.param("\ud83d" * 100_000, "\ude00" * 100_000, id="lone surrogates"),
        pytest.param("", "x" * MEGABYTE, id="nothing against a megabyte"),
    ],
)
def test_nasty_long_texts_stay_exact(old: str, new: str) -> None:
    assert_exact(word_diff(old, new))
    assert_exact(word_diff(new, old))


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS is enforced on Linux only")
def test_180_000_changed_words_fit_in_600_megabytes() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HUNGRY], capture_output=True, text=True, check=False
    )
    assert (done.stdout.split(), done.stderr) == (["True", "True"], "")
