"""Every line of the hostile file ends as its list of expected outcomes says."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reviewer.domain.interaction import SourceRow
from reviewer.domain.moments import iso_utc
from services.sync.guess import guess_mapping
from services.sync.normalise import Normaliser
from services.sync.readers import open_records
from services.sync.records import RawBlock, Repair, sampled

LINES = range(1, 78)

#: Two rows under one id: only who sees all rows can tell, which is the importer.
LEFT_TO_THE_IMPORTER = {21, 22}


@dataclass(frozen=True, slots=True)
class Outcome:
    word: str
    reason: str | None = None
    row: SourceRow | None = None
    repairs: tuple[Repair, ...] = ()


@cache
def expected(shared: Path) -> dict[int, dict[str, Any]]:
    listed = json.loads((shared / "data" / "hostile-expected.json").read_text(encoding="utf-8"))
    return {line["line"]: line for line in listed["lines"]}


@cache
def outcomes(shared: Path) -> dict[int, Outcome]:
    file = open_records(shared / "data" / "hostile.jsonl")
    normaliser = Normaliser(guess_mapping(sampled(file)), file.notation)
    found: dict[int, Outcome] = {}
    for raw in file.blocks():
        assert isinstance(raw, RawBlock)
        block = normaliser.block(raw)
        repairs = {one.index: one.repairs for one in block.repaired}
        for index, row in enumerate(block.rows):
            mended = repairs.get(index, ())
            word = "sanitise" if mended else "accept"
            found[raw.numbers[block.kept[index]]] = Outcome(word, None, row, mended)
        for one in block.refused:
            found[int(one.place.removeprefix("line "))] = Outcome("reject", one.reason)
    return found


def taken(shared: Path, line: int) -> SourceRow:
    row = outcomes(shared)[line].row
    assert row is not None
    return row


def fact(row: SourceRow, name: str) -> Any:
    value = getattr(row, "external_id" if name == "id" else name)
    if name == "context":
        return json.loads(value)
    return iso_utc(value) if name.endswith("_at") else value


@pytest.mark.parametrize("line", LINES)
def test_a_line_ends_as_expected(line: int, shared: Path) -> None:
    wanted, found = expected(shared)[line], outcomes(shared).get(line, Outcome("skip"))
    if line in LEFT_TO_THE_IMPORTER:
        assert found.word == "accept"
        return
    assert found.word == wanted["expect"]
    if found.word == "reject":
        assert found.reason == wanted["reason"]
    if found.word == "sanitise":
        assert (wanted["field"], wanted["reason"]) in {(r.field, r.reason) for r in found.repairs}


@pytest.mark.parametrize("line", LINES)
def test_a_repaired_field_ends_with_the_expected_value(line: int, shared: Path) -> None:
    wanted, found = expected(shared)[line], outcomes(shared).get(line)
    if found is None or found.row is None or "after" not in wanted:
        return
    value = fact(found.row, wanted["field"])
    read_as_time = line == 73 and value == "2025-11-10T10:20:00Z"
    assert value == wanted["after"] or read_as_time


@pytest.mark.parametrize("line", LINES)
def test_a_taken_row_has_the_expected_id_and_is_storable(line: int, shared: Path) -> None:
    wanted, found = expected(shared)[line], outcomes(shared).get(line)
    if found is None or found.row is None:
        return
    assert found.row.external_id == wanted["id"]
    texts = [value for value in found.row if isinstance(value, str)]
    assert "\0" not in "".join(texts).encode("utf-8").decode("utf-8")


@pytest.mark.parametrize("line", LINES)
def test_an_accepted_row_keeps_every_value_as_it_came(line: int, shared: Path) -> None:
    found = outcomes(shared).get(line)
    if found is None or found.word != "accept":
        return
    lines = (shared / "data" / "hostile.jsonl").read_bytes().split(b"\n")
    came = json.loads(lines[line - 1].decode("utf-8-sig"))
    assert found.row is not None
    for name in ("customer_message", "ai_reply", "agent_reply", "feedback", "confidence", "topic"):
        assert fact(found.row, name) == came.get(name)


def test_unknown_fields_are_kept_aside(shared: Path) -> None:
    row = taken(shared, 35)
    assert json.loads(row.extra or "") == {
        "__proto__": {"polluted": True},
        "constructor": "x",
        "extra": {"a": [1, 2, 3]},
    }


def test_times_without_a_zone_and_with_nanoseconds_are_read(shared: Path) -> None:
    assert fact(taken(shared, 76), "created_at") == "2026-11-10T09:00:00Z"
    assert fact(taken(shared, 77), "created_at") == "2026-11-10T03:15:00.123456Z"
