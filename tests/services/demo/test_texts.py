"""The texts read like a desk's: filled, varied, harmless, and nobody else's."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Indel

from services.demo.corpus import Specimen
from services.demo.facts import SLOT

LEAK = re.compile(r"\{\{|\[\[")
EMAIL = re.compile(r"[\w.+-]+@([\w.-]+\w)")
TELEPHONE = re.compile(r"\b\d{3}-\d{4}\b")
WEB = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|org|net|co\.uk|io)\b")
SCRIPTS = {"ja": r"[぀-ヿ]", "zh": r"[一-鿿]", "ar": r"[؀-ۿ]", "th": r"[฀-๿]"}


def texts(row: dict[str, Any]) -> Iterator[str]:
    yield row["customer_message"]
    yield row["ai_reply"]
    yield row["agent_reply"] or ""
    yield from (turn["text"] for turn in row["context"])


def test_every_slot_is_filled(many: list[Specimen]) -> None:
    for specimen in many:
        for text in texts(specimen.row):
            assert not SLOT.search(text), text


def test_a_template_shows_only_where_it_leaked(many: list[Specimen]) -> None:
    for specimen in many:
        leaked = specimen.flaw == "template_leak"
        assert bool(LEAK.search(specimen.row["ai_reply"])) == leaked
        assert not LEAK.search(specimen.row["customer_message"])
        assert not LEAK.search(specimen.row["agent_reply"] or "")


def test_an_override_says_something_else(many: list[Specimen]) -> None:
    for row in (specimen.row for specimen in many):
        assert row["agent_reply"] != row["ai_reply"]


def test_most_bad_replies_were_repaired(many: list[Specimen]) -> None:
    bad = [specimen.row for specimen in many if specimen.flaw]
    assert 0.75 < sum(row["agent_reply"] is not None for row in bad) / len(bad) < 0.95


def test_overrides_are_small_edits_as_well_as_rewrites(specimens: list[Specimen]) -> None:
    likeness = [
        Indel.normalized_similarity(s.row["ai_reply"].split(), s.row["agent_reply"].split())
        for s in specimens
        if s.flaw and s.row["agent_reply"]
    ]
    assert sum(value > 0.55 for value in likeness) / len(likeness) > 0.2
    assert sum(value < 0.35 for value in likeness) / len(likeness) > 0.2


def test_rows_rarely_repeat(specimens: list[Specimen]) -> None:
    rows = [specimen.row for specimen in specimens]
    pairs = Counter((row["customer_message"], row["ai_reply"]) for row in rows)
    assert len(pairs) > 0.93 * len(rows)
    assert len({row["customer_message"] for row in rows}) > 0.6 * len(rows)
    assert len({row["ai_reply"] for row in rows}) > 0.75 * len(rows)


def test_no_longer_message_is_seen_often(specimens: list[Specimen]) -> None:
    seen = Counter(specimen.row["customer_message"] for specimen in specimens)
    assert all(times <= 9 for text, times in seen.items() if len(text.split()) > 6)


def test_addresses_and_numbers_are_harmless(many: list[Specimen]) -> None:
    for specimen in many:
        for text in texts(specimen.row):
            assert all(host == "example.com" for host in EMAIL.findall(text))
            assert all(number.startswith("555-01") for number in TELEPHONE.findall(text))
            assert not WEB.search(EMAIL.sub("", text)), text


def test_other_languages_come_in_their_own_script(many: list[Specimen]) -> None:
    for row in (specimen.row for specimen in many):
        script = SCRIPTS.get(row["language"])
        assert script is None or re.search(script, row["customer_message"])


def test_lists_letters_logs_and_emoji_occur(specimens: list[Specimen]) -> None:
    messages = [specimen.row["customer_message"] for specimen in specimens]
    replies = [specimen.row["ai_reply"] for specimen in specimens]
    assert any("\n1. " in reply for reply in replies)
    assert any(len(message) > 350 and "\n\n" in message for message in messages)
    assert any('{"error"' in message or "[14:02" in message for message in messages)
    assert any(re.search(r"[\U0001F300-\U0001FAFF]", message) for message in messages)
    assert sum(len(message) < 15 for message in messages) > 20


def test_nothing_is_taken_from_the_developer_data(many: list[Specimen], shared: Path) -> None:
    ours = {plain(s.row["customer_message"]) for s in many} | {
        plain(s.row["ai_reply"]) for s in many
    }
    with gzip.open(shared / "data" / "interactions.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            theirs = json.loads(line)
            for name in ("customer_message", "ai_reply", "agent_reply"):
                text = plain(theirs[name] or "")
                assert len(text.split()) < 6 or text not in ours, text


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
