"""Counts of the values that a list can be narrowed to, kept block by block.

To count all of a million rows takes seconds, so it is done once, a bounded part at a time; after
a change only those blocks are counted again that it touched.
"""

from collections import Counter
from threading import Lock
from time import monotonic

from reviewer.domain.changes import Changed
from reviewer.domain.filters import Facet
from reviewer.store import interactions
from reviewer.store.facet_blocks import BlockCounts, block_of, count_block
from reviewer.store.store import Store

#: Seconds of one part: another read may come in between.
PART_SECONDS = 0.2
MOST_VALUES = 200

Values = tuple[Facet, ...]


class FacetCounts:
    """Safe from any thread; one part is counted at a time."""

    def __init__(self, store: Store, part_seconds: float = PART_SECONDS) -> None:
        self._store, self._part_seconds = store, part_seconds
        self._blocks: dict[int, BlockCounts] = {}
        self._stale: set[int] = set()
        self._all_stale = False
        self._marking, self._counting = Lock(), Lock()
        store.subscribe(self._mark)

    def count_part(self) -> tuple[Values, ...] | None:
        """Count one more part; return the values of each column once all is counted, else None.

        The columns are those of `facet_blocks.COLUMNS`, the values the most frequent first.
        """
        with self._counting:
            stale = self._take_stale()
            try:
                done = self._recount(stale)
            finally:
                self._put_back(stale)
            return self._summed() if done else None

    def _recount(self, stale: set[int]) -> bool:
        """Count blocks anew until the time is up, those that are new included; tell if all."""
        end = monotonic() + self._part_seconds
        with self._store.reading() as connection:
            last = block_of(interactions.last_row(connection))
            stale |= set(range(last + 1)) - self._blocks.keys()
            for block in sorted(stale, reverse=True):
                self._blocks[block] = count_block(connection, block)
                stale.discard(block)
                if stale and monotonic() > end:
                    return False
        return True

    def _summed(self) -> tuple[Values, ...]:
        columns = zip(*(block.columns for block in self._blocks.values()), strict=True)
        return tuple(_facets(column) for column in columns)

    def _mark(self, changed: Changed) -> None:
        if not (changed.interactions or changed.reviews or changed.settings):
            return
        with self._marking:
            if changed.row_ids is None:
                self._all_stale = True
            else:
                self._stale.update(map(block_of, changed.row_ids))

    def _take_stale(self) -> set[int]:
        """Take what is stale before a view of the store is opened: what changes later is marked."""
        with self._marking:
            stale, self._stale = self._stale, set()
            if self._all_stale:
                stale |= self._blocks.keys()
            self._all_stale = False
        return stale

    def _put_back(self, stale: set[int]) -> None:
        with self._marking:
            self._stale |= stale


def _facets(column: tuple[Counter[str], ...]) -> Values:
    total: Counter[str] = Counter()
    for counted in column:
        total.update(counted)
    ordered = sorted(total.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Facet(value, rows) for value, rows in ordered[:MOST_VALUES])
