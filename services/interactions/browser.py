"""All interactions, by filter and full text: ids at once, lines by the page, facets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewer.domain.filters import Facet, Filter
from reviewer.domain.moments import now_micros
from reviewer.domain.queue import QueueItem
from reviewer.store import search, triage
from reviewer.store.store import Store

if TYPE_CHECKING:
    from array import array


@dataclass(frozen=True, slots=True)
class Facets:
    """The values that a list can be narrowed to, most frequent first."""

    topics: tuple[Facet, ...]
    versions: tuple[Facet, ...]
    channels: tuple[Facet, ...]
    languages: tuple[Facet, ...]


class InteractionBrowser:
    """Reads at once on the caller's thread: not for the GUI thread."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def row_ids(self, wanted: Filter, limit: int | None = None) -> "array[int]":
        """Return the row ids that fit, newest first, as 8-byte ints: a million take 8 MB."""
        with self._store.reading() as connection:
            return search.row_ids(connection, wanted, now_micros(), limit)

    def lines(self, row_ids: Sequence[int]) -> dict[int, QueueItem]:
        """Return one line each for some interactions, by row id."""
        with self._store.reading() as connection:
            return triage.states_of(connection, row_ids)

    def facets(self) -> Facets:
        """Count the values of the columns that a list can be narrowed by."""
        with self._store.reading() as connection:
            return Facets(*(search.facets(connection, column) for column in search.FACETS))
