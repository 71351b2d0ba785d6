"""The path of clean rows: a block is read column by column, with no Python call per field."""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import Enum
from functools import partial
from operator import itemgetter
from typing import Any

from reviewer.domain.interaction import SourceRow
from services.sync.clean import UNCLEAN, Cleaner, Column
from services.sync.json_text import canonical
from services.sync.paths import Path, Used, rest, walk
from services.sync.plan import Plan

Record = dict[str, Any]

#: A tuple of values per record, and whether the records hold nothing else.
Extract = Callable[[Sequence[Record]], tuple[Sequence[tuple[Any, ...]], bool]]

#: Makes a row of a tuple whose length is known to be right, without a call in Python.
row_of: Callable[[tuple[Any, ...]], SourceRow] = partial(tuple.__new__, SourceRow)


class Unread(Enum):
    """Stands where a value was not clean."""

    UNREAD = "unread"


UNREAD = Unread.UNREAD


@dataclass(frozen=True, slots=True)
class Swept:
    """The values of each record in the order of `SourceRow`; in `suspects` some are unread."""

    values: Iterator[tuple[Any, ...]]
    suspects: Set[int]

    def rows(self) -> list[SourceRow]:
        """Return the rows; only where there are no suspects."""
        return [*map(row_of, self.values)]


class SwiftReader:
    """Reads blocks of objects whose texts hold neither NUL characters nor lone surrogates."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._extract = _extractor([part.path for part in plan.parts if part.path])

    def sweep(self, records: Sequence[Record]) -> Swept:
        """Return the clean values of all records, and which records have others."""
        columns: list[Column] = []
        suspects: set[int] = set()
        for clean, column in self._columns(records):
            try:
                columns.append(clean(column))
            except UNCLEAN:
                columns.append(values := _one_by_one(clean, column))
                suspects.update(i for i, value in enumerate(values) if value is UNREAD)
        return Swept(zip(*columns, strict=True), suspects)

    def _columns(self, records: Sequence[Record]) -> Iterator[tuple[Cleaner, Column]]:
        values, whole = self._extract(records)
        columns = zip(*values, strict=True)
        nothing = (None,) * len(records)
        for part in self._plan.parts:
            if part.path:
                yield part.clean, next(columns, nothing)
            else:
                yield part.clean, nothing if whole else [*map(part.value_in, records)]
        yield _extras, nothing if whole else _leftovers(records, self._plan.used)


def _one_by_one(clean: Cleaner, column: Column) -> list[Any]:
    return [_read_or_not(clean, value) for value in column]


def _read_or_not(clean: Cleaner, value: Any) -> Any:
    try:
        return clean((value,))[0]
    except UNCLEAN:
        return UNREAD


def _leftovers(records: Sequence[Record], used: Used) -> Column:
    return [rest(record, used) for record in records]


def _extras(values: Column) -> Column:
    return [canonical(value) if value else None for value in values]


def _extractor(paths: Sequence[Path]) -> Extract:
    if len(paths) > 1 and all(len(path) == 1 for path in paths):
        return _flat_extractor([path[0] for path in paths])
    return lambda records: ([tuple([walk(r, path) for path in paths]) for r in records], False)


def _flat_extractor(keys: Sequence[str]) -> Extract:
    get, size = itemgetter(*keys), {len(set(keys))}

    def extract(records: Sequence[Record]) -> tuple[Sequence[tuple[Any, ...]], bool]:
        try:
            return [*map(get, records)], {*map(len, records)} == size
        except KeyError:
            return [tuple(map(record.get, keys)) for record in records], False

    return extract
