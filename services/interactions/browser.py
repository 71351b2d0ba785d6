"""All interactions, by filter and full text: ids at once, lines by the page, facets, copies."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewer.domain.filters import Facet, Filter
from reviewer.domain.moments import now_micros
from reviewer.domain.queue import QueueCounts, QueueItem
from reviewer.store import interactions, triage
from reviewer.store.store import Store
from services.interactions.facet_counts import FacetCounts

if TYPE_CHECKING:
    from array import array

REPLY_EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: the item as queues show it, and the beginning of the AI's reply."""

    item: QueueItem
    reply: str | None


@dataclass(frozen=True, slots=True)
class Facets:
    """The values that a list can be narrowed to, most frequent first."""

    topics: tuple[Facet, ...]
    versions: tuple[Facet, ...]
    channels: tuple[Facet, ...]
    languages: tuple[Facet, ...]
    feedbacks: tuple[Facet, ...]
    queues: QueueCounts


class InteractionBrowser:
    """Reads at once on the caller's thread: not for the GUI thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._facets = FacetCounts(store)

    def row_ids(self, wanted: Filter, limit: int | None = None) -> "array[int]":
        """Return the row ids that fit, newest first, as 8-byte ints: a million take 8 MB."""
        from reviewer.store import search

        with self._store.reading() as connection:
            return search.row_ids(connection, wanted, now_micros(), limit)

    def lines(self, row_ids: Sequence[int]) -> dict[int, Line]:
        """Return one line each for some interactions, by row id."""
        with self._store.reading() as connection:
            items = triage.states_of(connection, row_ids)
            replies = interactions.reply_excerpts(connection, row_ids, REPLY_EXCERPT)
        return {row_id: Line(item, replies.get(row_id)) for row_id, item in items.items()}

    def facets(self) -> Facets:
        """Count the values of the columns that a list can be narrowed by."""
        while (facets := self.facets_so_far()) is None:
            pass
        return facets

    def facets_so_far(self) -> Facets | None:
        """Count a part of them, a fraction of a second long; None while parts are missing."""
        counted = self._facets.count_part()
        if counted is None:
            return None
        with self._store.reading() as connection:
            queues = triage.queue_counts(connection, now_micros())
        topics, versions, channels, languages, feedbacks = counted
        judged = {facet.value: facet.rows for facet in feedbacks}
        both = tuple(Facet(value, judged.get(value, 0)) for value in ("yes", "no"))
        return Facets(topics, versions, channels, languages, both, queues)

    def copied(self, row_ids: Sequence[int]) -> str:
        """Return interactions as tab-separated text; at most `MOST_COPIED`, the first ones."""
        from services.interactions.copying import MOST_COPIED, as_table

        with self._store.reading() as connection:
            return as_table(connection, row_ids[:MOST_COPIED])
