"""All ways to narrow a queue, and the choices that each offers."""

from collections.abc import Iterator, Sequence

from reviewer.domain.filters import Facet, Filter, PersonFacet
from reviewer.domain.review import FAILURE_CATEGORIES, Decision
from services.triage.facets import Values
from ui.widgets.choice import Choice
from ui.widgets.dimension import (
    Dimension,
    confidences,
    date_range,
    days_before,
    of_values,
    setting,
    switch,
)

#: Ways whose values are counted in the store before they can be chosen.
COUNTED = (
    "topic", "assistant_version", "channel", "language", "feedback", "tag", "category",
    "reviewer", "decision",
)  # fmt: skip
#: Ways that are on or off.
SWITCHES = ("disagreement", "flagged", "put_off")


def queue_dimensions(now: int) -> tuple[Dimension, ...]:
    """Return the ways to narrow a queue, without the values that have to be counted first."""
    return tuple(_dimensions(now))


def _dimensions(now: int) -> Iterator[Dimension]:
    yield of_values("topic", "Topic", "Any topic")
    yield of_values("assistant_version", "Version", "Any version")
    yield of_values("channel", "Channel", "Any channel")
    yield of_values("language", "Language", "Any language")
    yield of_values("feedback", "Feedback", "Any feedback")
    yield confidences()
    yield _dates(now)
    yield of_values("tag", "Tag", "Any tag")
    yield of_values("category", "Category", "Any category")
    yield of_values("decision", "Decision", "Any decision")
    yield of_values("reviewer", "Reviewer", "Any reviewer")
    yield switch("disagreement", "Disagreement", "Reviewers disagree")
    yield switch("flagged", "Flagged", "Flagged to the lead")
    yield switch("put_off", "Put off", "Snoozed by somebody")


def _dates(now: int) -> Dimension:
    ranges = (("Today", 0), ("Last 7 days", 6), ("Last 30 days", 29), ("Last 90 days", 89))
    choices = (Choice(title, date_range(days_before(now, days), None)) for title, days in ranges)
    return Dimension("date", "Date", Choice("Any date", date_range(None, None)), tuple(choices))


def counted_choices(field: str, values: Values) -> tuple[Choice, ...]:
    """Return the choices of a field whose values were counted."""
    match field:
        case "reviewer":
            people = (one for one in values if isinstance(one, PersonFacet))
            return tuple(_person(one) for one in people)
        case "tag" | "category" | "decision":
            facets = (one for one in values if isinstance(one, Facet))
            return tuple(_named(field, one) for one in facets)
    return of_values(field, "", "", [one for one in values if isinstance(one, Facet)]).choices


def _person(one: PersonFacet) -> Choice:
    return Choice(one.name, setting("reviewer", one.id), one.rows, f"Reviewed by {one.name}")


def _named(field: str, facet: Facet) -> Choice:
    title = facet.value
    if field == "category":
        title = FAILURE_CATEGORIES.get(facet.value, facet.value)
    elif field == "decision":
        title = Decision(facet.value).label
    shown = f"#{title}" if field == "tag" else ""
    return Choice(title, setting(field, facet.value), facet.rows, shown)


def chosen_of(ways: Sequence[Dimension], wanted: Filter) -> tuple[tuple[Dimension, Choice], ...]:
    """Return what a filter asks for, way by way; also values that were not counted yet."""
    found = ((way, way.chosen(wanted)) for way in ways)
    return tuple((way, _named_like(way, choice)) for way, choice in found if choice is not None)


def _named_like(way: Dimension, choice: Choice) -> Choice:
    if way.id not in COUNTED or choice in way.choices:
        return choice
    ((_, value),) = choice.change.values
    if way.id == "reviewer":
        return Choice("somebody", choice.change, shown="Reviewed by somebody")
    return counted_choices(way.id, (Facet(value, 0),))[0]
