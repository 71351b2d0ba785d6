"""When conversations happen, and which version of the assistant answers them."""

from datetime import UTC, datetime, timedelta
from random import Random

WINDOW = timedelta(weeks=10)
SURGE = timedelta(weeks=1)

# Busier on Monday than on Sunday; two peaks a day, late morning and evening, in UTC.
_BY_WEEKDAY = (1.25, 1.15, 1.05, 1.0, 0.95, 0.7, 0.6)
_BY_HOUR = (3, 2, 1, 1, 1, 2, 5, 11, 20, 28, 32, 31, 26, 24, 25, 26, 25, 24, 26, 30, 29, 22, 13, 6)

# Days before `until` on which a version goes live, and the share of a canary before that.
_V11_DAYS, _V20_DAYS, _CANARY_DAYS, _CANARY_SHARE = 46, 21, 26, 0.15

_SECOND = timedelta(seconds=1)
_DELAYS = {  # seconds between a reply and the customer's next message: shortest, longest
    "email": (2 * 3600, 20 * 3600),
    "whatsapp": (40, 25 * 60),
}
_CHAT_DELAY = (12, 240)


def pick_start(rng: Random, until: datetime) -> datetime:
    """Return a moment in the ten weeks before `until`, weighted by weekday and hour."""
    days = [until - timedelta(days=n) for n in range(WINDOW.days + 1)]
    while True:
        (day,) = rng.choices(days, [_BY_WEEKDAY[day.weekday()] for day in days])
        (hour,) = rng.choices(range(24), _BY_HOUR)
        moment = day.replace(hour=hour, minute=rng.randrange(60), second=rng.randrange(60))
        if until - WINDOW <= moment < until:
            return moment.astimezone(UTC).replace(microsecond=0)


def in_surge(moment: datetime, until: datetime) -> bool:
    """Tell whether the trending topic trends at that moment: in the last week."""
    return moment >= until - SURGE


def pick_version(rng: Random, moment: datetime, until: datetime) -> str:
    """Return the version that answers a conversation begun at that moment."""
    days = (until - moment) / timedelta(days=1)
    if days <= _V20_DAYS or (days <= _CANARY_DAYS and rng.random() < _CANARY_SHARE):
        return "v2.0"
    return "v1.1" if days <= _V11_DAYS else "v1.0"


def answering_time(rng: Random, channel: str, *, by_agent: bool) -> timedelta:
    """Return how long a reply takes: seconds by the assistant alone, minutes by an agent."""
    if not by_agent:
        return rng.randrange(2, 14) * _SECOND
    longest = 6 * 3600 if channel == "email" else 15 * 60
    return rng.randrange(50, longest) * _SECOND


def pause(rng: Random, channel: str) -> timedelta:
    """Return how long the customer takes until the next message."""
    return rng.randrange(*_DELAYS.get(channel, _CHAT_DELAY)) * _SECOND
