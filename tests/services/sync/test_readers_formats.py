"""What a file is, is found out from its content; what is no file of records gets a sentence."""

import os
from pathlib import Path

import pytest

from reviewer.errors import UnreadableFile
from services.sync.notation import CELLS, JSON
from services.sync.readers import first_look, open_records
from services.sync.readers.byte_stream import PIECE
from services.sync.records import sampled
from tests.services.sync.reading import gzipped, read_bytes

LINES = b'{"id":"1"}\n{"id":"2"}\n'


@pytest.mark.parametrize(
    ("content", "told", "records"),
    [
        (LINES, "JSON Lines", 2),
        (LINES[:-1], "JSON Lines", 2),
        (b"\n \n" + LINES, "JSON Lines", 2),
        (b'{"id":"1"}', "JSON Lines", 1),
        (b'{"id":"1"}\nbroken\nbroken\nbroken\n', "JSON Lines", 4),
        (b'{"id":"1\n' + LINES, "JSON Lines", 3),
        (b"# exported today\n" + LINES, "JSON Lines", 3),
        (b'<?xml version="1.0"?>\n' + LINES, "JSON Lines", 3),
        (b'[{"id":"1"}]\n' + LINES, "JSON Lines", 3),
        (b'[{"id":"1"}]', "JSON document", 1),
        (b'[\n{"id":"1"},\n{"id":"2"}\n]\n', "JSON document", 2),
        (b"id;message\n1;Hi\n", "CSV, separated by semicolons", 1),
        (b"id\tmessage\n1\tHi, you\n", "CSV, separated by tabs", 1),
    ],
)
def test_formats(tmp_path: Path, content: bytes, told: str, records: int) -> None:
    for stored in (content, gzipped(content)):
        reading = read_bytes(tmp_path, stored)
        assert any(note.startswith(told) for note in reading.file.notes)
        assert len(reading.records) == records
        assert ("gzip" in reading.file.notes) == (stored != content)
        assert reading.file.notation is (CELLS if told.startswith("CSV") else JSON)


def test_a_long_first_line_does_not_hide_the_format(tmp_path: Path) -> None:
    line = b'{"id":"' + b"x" * 500_000 + b'"}\n'
    assert len(read_bytes(tmp_path, line * 2).records) == 2


def test_the_first_look_goes_only_so_far_into_long_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_look, "_FARTHEST", 2 * PIECE)
    line = b'{"id":"' + b"x" * (PIECE + 5) + b'"}\n'
    assert [note for n in (1, 5) for note in read_bytes(tmp_path, line * n).file.notes] == [
        "JSON Lines",
        "JSON Lines",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "nothing but white space"),
        (gzipped(b""), "is empty"),
        (gzipped(LINES)[:8], "cut off"),
        (b"\x1f\x8bnot really gzip", "damaged"),
        (b"PK\x03\x04\x00\x00", "ZIP archive or a spreadsheet"),
        (b"SQLite format 3\x00", "add it as a source"),
        (b"%PDF-1.7", "PDF"),
        (gzipped(b"%PDF-1.7"), "PDF"),
        (b"BZh91AY", "unpack it first"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "none of the formats"),
        (bytes(range(256)) * 40, "not text"),
        (b"Dear all\nplease find attached\n", "none of the formats"),
        (b'<?xml version="1.0"?><row id="x"/>', "none of the formats"),
    ],
)
def test_what_is_no_file_of_records_is_refused_with_a_sentence(
    tmp_path: Path, content: bytes, told: str
) -> None:
    with pytest.raises(UnreadableFile, match=told) as refusal:
        read_bytes(tmp_path, content, "strange")
    assert "strange" in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_a_folder_a_missing_file_and_a_pipe_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a folder"):
        open_records(tmp_path)
    with pytest.raises(UnreadableFile, match="There is no file"):
        open_records(tmp_path / "missing.jsonl")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(UnreadableFile, match="not a regular file"):
            open_records(tmp_path / "pipe")


def test_a_file_that_vanishes_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_bytes(LINES)
    file = open_records(path)
    path.unlink()
    with pytest.raises(UnreadableFile, match="cannot be read"):
        list(file.blocks())


def test_the_sample_is_of_objects_only(tmp_path: Path) -> None:
    file = read_bytes(tmp_path, b'{"id":"1"}\n[1]\nbroken\n{"id":"a\\u0000"}\n' * 2).file
    assert sampled(file, 3) == [{"id": "1"}, {"id": "a\0"}, {"id": "1"}]
