"""A JSON document gives the items of the list that holds its records."""

import json
from pathlib import Path
from typing import Any

import pytest

from reviewer.errors import UnreadableFile
from services.sync.readers import json_document
from services.sync.records import Damaged
from tests.services.sync.reading import gzipped, read, read_bytes

ROWS = [{"id": str(n), "message": "Hi"} for n in range(3)]
OTHERS = [{"name": "a", "age": 1}] * 9
TURNS = [{"role": "user", "text": "a"}] * 9


def written(folder: Path, document: Any, **layout: Any) -> Path:
    path = folder / "export.json"
    path.write_text(json.dumps(document, **layout), encoding="utf-8")
    return path


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    ("document", "where"),
    [
        (ROWS, "the document itself"),
        ({"rows": ROWS}, "the list at rows"),
        ({"data": {"page": {"items": ROWS}}, "next": None}, "the list at data.page.items"),
        ({"users": OTHERS, "data": ROWS}, "the list at data"),
        ({"rows": [{**row, "turns": TURNS} for row in ROWS]}, "the list at rows"),
        ({"short": ROWS[:1], "long": ROWS}, "the list at long"),
    ],
)
def test_the_list_of_interactions_is_found_and_told(
    tmp_path: Path, document: Any, where: str, indent: int | None
) -> None:
    reading = read(written(tmp_path, document, indent=indent))
    assert [{k: row[k] for k in ("id", "message")} for row in reading.objects] == ROWS
    assert reading.places == ["item 1", "item 2", "item 3"]
    assert reading.file.notes[-1].startswith("JSON document: 3 items")
    assert reading.file.notes[-1].endswith(where)


def test_of_lists_that_hold_no_interactions_the_longest_is_taken(tmp_path: Path) -> None:
    reading = read(written(tmp_path, {"a": OTHERS[:2], "b": OTHERS, "c": [1] * 50}, indent=1))
    assert reading.objects == OTHERS


def test_items_that_are_no_objects_are_given_too(tmp_path: Path) -> None:
    assert read(written(tmp_path, [*ROWS, None, 7])).objects == [*ROWS, None, 7]


def test_a_lone_record_over_several_lines_is_one_item(tmp_path: Path) -> None:
    record = {**ROWS[0], "history": TURNS}
    assert read(written(tmp_path, record, indent=2)).objects == [record]


def test_a_lone_record_on_one_line_is_json_lines(tmp_path: Path) -> None:
    record = {**ROWS[0], "history": TURNS}
    reading = read(written(tmp_path, record))
    assert reading.objects == [record]
    assert reading.places == ["line 1"]


def test_blocks_are_bounded_and_progress_reaches_the_size(tmp_path: Path) -> None:
    reading = read(written(tmp_path, ROWS * 700))
    assert max(reading.sizes) <= 1000
    assert reading.consumed[-1] == reading.file.size


def test_raw_bytes_are_the_item_as_json(tmp_path: Path) -> None:
    reading = read(written(tmp_path, ROWS, indent=3))
    assert [json.loads(raw) for raw in reading.raws] == ROWS


def test_a_gzipped_document_in_utf_16_is_read(tmp_path: Path) -> None:
    content = gzipped(json.dumps({"rows": ROWS}, indent=1).encode("utf-16"))
    reading = read_bytes(tmp_path, content)
    assert reading.objects == ROWS
    assert reading.file.notes[:2] == ("gzip", "UTF-16")


def test_only_items_that_are_not_quite_json_are_damaged(tmp_path: Path) -> None:
    text = rb'[{"id":"1"},{"id":"\ud800"},{"id":"2","confidence":NaN},{"id":"a\u0000"},{"id":"b"}]'
    records = read_bytes(tmp_path, text).records
    assert [isinstance(record, Damaged) for record in records] == [False, True, True, True, False]


def test_bytes_that_are_not_utf_8_damage_their_item_only(tmp_path: Path) -> None:
    records = read_bytes(tmp_path, b'[{"id":"caf\xe9"},\n{"id":"2"}]').records
    assert records == [Damaged({"id": "caf\udce9"}, not_utf8=True), {"id": "2"}]


def test_whole_numbers_keep_every_digit(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, b'[{"id":123456789012345678901234567890},\n{"id":1.5}]')
    assert reading.objects == [{"id": 123456789012345678901234567890}, {"id": 1.5}]


def test_an_item_nested_deep_is_given_with_its_bytes(tmp_path: Path) -> None:
    text = b'[{"id":"1"},\n{"id":' + b"[" * 900 + b"]" * 900 + b"}]"
    reading = read_bytes(tmp_path, text)
    assert len(reading.objects) == 2
    assert reading.raws[1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b'{"rows": [\n{"id": "1"},\n', "neither a whole document nor one record per line"),
        (b"[\n1, 2, 3\n]", "without a list of objects"),
        (b"[\n]", "without a list of objects"),
        (b"{\n}", "without a list of objects"),
        (b"[" * 30_000, "nested too deep"),
        (b"[" * 900 + b"]" * 900, "without a list of objects"),
        (b'{"a":' * 900 + b"1" + b"}" * 900 + b"\n ", None),
    ],
)
def test_what_is_no_document_with_records_is_refused(
    tmp_path: Path, text: bytes, told: str | None
) -> None:
    if told is None:
        assert len(read_bytes(tmp_path, text).objects) == 1
        return
    with pytest.raises(UnreadableFile, match=told):
        read_bytes(tmp_path, text)


def test_a_document_too_large_for_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_document, "LARGEST", 1 << 20)
    with pytest.raises(UnreadableFile, match="save it as JSON Lines"):
        read_bytes(tmp_path, gzipped(b"[\n" + b" " * (1 << 21) + b"{}]"))
