"""`reviewer import`: real rows, real formats, and files that are not what they should be."""

import csv
import gzip
import io
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import CommandLine

COUNTS = ("read", "added", "updated", "unchanged", "sanitised", "rejected")


def counts(document: dict[str, Any]) -> tuple[int, ...]:
    return tuple(document[name] for name in COUNTS)


def main_set(shared: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(shared / "data" / "interactions.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@pytest.fixture
def small(shared: Path) -> Path:
    return shared / "data" / "interactions-small.jsonl"


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_main_set_arrives_once(reviewer: CommandLine, shared: Path) -> None:
    rows = shared / "data" / "interactions.jsonl.gz"
    assert counts(reviewer.json("import", rows)) == (20_000, 20_000, 0, 0, 0, 0)
    before = reviewer.json("store", "info")
    assert counts(reviewer.json("import", rows)) == (20_000, 0, 0, 20_000, 0, 0)
    assert reviewer.json("store", "info") == before
    assert reviewer.json("store", "verify")["sound"]


def test_the_store_counts_what_the_readme_of_the_data_says(filled: CommandLine) -> None:
    info = filled.json("store", "info")
    assert (info["interactions"], info["rejected"], info["reviews"]) == (20_000, 0, 0)
    shares = {name: round(100 * n / 20_000, 1) for name, n in info["feedback"].items()}
    assert (shares["no"], shares["yes"]) == (17.9, 38.1)
    assert round(100 * info["snoozed"] / 20_000, 1) == 12.5


def test_the_store_counts_what_the_file_holds(filled: CommandLine, shared: Path) -> None:
    rows = list(main_set(shared))
    feedback = Counter(row["feedback"] or "none" for row in rows)
    doubtful = sum(1 for row in rows if (row["confidence"] or 1) < 0.3 or row["confidence"] == 0)
    info = filled.json("store", "info")
    assert info["feedback"] == feedback
    assert (info["snoozed"], info["due"], info["new"]) == (doubtful, doubtful, 20_000 - doubtful)
    moments = [datetime.fromisoformat(row["created_at"]) for row in rows]
    told = [datetime.fromisoformat(info[name]) for name in ("first_at", "last_at")]
    assert told == [min(moments), max(moments)]
    assert not info["encrypted"]


def test_every_fact_of_a_row_is_told_as_it_came(filled: CommandLine, shared: Path) -> None:
    came = {row["id"]: row for row in main_set(shared)}
    told = filled.json("triage", "list", "--queue", "all", "--limit", "30000")
    assert len(told) == len(came) == 20_000
    for item in told:
        row = came[item["external_id"]]
        assert {name: item[name] for name in row} == {**row, "id": item["id"]}


def as_csv(rows: list[dict[str, Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["Id", "Customer Message", "aiReply", "agent-reply", "confidenceScore", "At"])
    for row in rows:
        cells = [row[name] for name in ("id", "customer_message", "ai_reply", "agent_reply")]
        writer.writerow([*cells, row["confidence"], row["created_at"]])
    return text.getvalue().encode("utf-8-sig")


def test_a_spreadsheet_arrives(reviewer: CommandLine, small: Path, tmp_path: Path) -> None:
    rows = records(small)
    (tmp_path / "export.csv").write_bytes(as_csv(rows))
    document = reviewer.json("import", "export.csv", "--map", "created_at=At")
    assert counts(document) == (500, 500, 0, 0, 0, 0)
    told = {one["external_id"]: one for one in all_of(reviewer)}
    for row in rows:
        for name in ("customer_message", "ai_reply", "agent_reply", "confidence", "created_at"):
            assert told[row["id"]][name] == row[name]


def all_of(reviewer: CommandLine) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = reviewer.json(
        "triage", "list", "--queue", "all", "--limit", "1000"
    )
    return found


def nested(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "ticketId": row["id"],
        "customer": {"text": row["customer_message"], "lang": row["language"]},
        "assistant": {"reply": {"text": row["ai_reply"]}, "score": row["confidence"]},
        "createdAt": row["created_at"].replace("Z", "+00:00"),
    }


NESTED_MAP = (
    "id=ticketId",
    "customer_message=customer.text",
    "language=customer.lang",
    "ai_reply=assistant.reply.text",
    "confidence=assistant.score",
)


def test_a_document_with_a_list_inside_arrives_by_dotted_paths(
    reviewer: CommandLine, small: Path, tmp_path: Path
) -> None:
    rows = records(small)[:40]
    document = {"export": {"version": 3, "data": [nested(row) for row in rows]}, "next": None}
    (tmp_path / "export.json.gz").write_bytes(gzip.compress(json.dumps(document).encode()))
    mapped = [part for pair in NESTED_MAP for part in ("--map", pair)]
    assert counts(reviewer.json("import", "export.json.gz", *mapped))[:2] == (40, 40)
    told = {one["external_id"]: one for one in all_of(reviewer)}
    for row in rows:
        for name in ("customer_message", "ai_reply", "language", "confidence", "created_at"):
            assert told[row["id"]][name] == row[name]


def test_several_files_are_counted_each_and_together(
    reviewer: CommandLine, small: Path, tmp_path: Path
) -> None:
    lines = small.read_bytes().splitlines(keepends=True)
    (tmp_path / "monday.jsonl").write_bytes(b"".join(lines[:200]))
    (tmp_path / "tuesday.jsonl").write_bytes(b"".join(lines[150:]) + b"{broken\n")
    document = reviewer.json("import", "monday.jsonl", "tuesday.jsonl")
    assert counts(document) == (551, 500, 0, 50, 0, 1)
    assert document["reasons"] == {"malformed_json": 1}
    assert [(one["file"], *counts(one)) for one in document["files"]] == [
        ("monday.jsonl", 200, 200, 0, 0, 0, 0),
        ("tuesday.jsonl", 351, 300, 0, 50, 0, 1),
    ]


def test_what_changed_at_the_source_is_updated_and_a_decision_stays(
    reviewer: CommandLine, small: Path, tmp_path: Path
) -> None:
    rows = records(small)
    reviewer.done("import", small)
    chosen = next(row for row in rows if row["agent_reply"])
    reviewer.done("triage", "decide", chosen["id"], "--decision", "agent_better")
    chosen["ai_reply"] = "An answer that the source has mended."
    (tmp_path / "again.json").write_text(json.dumps(rows))
    assert counts(reviewer.json("import", "again.json"))[1:4] == (0, 1, 499)
    case = reviewer.json("triage", "show", chosen["id"])
    assert (case["ai_reply"], case["queue"]) == (chosen["ai_reply"], "reviewed")
    assert [(one["standing"], one["changed_since"]) for one in case["reviews"]] == [(True, True)]


def test_a_source_of_its_own_gives_the_same_rows_other_ids(
    reviewer: CommandLine, small: Path
) -> None:
    reviewer.done("import", small)
    assert counts(reviewer.json("import", small, "--source", "crm"))[1] == 500
    assert {one["source_key"] for one in all_of(reviewer)} == {"file", "crm"}
    assert len({one["id"] for one in all_of(reviewer)}) == 1000


def test_a_file_that_breaks_off_gives_what_it_holds_and_fails(
    reviewer: CommandLine, small: Path, tmp_path: Path
) -> None:
    whole = gzip.compress(small.read_bytes())
    (tmp_path / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    finished = reviewer("import", "cut.jsonl.gz", "--json")
    assert finished.code == 1
    assert "cut off" in finished.problem
    held = zlib.decompressobj(31).decompress(whole[: len(whole) // 2]).count(b"\n")
    assert finished.document["added"] == held > 50
    assert "cut off" in finished.document["files"][0]["broken_off"]
    assert reviewer.json("store", "info")["interactions"] == held


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["no.jsonl"], 1, "There is no file no.jsonl"),
        (["."], 1, "is a folder"),
        (["empty.jsonl"], 1, "empty.jsonl is empty"),
        (["words.txt"], 1, "words.txt is none of the formats"),
        (["picture.png"], 1, "picture.png"),
        (["good.jsonl", "no.jsonl"], 1, "There is no file no.jsonl"),
        (["/dev/null"], 1, "not a regular file"),
        (["good.jsonl", "--map", "topic=subject"], 2, "No record among the first 1 has 'subject'"),
        (["good.jsonl", "--map", "subject=topic"], 2, "not a field of Reviewer"),
        (["good.jsonl", "--map", "topic"], 2, "OURS=THEIRS"),
        (["poor.jsonl"], 2, "looks like customer_message"),
        (["good.jsonl", "--source", ""], 2, "source"),
    ],
)
def test_what_cannot_be_imported_is_refused_before_a_store_is_made(
    reviewer: CommandLine, tmp_path: Path, arguments: list[str], code: int, sentence: str
) -> None:
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "words.txt").write_text("only words\nand more of them\n")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    (tmp_path / "good.jsonl").write_text('{"id": 1, "message": "hello"}\n')
    (tmp_path / "poor.jsonl").write_text('{"id": 1, "colour": 7}\n')
    assert sentence in reviewer.refused("import", *arguments, code=code)
    assert not (tmp_path / "team.db").exists()
