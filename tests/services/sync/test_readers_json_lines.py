"""JSON Lines: every line is a record, a damaged one, a fault with its place, or blank."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sync.readers.lines import KEPT, LineSplitter
from services.sync.records import Damaged, Unparsed
from tests.services.sync.reading import gzipped, read_bytes

FIRST = b'{"id":"1"}\n'


def parsed(folder: Path, line: bytes) -> Any:
    """Return what becomes of one line after a good one."""
    reading = read_bytes(folder, FIRST + line + b"\n")
    assert reading.records[0] == {"id": "1"}
    assert len(reading.records) == 2
    return reading.records[1]


def test_places_and_raw_bytes_are_those_of_the_file(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, b'{"id":"1"}\r\n\n  \t \n{"id": "2"}\nnot json\n{"id":3}')
    assert reading.objects == [{"id": "1"}, {"id": "2"}, {"id": 3}]
    assert reading.places == ["line 1", "line 4", "line 5", "line 6"]
    assert reading.raws == [b'{"id":"1"}\r', b'{"id": "2"}', b"not json", b'{"id":3}']
    assert reading.faults == [("line 5", "malformed_json")]


def test_lines_end_at_line_feeds_only(tmp_path: Path) -> None:
    text = "a\u2028b\u2029c\u0085d\x0be\x0cf"
    line = json.dumps({"id": text}, ensure_ascii=False).encode()
    reading = read_bytes(tmp_path, line + b"\n" + line)
    assert reading.objects == [{"id": text}] * 2


@pytest.mark.parametrize(
    "line",
    [
        b'{"id":"1"',
        b"{'id':'1'}",
        b'{"id":"1",}',
        b'{"id":"1"}{"id":"2"}',
        b'{"id":"1"},{"id":"2"}',
        b'{"id":"1"},',
        b'{"id":"a\tb"}',
        b'{"id":"a\0b"}',
        b'<row id="x"/>',
        b'{"id":' + b"1" * 5000 + b"}",
    ],
)
def test_malformed_lines_are_faults(tmp_path: Path, line: bytes) -> None:
    record = parsed(tmp_path, line)
    assert isinstance(record, Unparsed)
    assert record.reason == "malformed_json"
    assert record.detail.startswith("Not JSON")


@pytest.mark.parametrize("text", [b"[" * 20_000, b'{"a":' * 20_000, b"[" * 20_000 + b"]" * 20_000])
def test_bombs_of_brackets_are_faults(tmp_path: Path, text: bytes) -> None:
    record = parsed(tmp_path, b'{"id":' + text + b"}")
    assert isinstance(record, Unparsed)
    assert record.reason == "too_deep"


@pytest.mark.parametrize(
    ("line", "damaged"),
    [
        (rb'{"id":"a\u0000b"}', Damaged({"id": "a\0b"})),
        (rb'{"id":"\ud83d"}', Damaged({"id": "\ud83d"})),
        (b'{"id":"caf\xe9"}', Damaged({"id": "caf\udce9"}, not_utf8=True)),
        (b'{"id":Infinity}', Damaged({"id": float("inf")})),
        (b'{"id":-1e999}', Damaged({"id": float("-inf")})),
    ],
)
def test_what_is_not_quite_json_is_damaged(tmp_path: Path, line: bytes, damaged: Damaged) -> None:
    assert parsed(tmp_path, line) == damaged


@pytest.mark.parametrize(
    ("line", "record"),
    [
        (b'{"id":"1","id":"2"}', {"id": "2"}),
        (b' {"id":"1"} \r', {"id": "1"}),
        (b"[1]", [1]),
        (b"null", None),
        (b'"text"', "text"),
        (rb'{"id":"\ud83d\ude00"}', {"id": "😀"}),
    ],
)
def test_lines_of_json_are_given_as_they_are(tmp_path: Path, line: bytes, record: Any) -> None:
    assert parsed(tmp_path, line) == record


def test_a_backslash_before_a_zero_is_no_nul(tmp_path: Path) -> None:
    line = json.dumps({"id": "\\u0000"}).encode()
    record = parsed(tmp_path, line)
    assert (record.record if isinstance(record, Damaged) else record) == {"id": "\\u0000"}


def test_a_mark_before_the_first_line_and_before_another_is_passed_over(tmp_path: Path) -> None:
    mark = b"\xef\xbb\xbf"
    reading = read_bytes(tmp_path, mark + FIRST + mark + b'{"id":"2"}\n')
    assert reading.objects == [{"id": "1"}, {"id": "2"}]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read(tmp_path: Path, encoding: str) -> None:
    text = '{"id":"Grüße 😀"}\n{"id":"2"}\n' * 50
    reading = read_bytes(tmp_path, text.encode(encoding))
    assert reading.objects == [{"id": "Grüße 😀"}, {"id": "2"}] * 50


def test_gzip_in_several_members_with_padding_is_read(tmp_path: Path) -> None:
    content = gzipped(FIRST) + gzipped(b'{"id":"2"}\n{"i') + gzipped(b'd":"3"}\n') + bytes(512)
    reading = read_bytes(tmp_path, content)
    assert reading.objects == [{"id": "1"}, {"id": "2"}, {"id": "3"}]
    assert reading.broken is None


def test_what_a_cut_gzip_holds_is_taken_and_the_cut_is_told(tmp_path: Path) -> None:
    noise = random.Random(1)
    lines = [b'{"id":"%032x"}\n' % noise.getrandbits(128) for _ in range(20_000)]
    content = gzipped(b"".join(lines))
    reading = read_bytes(tmp_path, content[: len(content) // 2])
    assert 8_000 < len(reading.objects) < 12_000
    assert reading.objects == [json.loads(line) for line in lines[: len(reading.objects)]]
    assert len(reading.faults) <= 1
    assert reading.broken == "export: The gzip data are cut off: the end of the file is missing."


def test_what_a_damaged_gzip_holds_before_the_damage_is_taken(tmp_path: Path) -> None:
    noise = random.Random(1)
    lines = [b'{"id":"%032x"}\n' % noise.getrandbits(128) for _ in range(50_000)]
    content = bytearray(gzipped(b"".join(lines)))
    content[-6] ^= 1
    reading = read_bytes(tmp_path, bytes(content))
    assert len(reading.objects) > 40_000
    assert reading.broken is not None
    assert "damaged" in reading.broken


def test_garbage_after_gzip_is_told(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, gzipped(FIRST * 2) + b"garbage that is no gzip")
    assert reading.objects == [{"id": "1"}] * 2
    assert reading.broken is not None


def test_progress_goes_from_the_first_bytes_to_the_last(tmp_path: Path) -> None:
    noise = random.Random(1)
    line = b'{"id":"%0800x"}\n'
    content = b"".join(line % noise.getrandbits(3200) for _ in range(3000))
    for stored in (content, gzipped(content)):
        reading = read_bytes(tmp_path, stored)
        assert reading.file.size == len(stored)
        assert reading.consumed == sorted(reading.consumed)
        assert reading.consumed[0] < len(stored) / 2
        assert reading.consumed[-1] == len(stored)
        assert max(reading.sizes) <= 1000
        assert sum(reading.sizes) == 3000


def test_a_file_can_be_read_again(tmp_path: Path) -> None:
    file = read_bytes(tmp_path, FIRST * 3).file
    first, again = list(file.blocks()), list(file.blocks())
    assert first == again


@given(
    st.lists(st.sampled_from([b"", b"a", b"\r", b"long line", b"x" * 40, b"\xff"])),
    st.integers(1, 30),
    st.sampled_from([b"", b"\n"]),
)
def test_pieces_of_any_size_give_the_same_lines(lines: list[bytes], size: int, end: bytes) -> None:
    text = b"\n".join(lines) + end
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    blocks = list(LineSplitter().blocks(pieces))
    wanted = text.removesuffix(b"\n").split(b"\n") if text else []
    assert [line for block in blocks for line in block.texts] == wanted
    numbers = [block.first + i for block in blocks for i in range(len(block.texts))]
    assert numbers == [*range(1, len(wanted) + 1)]


@given(st.lists(st.sampled_from([b"", b"a", b"y" * 30, b"z" * 31, b"x" * 200])), st.integers(1, 50))
def test_lines_too_long_for_the_memory_are_cut(lines: list[bytes], size: int) -> None:
    text = b"".join(line + b"\n" for line in lines)
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    blocks = list(LineSplitter(longest=100).blocks(pieces))
    found = [(line, block.cut) for block in blocks for line in block.texts]
    assert len(found) == len(lines)
    for (line, cut), whole in zip(found, lines, strict=True):
        assert whole.startswith(line)
        assert line == whole or cut
        assert len(whole) == 200 or not cut
        assert len(line) <= max(200, KEPT)
