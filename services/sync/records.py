"""What readers hand over, and what becomes of it: blocks of raw records, blocks of clean rows."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Literal, Protocol, overload

import orjson

from reviewer.domain.intake import Refused
from reviewer.domain.interaction import SourceRow
from services.sync.notation import Notation

Reason = Literal[
    "duplicate_id",
    "invalid_timestamp",
    "invalid_utf8",
    "lone_surrogate",
    "malformed_json",
    "malformed_row",
    "missing_field",
    "missing_id",
    "not_an_object",
    "nul_character",
    "out_of_range",
    "too_deep",
    "too_long",
    "unknown_value",
    "wrong_type",
]

#: A sample is taken from that many blocks at most.
_BLOCKS_SAMPLED = 8

#: Values shown to a person are cut to this many characters.
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Unparsed:
    """Stands where a record should be that could not be read at all."""

    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Damaged:
    """A record that holds what the store cannot: NUL characters, halves of characters, NaN.

    `not_utf8`: its bytes were not UTF-8; each bad byte became a lone surrogate (PEP 383).
    """

    record: Any
    not_utf8: bool = False


@dataclass(frozen=True, slots=True)
class RawBlock:
    """Records in the order of the source: objects, `Damaged` ones and `Unparsed` ones.

    Texts of records that are not `Damaged` hold neither NUL characters nor lone surrogates.
    `unit` and `numbers` tell the place of each ("line 21", "key 7f3a"), `raws` its bytes as
    they came; `consumed` is how many bytes of the file were read up to the end of this block.
    """

    records: Sequence[Any]
    numbers: Sequence[Any]
    unit: str
    raws: Sequence[bytes]
    consumed: int

    def place(self, index: int) -> str:
        """Return where in the source a record stands."""
        return f"{self.unit} {self.numbers[index]}"


@dataclass(frozen=True, slots=True)
class BrokenOff:
    """The source ended too early; what could be read has been handed over."""

    detail: str


class RecordFile(Protocol):
    """A file whose format is known: it can be sampled, and read from the start at any time.

    `size` is in bytes of the file itself; `notes` say in words what was found out about it.
    """

    @property
    def path(self) -> Path: ...
    @property
    def size(self) -> int: ...
    @property
    def notation(self) -> Notation: ...
    @property
    def notes(self) -> tuple[str, ...]: ...

    def blocks(self) -> Iterator[RawBlock | BrokenOff]:
        """Give the records, at most about a thousand at a time. Raises UnreadableFile."""
        ...


@dataclass(frozen=True, slots=True)
class Repair:
    """One field that was not kept as it came: why, and its value before and after, to be shown."""

    field: str
    reason: Reason
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """A row that was taken with repairs; `index` is its place in `NormalisedBlock.rows`."""

    index: int
    place: str
    repairs: tuple[Repair, ...]


@dataclass(frozen=True, slots=True)
class NormalisedBlock:
    """Every record of a raw block is either a row, repaired or not, or refused.

    `kept[i]` is the index in `raw` that row i came from.
    """

    raw: RawBlock
    rows: Sequence[SourceRow]
    kept: Sequence[int]
    repaired: tuple[Repaired, ...] = ()
    refused: tuple[Refused, ...] = ()

    def refuse_repeat(self, index: int) -> Refused:
        """Return the refusal of row `index`, whose id another row of this source took already."""
        origin = self.kept[index]
        shown = shorten(self.rows[index].external_id)
        detail = f"Another row of this source has the id {shown} already; the first one was kept."
        return Refused(self.raw.place(origin), "duplicate_id", detail, self.raw.raws[origin])


def sampled(file: RecordFile, most: int = 2000) -> list[dict[str, Any]]:
    """Return the objects among the first records of a file, for guessing a mapping."""
    blocks = islice(file.blocks(), _BLOCKS_SAMPLED)
    records = (r for block in blocks if isinstance(block, RawBlock) for r in block.records)
    return [*islice(filter(_is_object, map(bare, records)), most)]


def bare(record: Any) -> Any:
    """Return the record itself, damaged or not."""
    return record.record if isinstance(record, Damaged) else record


def screened(rows: Sequence[dict[str, Any]]) -> Sequence[Any]:
    """Return rows of a database, those with NUL characters or lone surrogates as `Damaged`."""
    return rows if _is_sound(rows) else [row if _is_sound(row) else Damaged(row) for row in rows]


def _is_sound(value: Any) -> bool:
    try:
        return b"\\u0000" not in orjson.dumps(value, default=str)
    except TypeError:
        return False


def _is_object(record: Any) -> bool:
    return isinstance(record, dict)


def shown(value: Any) -> str:
    """Return a value as a person reads it in a list of repairs: JSON, cut where it is long."""
    try:
        return shorten(json.dumps(value, ensure_ascii=False, default=str))
    except RecursionError:
        return f"{type(value).__name__} nested too deep to be shown"


def shorten(text: str) -> str:
    """Return the text with an ellipsis in place of what is too long, in characters that print."""
    cut = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return cut.encode("utf-8", "backslashreplace").decode()


def as_json(record: Any) -> bytes:
    """Return a record as JSON, whatever it holds; values that JSON does not have become text."""
    try:
        return orjson.dumps(bare(record), default=str)
    except TypeError:
        return _as_any_json(bare(record))


def _as_any_json(value: Any) -> bytes:
    try:
        return json.dumps(value, default=str).encode()
    except RecursionError:
        return b'"nested too deep to be written down"'


@dataclass(frozen=True, slots=True)
class Deferred(Sequence[bytes]):
    """The raw bytes of records, made only for those that are asked for."""

    items: Sequence[Any]
    make: Callable[[Any], bytes] = as_json

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> "Deferred": ...
    def __getitem__(self, index: int | slice) -> "bytes | Deferred":
        if isinstance(index, slice):
            return Deferred(self.items[index], self.make)
        return self.make(self.items[index])
