"""Finds out what a file is: JSON Lines, a JSON document or delimited cells, gzipped or not."""

from dataclasses import replace
from pathlib import Path

from reviewer.errors import UnreadableFile
from services.sync.readers.best_list import best_list
from services.sync.readers.byte_stream import ByteStream
from services.sync.readers.delimited import DelimitedFile
from services.sync.readers.delimiters import DELIMITERS, delimiter_of
from services.sync.readers.encodings import WINDOWS, narrow_encoding
from services.sync.readers.first_look import FirstLook, look_at
from services.sync.readers.json_document import read_document
from services.sync.readers.json_lines import JsonLinesFile
from services.sync.readers.json_parsing import parse_leniently
from services.sync.records import RecordFile, Unparsed, bare


def open_records(path: Path) -> RecordFile:
    """Return a file of records whose format is known.

    Raises UnreadableFile, with a sentence, for what is no file of records.
    """
    look = look_at(path)
    if look.lines[0].lstrip()[:1] in (b"{", b"["):
        return _json(look)
    if any(map(_is_object, look.lines)):
        return _json_lines(look)
    return _delimited(look)


def _json(look: FirstLook) -> RecordFile:
    objects = sum(map(_is_object, look.lines))
    if len(look.lines) == 1:
        lines = bool(objects) and not _holds_list(look.lines[0])
    else:
        lines = _is_object(look.lines[0]) or 2 * objects >= len(look.lines)
    return _json_lines(look) if lines else _document(look, or_lines=objects > 0)


def _document(look: FirstLook, *, or_lines: bool) -> RecordFile:
    document = read_document(look.path, look.size, look.encoding, look.notes)
    if not isinstance(document, Unparsed):
        return document
    if or_lines:
        return _json_lines(look)
    raise UnreadableFile(
        f"{look.path} begins like JSON, but it is neither a whole document nor one record per "
        f"line. {document.detail}"
    )


def _json_lines(look: FirstLook) -> RecordFile:
    return JsonLinesFile(look.path, look.size, look.encoding, ("JSON Lines", *look.notes))


def _delimited(look: FirstLook) -> RecordFile:
    bare_returns = len(look.lines) == 1 and b"\r" in look.lines[0].strip()
    text = b"\n".join(look.lines).decode("utf-8", "replace")
    delimiter = delimiter_of(text.split("\r" if bare_returns else "\n"))
    if delimiter is None:
        raise UnreadableFile(
            f"{look.path} is none of the formats Reviewer reads: JSON Lines, a JSON document with "
            "a list of objects in it, or CSV with a header."
        )
    look = look if look.marked else _narrowed(look)
    notes = (f"CSV, separated by {DELIMITERS[delimiter]}", *look.notes)
    return DelimitedFile(look.path, look.size, look.encoding, delimiter, bare_returns, notes)


def _narrowed(look: FirstLook) -> FirstLook:
    if narrow_encoding(ByteStream(look.path).pieces()) != WINDOWS:
        return look
    told = "read as Windows-1252, because it is not UTF-8"
    return replace(look, encoding=WINDOWS, notes=(*look.notes, told))


def _is_object(line: bytes) -> bool:
    return isinstance(bare(parse_leniently(line)), dict)


def _holds_list(line: bytes) -> bool:
    found = best_list(bare(parse_leniently(line)))
    return found is not None and bool(found.path)
