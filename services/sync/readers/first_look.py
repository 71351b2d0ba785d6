"""A first look at a file: is it text at all, how is it encoded, how does it begin."""

import stat
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from reviewer.errors import UnreadableFile
from services.sync.readers.byte_stream import PIECE, UTF8, ByteStream
from services.sync.readers.encodings import wide_encoding
from services.sync.readers.lines import LineSplitter

#: Bytes that tell the encoding, lines that tell the format, and how far these are looked for.
_HEAD = 1 << 16
_TELLING = 20
_FARTHEST = 64 << 20

#: How files begin that are something else, and what to do with them.
_FOREIGN = {
    b"PK\x03\x04": "a ZIP archive or a spreadsheet: unpack it, or save the sheet as CSV",
    b"\xd0\xcf\x11\xe0": "an old Office file: save the sheet as CSV",
    b"SQLite format 3": "an SQLite database: add it as a source instead",
    b"%PDF": "a PDF: save what is in it as CSV or JSON Lines",
    b"BZh": "packed with bzip2: unpack it first",
    b"\xfd7zXZ": "packed with xz: unpack it first",
    b"\x28\xb5\x2f\xfd": "packed with Zstandard: unpack it first",
    b"7z\xbc\xaf": "packed with 7-Zip: unpack it first",
    b"PAR1": "a Parquet file: save it as JSON Lines or CSV",
}


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What a file shows at once. `lines` are its first lines that are not blank, in UTF-8.

    The last of them may be cut off where lines are very long. `marked`: its encoding is beyond
    doubt.
    """

    path: Path
    size: int
    encoding: str
    marked: bool
    lines: tuple[bytes, ...]
    notes: tuple[str, ...]


def look_at(path: Path) -> FirstLook:
    """Look at a file. Raises UnreadableFile for what is no file of text."""
    size = _size(path)
    stream = ByteStream(path)
    head = stream.head(_HEAD)
    _refuse_foreign(path, head, stream.broken)
    wide = wide_encoding(head)
    marked = wide is not None or head.startswith(b"\xef\xbb\xbf")
    lines = _first_lines(ByteStream(path, wide or UTF8).pieces())
    if not lines:
        raise UnreadableFile(f"{path} holds nothing but white space.")
    if not wide and b"\0" in lines[0]:
        raise UnreadableFile(f"{path} is not text: it is none of the formats Reviewer reads.")
    notes = (*(["gzip"] if stream.gzipped else []), *([wide.upper()] if wide else []))
    return FirstLook(path, size, wide or UTF8, marked, lines, notes)


def _size(path: Path) -> int:
    try:
        found = path.stat()
    except FileNotFoundError:
        raise UnreadableFile(f"There is no file {path}.") from None
    except (OSError, ValueError) as reason:
        raise UnreadableFile(f"{path} cannot be read: {reason}.") from reason
    if stat.S_ISDIR(found.st_mode):
        raise UnreadableFile(f"{path} is a folder: name the files in it.")
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableFile(f"{path} is not a regular file: save what it gives to a file first.")
    return found.st_size


def _refuse_foreign(path: Path, head: bytes, broken: str | None) -> None:
    if not head:
        raise UnreadableFile(f"{path}: {broken}" if broken else f"{path} is empty.")
    for magic, what in _FOREIGN.items():
        if head.startswith(magic):
            raise UnreadableFile(f"{path} is {what}.")


def _first_lines(pieces: Iterable[bytes]) -> tuple[bytes, ...]:
    blocks = LineSplitter().blocks(islice(pieces, _FARTHEST // PIECE))
    lines = (line for block in blocks for line in block.texts if line.strip())
    return tuple(islice(lines, _TELLING))
