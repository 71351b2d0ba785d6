"""Moments that people snooze until: later today, tomorrow, Monday, in a week."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from reviewer.domain.moments import from_micros, to_micros

#: When a working day begins, and how far off “later today” is.
MORNING = time(9)
LATER, STEP = timedelta(hours=3), timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class QuickMoment:
    """A moment with the name that people give it; `at` is microseconds UTC."""

    title: str
    at: int


def quick_moments(now: int, zone: tzinfo | None = None) -> tuple[QuickMoment, ...]:
    """Return later today, tomorrow, the next Monday and in a week, as seen from `now`.

    Days begin at 9:00 in the time zone, by default this computer's. Later is three hours from
    now, at the next half hour.
    """
    here = from_micros(now).astimezone(zone)
    today, later = here.date(), _half_hour_after(here + LATER)
    title = "Later today" if later.date() == today else "In three hours"
    monday = today + timedelta(days=7 - today.weekday())
    return (
        QuickMoment(title, to_micros(later)),
        QuickMoment("Tomorrow", _morning(today + timedelta(days=1), zone)),
        QuickMoment("Monday", _morning(monday, zone)),
        QuickMoment("In a week", _morning(today + timedelta(days=7), zone)),
    )


def _half_hour_after(moment: datetime) -> datetime:
    passed = timedelta(minutes=moment.minute, seconds=moment.second) % STEP
    start = moment.replace(microsecond=0) - passed
    return start + STEP if passed or moment.microsecond else start


def _morning(day: date, zone: tzinfo | None) -> int:
    return to_micros(datetime.combine(day, MORNING, zone).astimezone(UTC))
