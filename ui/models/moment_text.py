"""Moments as a person reads them: in the local time zone."""

from datetime import date, datetime

from reviewer.domain.moments import from_micros

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def local_text(at: int, now: int) -> str:
    """Return a moment in microseconds UTC as `7 Sep 12:53`, with the year where it is another."""
    moment = _local(at)
    year = "" if moment.year == _local(now).year else f" {moment.year}"
    return f"{moment.day} {_MONTHS[moment.month - 1]}{year} {moment:%H:%M}"


def exact_text(at: int) -> str:
    """Return a moment to the second, with its offset: `2026-09-07 12:53:08 +02:00`."""
    moment = _local(at)
    offset = f"{moment:%z}"
    return f"{moment:%Y-%m-%d %H:%M:%S} {offset[:3]}:{offset[3:5]}"


def _local(at: int) -> datetime:
    return from_micros(at).astimezone()


def day_text(at: int) -> str:
    """Return the day of a moment in microseconds UTC as `7 Sep 2026`."""
    moment = _local(at)
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def short_date(day: date) -> str:
    """Return a day without its year: `7 Sep`."""
    return f"{day.day} {_MONTHS[day.month - 1]}"
