"""What a leaderboard can be narrowed to, and its orders."""

from collections.abc import Iterable, Iterator

from reviewer.domain.filters import Facet
from reviewer.domain.improvement import ImprovementState
from reviewer.domain.review import FAILURE_CATEGORIES
from services.assistant.board_pages import BoardFacets
from ui.models.queue_text import one_line
from ui.widgets.choice import Choice
from ui.widgets.dimension import Dimension, days_before, of_values, setting

#: The orders of `Board`, with what they are called.
ORDERS = {"gain": "Largest gain", "smallest": "Smallest gain", "newest": "Newest"}
STATES = {
    ImprovementState.PROPOSED: "Proposed",
    ImprovementState.ACCEPTED: "Accepted",
    ImprovementState.DISCARDED: "Discarded",
}
GAINS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)
DAYS = (7, 30, 90)


def dimensions(facets: BoardFacets | None, now: int) -> tuple[Dimension, ...]:
    """Return all ways to narrow the board; moments are microseconds UTC."""
    return tuple(_dimensions(facets, now))


def _dimensions(facets: BoardFacets | None, now: int) -> Iterator[Dimension]:
    yield _states(facets)
    yield of_values("topic", "Topic", "Any topic", facets.topics if facets else ())
    yield _categories(facets.categories if facets else ())
    versions = facets.versions if facets else ()
    yield of_values("assistant_version", "Version", "Any version", versions)
    yield _gains()
    yield _spans(now)


def category_title(key: str | None) -> str:
    """Return a category as a person reads it; "" for none."""
    return "" if key is None else FAILURE_CATEGORIES.get(key, one_line(key))


def _states(facets: BoardFacets | None) -> Dimension:
    counted = dict(facets.states) if facets else {}
    choices = (
        Choice(title, setting("state", state), counted.get(state))
        for state, title in STATES.items()
    )
    return Dimension("state", "State", Choice("Not discarded", setting("state", None)), (*choices,))


def _categories(values: Iterable[Facet]) -> Dimension:
    choices = (
        Choice(category_title(one.value), setting("category", one.value), one.rows)
        for one in values
    )
    nothing = Choice("Any category", setting("category", None))
    return Dimension("category", "Category", nothing, (*choices,))


def _gains() -> Dimension:
    choices = (
        Choice(f"{gain:g} or more", setting("least_gain", gain), shown=f"Gain {gain:g} or more")
        for gain in GAINS
    )
    return Dimension(
        "least_gain", "Least gain", Choice("Any gain", setting("least_gain", None)), (*choices,)
    )


def _spans(now: int) -> Dimension:
    choices = (
        Choice(f"Last {days} days", setting("since", days_before(now, days))) for days in DAYS
    )
    return Dimension("since", "Since", Choice("Any time", setting("since", None)), (*choices,))
