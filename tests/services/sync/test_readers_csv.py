"""CSV: cells of any delimiter, encoding and line end, rows with their place and their text."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sync.readers import cells as cells_module
from services.sync.readers.cells import RowReader
from services.sync.records import Damaged
from tests.services.sync.reading import gzipped, read_bytes

TABLE = 'id,message,reply\n1,Hi,\n2,"a,b","say ""no"""\n'
RECORDS = [
    {"id": "1", "message": "Hi", "reply": None},
    {"id": "2", "message": "a,b", "reply": 'say "no"'},
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_recognised(tmp_path: Path, delimiter: str) -> None:
    rows = [["id", "message", "reply"], ["1", "Hi, you; there", ""], ["2", "a|b\tc", "x"]]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    reading = read_bytes(tmp_path, text.getvalue().encode())
    assert [list(record.values()) for record in reading.objects] == [
        ["1", "Hi, you; there", None],
        ["2", "a|b\tc", "x"],
    ]
    assert "separated by" in reading.file.notes[0]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_line_ends_and_encodings(tmp_path: Path, end: str, encoding: str) -> None:
    reading = read_bytes(tmp_path, TABLE.replace("\n", end).encode(encoding))
    assert reading.objects == RECORDS


def test_gzip(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, gzipped(TABLE.encode()))
    assert reading.objects == RECORDS
    assert "gzip" in reading.file.notes


def test_quoted_line_feeds_and_the_place_of_rows(tmp_path: Path) -> None:
    text = b'id,message\n1,"a\n\nb"\n\n2,c\r\n3,"d\r\ne"\n'
    reading = read_bytes(tmp_path, text)
    assert [record["message"] for record in reading.objects] == ["a\n\nb", "c", "d\r\ne"]
    assert reading.places == ["line 2", "line 6", "line 7"]
    assert reading.raws == [b'1,"a\n\nb"', b"2,c\r", b'3,"d\r\ne"']


def test_windows_text_is_read_and_told(tmp_path: Path) -> None:
    text = "id,message\n1,Grüße – 5 €\n2,café\n"
    reading = read_bytes(tmp_path, text.encode("cp1252"))
    assert [record["message"] for record in reading.objects] == ["Grüße – 5 €", "café"]
    assert any("Windows-1252" in note for note in reading.file.notes)


def test_one_bad_byte_among_utf_8_does_not_change_the_encoding(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, "id,message\n1,Grüße\n2,Öl\n3,".encode() + b"caf\xe9\n4,x\n")
    assert reading.records == [
        {"id": "1", "message": "Grüße"},
        {"id": "2", "message": "Öl"},
        Damaged({"id": "3", "message": "caf\udce9"}, not_utf8=True),
        {"id": "4", "message": "x"},
    ]
    assert reading.raws[2] == b"3,caf\xe9"


def test_rows_with_nul_characters_are_damaged(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, b'id,context\n1,a\0b\n2,"[""\\u0000""]"\n3,c\n')
    assert [isinstance(record, Damaged) for record in reading.records] == [True, True, False]


def test_headers_are_made_different_and_missing_cells_are_nothing(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, b" id ,message,message,\n1,a,b,c\n2,d\n3,e,f,g,,\n")
    names = ["id", "message", "message 3", "column 4"]
    assert reading.objects == [
        dict(zip(names, ["1", "a", "b", "c"], strict=True)),
        {"id": "2", "message": "d"},
        dict(zip(names, ["3", "e", "f", "g"], strict=True)),
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("1,a,b", "The row has 3 cells, but the header 2."),
        ('1,"a"b', "There is text after the closing quote of a cell."),
        ("1,a\rb", "A cell that is not quoted holds a carriage return."),
    ],
)
def test_a_malformed_row_is_a_fault_and_the_next_ones_are_read(
    tmp_path: Path, row: str, told: str
) -> None:
    reading = read_bytes(tmp_path, f"id,message\n0,a\n{row}\n2,c\n3,d\n".encode())
    assert reading.faults == [("line 3", "malformed_row")]
    assert reading.records[1].detail == told
    assert reading.raws[1] == row.encode()
    assert [record["id"] for record in reading.objects] == ["0", "2", "3"]


def test_a_quote_that_is_never_closed_is_a_fault(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, b'id,message\n1,a\n2,"b\n3,c\n')
    assert reading.objects == [{"id": "1", "message": "a"}]
    assert reading.faults == [("line 3", "malformed_row")]
    assert reading.raws[1] == b'2,"b\n3,c'


def test_a_quote_that_is_never_closed_does_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells_module, "LARGEST_CELL", 1000)
    text = b'id,message\n1,"open\n' + b"2,b\n" * 1000
    reading = read_bytes(tmp_path, text)
    assert reading.faults[0] == ("line 2", "malformed_row")
    assert len(reading.objects) > 700


def test_a_message_of_a_megabyte_is_read(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, b"id,message\n1," + b"x" * 1_000_000 + b"\n")
    assert len(reading.objects[0]["message"]) == 1_000_000


def test_what_a_cut_gzip_holds_is_taken_and_the_cut_is_told(tmp_path: Path) -> None:
    text = "id,message\n" + "".join(f"{n},{n * n}\n" for n in range(50_000))
    content = gzipped(text.encode())
    reading = read_bytes(tmp_path, content[: len(content) // 2])
    assert len(reading.objects) > 10_000
    assert reading.objects[9999] == {"id": "9999", "message": str(9999**2)}
    assert reading.broken is not None
    assert "cut off" in reading.broken


def test_a_header_alone_gives_no_records(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b"id,message\n").records == []


CELL = st.text(st.sampled_from('ab,;"\n\r é\u2028😀'), max_size=6)


@given(st.lists(st.lists(CELL, min_size=2, max_size=3), max_size=6), st.integers(1, 20))
def test_what_is_written_is_read(rows: list[list[str]], size: int) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(rows)
    octets = written.getvalue().encode()
    pieces = [octets[start : start + size] for start in range(0, len(octets), size)]
    found = [row.cells for row in RowReader(pieces, ",").rows()]
    assert found == [row for row in rows if any(row)]


@given(st.text(st.sampled_from('a,"\n\r\0'), max_size=40))
def test_any_text_is_rows_or_faults(text: str) -> None:
    rows = list(RowReader([text.encode()], ",").rows())
    assert all(isinstance(row.cells, list | str) for row in rows)
    assert sum(row.text.count("\n") for row in rows) <= text.count("\n") + len(rows)
