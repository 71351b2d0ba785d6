"""What the list can be set to: values with how many rows each has."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from reviewer.domain.queue import Queue
from services.interactions.browser import Facets
from ui.widgets.choice import Choice
from ui.widgets.dimension import Dimension, confidences, of_values, setting


def dimensions(
    facets: Facets | None, clusters: Mapping[UUID, str] | None = None
) -> tuple[Dimension, ...]:
    """Return all ways to narrow the list; those without a value to choose have no choices.

    `clusters` are the names of the failure clusters that somebody came here to look at.
    """
    return (*_dimensions(facets), _clusters(clusters or {}))


def _dimensions(facets: Facets | None) -> Iterator[Dimension]:
    yield _queues(facets)
    yield of_values("topic", "Topic", "Any topic", facets.topics if facets else ())
    versions = facets.versions if facets else ()
    yield of_values("assistant_version", "Version", "Any version", versions)
    yield of_values("channel", "Channel", "Any channel", facets.channels if facets else ())
    yield of_values("language", "Language", "Any language", facets.languages if facets else ())
    yield of_values("feedback", "Feedback", "Any feedback", facets.feedbacks if facets else ())
    yield confidences()


def _queues(facets: Facets | None) -> Dimension:
    titles = {
        Queue.DUE: "Due",
        Queue.SNOOZED: "Snoozed",
        Queue.NEW: "New",
        Queue.REVIEWED: "Reviewed",
    }
    choices = (
        Choice(title, setting("queue", queue), facets.queues.of(queue) if facets else None)
        for queue, title in titles.items()
    )
    nothing = Choice("Any queue", setting("queue", Queue.ALL))
    return Dimension("queue", "Queue", nothing, (*choices,))


def _clusters(names: Mapping[UUID, str]) -> Dimension:
    choices = (Choice(name, setting("cluster", id_)) for id_, name in names.items())
    return Dimension("cluster", "Cluster", Choice("Any", setting("cluster", None)), (*choices,))
