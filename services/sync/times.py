"""Moments as sources write them: ISO 8601, dates and times of a database, counts since 1970."""

from datetime import UTC, date, datetime, time

from reviewer.domain.moments import SECOND, to_micros

EARLIEST = to_micros(datetime.min.replace(tzinfo=UTC))
LATEST = to_micros(datetime.max.replace(tzinfo=UTC))

#: A count since 1970 is told from its size: these are the years 1973 to 5138 in each unit.
_UNITS = ((10**8, 10**11, SECOND), (10**11, 10**14, 1000), (10**14, 10**17, 1))

#: Fewer digits are a date without separators.
_FEWEST_DIGITS_OF_A_COUNT = 9


def micros_of(moment: datetime) -> int:
    """Return microseconds UTC; a moment without a zone is in UTC. Raises ValueError.

    A moment that falls outside of the years 1 to 9999 once it is moved to UTC is refused.
    """
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    micros = to_micros(zoned)
    if not EARLIEST <= micros <= LATEST:
        raise ValueError(moment)
    return micros


def micros_of_text(text: str) -> int:
    """Return microseconds UTC of ISO 8601, to the microsecond below. Raises ValueError.

    A bare date is its first moment.
    """
    stripped = text.strip()
    for name in (" UTC", " GMT"):
        stripped = stripped.removesuffix(name)
    if is_count(stripped):
        raise ValueError(text)
    return micros_of(datetime.fromisoformat(stripped))


def micros_of_day(day: date) -> int:
    """Return the first microsecond of a day in UTC."""
    return to_micros(datetime.combine(day, time.min, tzinfo=UTC))


def is_count(text: str) -> bool:
    """Tell whether a text is a count of seconds or parts of them since 1970."""
    return len(text) >= _FEWEST_DIGITS_OF_A_COUNT and text.isascii() and text.isdigit()


def micros_of_count(count: float) -> int:
    """Return microseconds UTC of seconds, milliseconds or microseconds since 1970.

    The unit is told by the size. Raises ValueError where no unit gives a plausible year.
    """
    for least, most, factor in _UNITS:
        if least <= count < most:
            return round(count * factor)
    raise ValueError(count)
