"""Writes files of records and reads them back whole."""

import gzip
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.sync.readers import open_records
from services.sync.records import BrokenOff, Damaged, RawBlock, RecordFile, Unparsed


@dataclass(slots=True)
class Reading:
    """Everything a file gave, record by record."""

    file: RecordFile
    records: list[Any] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    raws: list[bytes] = field(default_factory=list)
    consumed: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    broken: str | None = None

    @property
    def objects(self) -> list[Any]:
        """The records that were read, damaged or not."""
        return [r.record if isinstance(r, Damaged) else r for r in self.records if not fault(r)]

    @property
    def faults(self) -> list[tuple[str, str]]:
        """Place and reason of what could not be read."""
        pairs = zip(self.places, self.records, strict=True)
        return [(place, record.reason) for place, record in pairs if isinstance(record, Unparsed)]


def fault(record: Any) -> bool:
    return isinstance(record, Unparsed)


def read(path: Path) -> Reading:
    reading = Reading(open_records(path))
    for block in reading.file.blocks():
        assert reading.broken is None, "nothing follows the end"
        match block:
            case BrokenOff(detail):
                reading.broken = detail
            case RawBlock():
                _add(reading, block)
    return reading


def _add(reading: Reading, block: RawBlock) -> None:
    reading.records += block.records
    reading.places += [block.place(index) for index in range(len(block.records))]
    reading.raws += block.raws
    reading.consumed.append(block.consumed)
    reading.sizes.append(len(block.records))


def read_bytes(folder: Path, content: bytes, name: str = "export") -> Reading:
    path = folder / name
    path.write_bytes(content)
    return read(path)


def gzipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)
