"""What a queue can be narrowed to, with how many rows each value has there."""

from dataclasses import dataclass
from typing import TypeAlias

from reviewer.domain.filters import Facet, Filter, PersonFacet
from reviewer.domain.moments import now_micros
from reviewer.domain.queue import QueueCounts
from reviewer.store import queue_facets
from reviewer.store.store import Store

Values: TypeAlias = tuple[Facet, ...] | tuple[PersonFacet, ...]


@dataclass(frozen=True, slots=True)
class QueueFacets:
    """Reads at once on the caller's thread: up to a second at a million rows."""

    store: Store

    def values(self, field: str, wanted: Filter) -> Values:
        """Return the values of a filter's field among what fits its other fields and its queue.

        Of reviewers: whoever has standing reviews, whatever the filter asks for.
        """
        with self.store.reading() as connection:
            match field:
                case "reviewer":
                    return queue_facets.reviewers_of(connection)
                case "tag":
                    return queue_facets.tags_of(connection, wanted, now_micros())
            return queue_facets.values_of(connection, field, wanted, now_micros())

    def counts(self, wanted: Filter) -> QueueCounts:
        """Count by queue what fits a filter, whose own queue does not matter."""
        with self.store.reading() as connection:
            return queue_facets.narrowed_counts(connection, wanted, now_micros())
