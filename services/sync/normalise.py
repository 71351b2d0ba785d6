"""From records as they came to rows as the store keeps them.

Two paths with one outcome: the swift one cleans whole columns of a block, the careful one takes
for itself what is not clean. What is said of a value never depends on its neighbours.
"""

from collections.abc import Iterator
from typing import Any

from reviewer.domain.intake import Refused
from reviewer.domain.interaction import SourceRow
from services.sync.careful import Accepted, read_carefully
from services.sync.fixes import Refusal
from services.sync.mapping import Mapping
from services.sync.notation import Notation
from services.sync.plan import plan_of
from services.sync.records import NormalisedBlock, RawBlock, Repaired
from services.sync.swift import Swept, SwiftReader, row_of


class Normaliser:
    """Turns records into rows, by a mapping, for sources of one notation."""

    def __init__(self, mapping: Mapping, notation: Notation) -> None:
        self._plan = plan_of(mapping, notation)
        self._swift = SwiftReader(self._plan)

    def block(self, raw: RawBlock) -> NormalisedBlock:
        """Return the rows of a block, with what was repaired and what was refused."""
        objects = [record for record in raw.records if type(record) is dict]
        swept = self._swift.sweep(objects)
        if not swept.suspects and len(objects) == len(raw.records):
            return NormalisedBlock(raw, swept.rows(), range(len(objects)))
        return _sorted_out(raw, self._outcomes(raw, swept))

    def one(self, record: Any, raw: bytes = b"") -> Accepted | Refusal:
        """Return the row of one record, or why there is none. `raw` is its JSON, if it has one."""
        return read_carefully(self._plan, record, raw)

    def _outcomes(self, raw: RawBlock, swept: Swept) -> Iterator[SourceRow | Accepted | Refusal]:
        swept_ones = enumerate(swept.values)
        for index, record in enumerate(raw.records):
            place, known = next(swept_ones) if type(record) is dict else (None, None)
            if known is None or place in swept.suspects:
                yield read_carefully(self._plan, record, raw.raws[index], known)
            else:
                yield row_of(known)


def _sorted_out(
    raw: RawBlock, outcomes: Iterator[SourceRow | Accepted | Refusal]
) -> NormalisedBlock:
    rows: list[SourceRow] = []
    kept: list[int] = []
    repaired: list[Repaired] = []
    refused: list[Refused] = []
    for index, outcome in enumerate(outcomes):
        match outcome:
            case Refusal(reason, detail):
                refused.append(Refused(raw.place(index), reason, detail, raw.raws[index]))
                continue
            case Accepted(row, repairs) if repairs:
                repaired.append(Repaired(len(rows), raw.place(index), repairs))
            case Accepted(row) | row:
                pass
        rows.append(row)
        kept.append(index)
    return NormalisedBlock(raw, rows, kept, tuple(repaired), tuple(refused))
