"""What a filter can be set to: values with how many rows each has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer.domain.filters import Facet, Filter
from reviewer.domain.queue import Queue
from services.interactions.browser import Facets
from ui.models.queue_text import one_line, topic_words
from ui.widgets.choice import Change, Choice


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to narrow the list: `nothing` is its setting that asks for nothing."""

    id: str
    title: str
    nothing: Choice
    choices: tuple[Choice, ...] = ()

    def chosen(self, wanted: Filter) -> Choice | None:
        """Return the choice that a filter has made here; None for no choice."""
        if self.nothing.change.holds(wanted):
            return None
        known = (choice for choice in self.choices if choice.change.holds(wanted))
        return next(known, None) or self._unknown(wanted)

    def _unknown(self, wanted: Filter) -> Choice:
        """Return a choice that is none of those offered, such as a range somebody typed."""
        values = tuple((name, getattr(wanted, name)) for name, _ in self.nothing.change.values)
        words = _described(values)
        return Choice(words, Change(values), shown=f"{self.title} {words}")


def dimensions(facets: Facets | None) -> tuple[Dimension, ...]:
    """Return all ways to narrow the list; those without a value to choose have no choices."""
    return tuple(_dimensions(facets))


def _dimensions(facets: Facets | None) -> Iterator[Dimension]:
    yield _queues(facets)
    yield _values("topic", "Topic", "Any topic", facets.topics if facets else ())
    yield _values("assistant_version", "Version", "Any version", facets.versions if facets else ())
    yield _values("channel", "Channel", "Any channel", facets.channels if facets else ())
    yield _values("language", "Language", "Any language", facets.languages if facets else ())
    yield _values("feedback", "Feedback", "Any feedback", facets.feedbacks if facets else ())
    yield _confidences()


def _queues(facets: Facets | None) -> Dimension:
    titles = {
        Queue.DUE: "Due",
        Queue.SNOOZED: "Snoozed",
        Queue.NEW: "New",
        Queue.REVIEWED: "Reviewed",
    }
    choices = (
        Choice(title, _set("queue", queue), facets.queues.of(queue) if facets else None)
        for queue, title in titles.items()
    )
    return Dimension("queue", "Queue", Choice("Any queue", _set("queue", Queue.ALL)), (*choices,))


def _values(field: str, title: str, nothing: str, values: Sequence[Facet]) -> Dimension:
    named = topic_words if field in ("topic", "channel") else one_line
    choices = (
        Choice(
            named(facet.value),
            _set(field, facet.value),
            facet.rows,
            f"Feedback: {facet.value}" if field == "feedback" else "",
        )
        for facet in values
    )
    return Dimension(field, title, Choice(nothing, _set(field, None)), tuple(choices))


def _confidences() -> Dimension:
    choices = (
        _confidence("Below 0.30", confidence_range(None, 0.3)),
        _confidence("0.30 to 0.60", confidence_range(0.3, 0.6)),
        _confidence("0.60 and above", confidence_range(0.6, None)),
        _confidence("Unavailable", confidence_range(None, None, without=True)),
    )
    nothing = Choice("Any confidence", confidence_range(None, None))
    return Dimension("confidence", "Confidence", nothing, choices)


def _confidence(title: str, change: Change) -> Choice:
    return Choice(title, change, shown=f"Confidence {title.lower()}")


def confidence_range(lowest: float | None, below: float | None, *, without: bool = False) -> Change:
    """Return the setting of a range of confidence; its upper end does not belong to it."""
    return Change(
        (
            ("confidence_from", lowest),
            ("confidence_below", below),
            ("without_confidence", without),
        )
    )


def _set(field: str, value: Any) -> Change:
    return Change(((field, value),))


def _described(values: tuple[tuple[str, Any], ...]) -> str:
    given = dict(values)
    if "confidence_from" not in given:
        return one_line(str(values[0][1]))
    lowest, below = given["confidence_from"] or 0.0, given["confidence_below"]
    return f"{lowest:.2f} and above" if below is None else f"{lowest:.2f} to {below:.2f}"
