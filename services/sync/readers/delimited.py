"""CSV and its relatives: a header, then one record per row; a quoted cell may hold line feeds."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from services.sync.notation import CELLS, Notation
from services.sync.readers.byte_stream import ByteStream
from services.sync.readers.cells import Row, RowReader
from services.sync.readers.table_header import Header
from services.sync.records import BrokenOff, Deferred, RawBlock

_ROWS_PER_BLOCK = 500


@dataclass(frozen=True, slots=True)
class DelimitedFile:
    """A file of delimited rows whose encoding and delimiter are known.

    `bare_returns`: a carriage return alone ends a line, as on old Macs.
    """

    path: Path
    size: int
    encoding: str
    delimiter: str
    bare_returns: bool
    notes: tuple[str, ...]
    notation: Notation = CELLS

    def blocks(self) -> Iterator[RawBlock | BrokenOff]:
        """Give the rows under the header; `line 21` is where a row begins.

        Raises UnreadableFile.
        """
        stream = ByteStream(self.path, self.encoding)
        rows = RowReader(self._pieces(stream), self.delimiter).rows()
        header = Header.of(next(rows, None))
        while block := [*islice(rows, _ROWS_PER_BLOCK)]:
            yield _block(header, block, stream.consumed)
        if stream.broken:
            yield BrokenOff(f"{self.path.name}: {stream.broken}")

    def _pieces(self, stream: ByteStream) -> Iterator[bytes]:
        if not self.bare_returns:
            return stream.pieces()
        return (piece.replace(b"\r", b"\n") for piece in stream.pieces())


def _block(header: Header, rows: list[Row], consumed: int) -> RawBlock:
    records = [header.record(row) for row in rows]
    numbers = [row.line for row in rows]
    raws = Deferred([row.text for row in rows], _as_bytes)
    return RawBlock(records, numbers, "line", raws, consumed)


def _as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
