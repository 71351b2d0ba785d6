"""One way to narrow a list, with the settings that can be chosen for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from reviewer.domain.filters import Facet
from reviewer.domain.moments import from_micros
from ui.models.moment_text import day_text
from ui.models.queue_text import one_line, topic_words
from ui.widgets.choice import Change, Choice, F

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

#: Fields whose values are words joined by underscores.
_NAMED = ("topic", "channel")


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to narrow the list: `nothing` is its setting that asks for nothing."""

    id: str
    title: str
    nothing: Choice
    choices: tuple[Choice, ...] = ()

    def chosen(self, wanted: "DataclassInstance") -> Choice | None:
        """Return the choice that a filter has made here; None for no choice."""
        if self.nothing.change.holds(wanted):
            return None
        known = (choice for choice in self.choices if choice.change.holds(wanted))
        return next(known, None) or self._unknown(wanted)

    def clear(self, wanted: F) -> F:
        """Return the filter without what it asks for here."""
        return self.nothing.change.apply(wanted)

    def _unknown(self, wanted: "DataclassInstance") -> Choice:
        """Return a choice that is none of those offered, such as a range somebody typed."""
        values = tuple((name, getattr(wanted, name)) for name, _ in self.nothing.change.values)
        words = _described(values)
        return Choice(words, Change(values), shown=f"{self.title} {words}")


def setting(field: str, value: Any) -> Change:
    """Return the setting of one field."""
    return Change(((field, value),))


def switch(field: str, title: str, turned_on: str) -> Dimension:
    """Return the dimension of a field that is on or off."""
    off, on = (Change(((field, value),)) for value in (False, True))
    return Dimension(field, title, Choice("Whether or not", off), (Choice(turned_on, on),))


def value_choices(field: str, values: Iterable[Facet]) -> tuple[Choice, ...]:
    """Return a choice for each value of a field, with how many rows it has."""
    named = topic_words if field in _NAMED else one_line
    return tuple(
        Choice(
            named(facet.value),
            setting(field, facet.value),
            facet.rows,
            f"Feedback: {facet.value}" if field == "feedback" else "",
        )
        for facet in values
    )


def of_values(field: str, title: str, nothing: str, values: Iterable[Facet] = ()) -> Dimension:
    """Return the dimension of a field that takes one of some values."""
    return Dimension(
        field, title, Choice(nothing, setting(field, None)), value_choices(field, values)
    )


def confidences() -> Dimension:
    """Return the ranges of a confidence."""
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


def date_range(since: int | None, until: int | None) -> Change:
    """Return the setting of a range of moments in microseconds UTC, without its upper end."""
    return Change((("since", since), ("until", until)))


def _described(values: tuple[tuple[str, Any], ...]) -> str:
    given = dict(values)
    if "since" in given:
        return dates_text(given["since"], given.get("until"))
    if "confidence_from" not in given:
        return one_line(str(values[0][1]))
    lowest, below = given["confidence_from"] or 0.0, given["confidence_below"]
    return f"{lowest:.2f} and above" if below is None else f"{lowest:.2f} to {below:.2f}"


def dates_text(since: int | None, until: int | None) -> str:
    """Return a range of days as `1 Sep to 7 Sep`, both included, in the local time zone."""
    first = "" if since is None else day_text(since)
    last = "" if until is None else day_text(until - 1)
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first}" if first else f"until {last}"


def days_before(now: int, days: int) -> int:
    """Return when the day so many days before that of `now` began here, in microseconds UTC."""
    here = from_micros(now).astimezone()
    day = (here - timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0)
    return round(day.timestamp()) * 1_000_000
