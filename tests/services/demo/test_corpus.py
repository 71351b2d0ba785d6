"""The corpus is what it says: the same for a seed, well-formed, and true to its conversations."""

import json
import os
import subprocess
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.demo.corpus import DEFAULT_UNTIL, Specimen, make_corpus, make_specimens, write_jsonl

TEXT, MAYBE_TEXT = (str,), (str, type(None))
FIELDS = {
    "id": TEXT,
    "conversation_id": TEXT,
    "created_at": TEXT,
    "updated_at": TEXT,
    "channel": TEXT,
    "customer_message": TEXT,
    "ai_reply": TEXT,
    "agent_reply": MAYBE_TEXT,
    "feedback": MAYBE_TEXT,
    "confidence": (float, type(None)),
    "assistant_version": TEXT,
    "model": TEXT,
    "prompt_version": TEXT,
    "topic": MAYBE_TEXT,
    "intent": TEXT,
    "language": TEXT,
    "context": (list,),
}


def conversations(specimens: list[Specimen]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for specimen in specimens:
        found[specimen.row["conversation_id"]].append(specimen.row)
    return found


def shown(row: dict[str, Any]) -> list[dict[str, str]]:
    """The turn as the customer saw it."""
    sent = row["agent_reply"]
    answer = {"role": "assistant", "text": row["ai_reply"]}
    if sent is not None:
        answer = {"role": "agent", "text": sent}
    return [{"role": "customer", "text": row["customer_message"]}, answer]


def moment(text: str) -> datetime:
    assert text.endswith("Z")
    return datetime.fromisoformat(text)


def test_same_seed_gives_the_same_corpus_in_every_process() -> None:
    code = (
        "import hashlib, json; from services.demo.corpus import make_corpus;"
        "print(hashlib.sha256(json.dumps(list(make_corpus(300, 9))).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": salt},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for salt in ("1", "2")
    }
    assert len(digests) == 1


def test_another_seed_gives_another_corpus() -> None:
    first, second = list(make_corpus(100, 1)), list(make_corpus(100, 2))
    assert {row["id"] for row in first}.isdisjoint(row["id"] for row in second)
    assert [row["customer_message"] for row in first] != [row["customer_message"] for row in second]


@given(st.integers(0, 40), st.integers(0, 5))
def test_as_many_rows_as_asked_for(rows: int, seed: int) -> None:
    assert len(list(make_corpus(rows, seed))) == rows


def test_every_field_is_there_with_its_type(specimens: list[Specimen]) -> None:
    for specimen in specimens:
        assert list(specimen.row) == list(FIELDS)
        for name, types in FIELDS.items():
            assert isinstance(specimen.row[name], types), name


def test_values_are_of_the_known_kinds(specimens: list[Specimen]) -> None:
    for row in (specimen.row for specimen in specimens):
        assert row["feedback"] in {"yes", "no", None}
        assert row["confidence"] is None or 0 <= row["confidence"] <= 1
        assert row["channel"] in {"web_chat", "in_app", "whatsapp", "email"}
        assert row["prompt_version"] == row["assistant_version"]
        assert row["customer_message"].strip()
        assert row["ai_reply"].strip()


def test_ids_are_unique_uuids(many: list[Specimen]) -> None:
    assert len({UUID(specimen.row["id"]) for specimen in many}) == len(many)


def test_rows_come_by_time_within_the_ten_weeks(many: list[Specimen]) -> None:
    moments = [moment(specimen.row["created_at"]) for specimen in many]
    assert moments == sorted(moments)
    assert moments[0] >= DEFAULT_UNTIL - timedelta(weeks=10, days=2)
    assert moments[-1] - moments[0] > timedelta(weeks=9, days=5)
    assert all(
        moment(s.row["created_at"]) < moment(s.row["updated_at"]) <= DEFAULT_UNTIL for s in many
    )


def test_until_is_a_moment_whatever_its_zone() -> None:
    here = DEFAULT_UNTIL.astimezone(timezone(timedelta(hours=9)))
    assert make_specimens(50, 3, here) == make_specimens(50, 3, DEFAULT_UNTIL)


@pytest.mark.parametrize("until", [datetime(2031, 3, 1, 13, 37, tzinfo=UTC), DEFAULT_UNTIL])
def test_nothing_happens_after_until(until: datetime) -> None:
    rows = list(make_corpus(400, 4, until))
    assert max(moment(row["updated_at"]) for row in rows) <= until
    assert max(moment(row["created_at"]) for row in rows) > until - timedelta(days=2)


def test_context_is_what_was_said_before(specimens: list[Specimen]) -> None:
    for rows in conversations(specimens).values():
        said: list[dict[str, str]] = []
        for row in rows:
            assert row["context"] == said[-8:]
            said += shown(row)


def test_conversations_have_one_to_six_turns(many: list[Specimen]) -> None:
    lengths = {len(rows) for rows in conversations(many).values()}
    assert lengths == {1, 2, 3, 4, 5, 6}


def test_a_conversation_keeps_its_channel_version_and_language(many: list[Specimen]) -> None:
    for rows in conversations(many).values():
        for name in ("channel", "assistant_version", "model", "language"):
            assert len({row[name] for row in rows}) == 1


def test_nobody_writes_again_before_being_answered(many: list[Specimen]) -> None:
    for rows in conversations(many).values():
        for earlier, later in pairwise(rows):
            assert moment(earlier["updated_at"]) < moment(later["created_at"])


def test_jsonl_file_holds_the_corpus(tmp_path: Path) -> None:
    path = tmp_path / "demo.jsonl"
    assert write_jsonl(path, rows=150, seed=6) == 150
    lines = path.read_bytes().decode("utf-8").removesuffix("\n").split("\n")
    assert [json.loads(line) for line in lines] == list(make_corpus(150, 6))
