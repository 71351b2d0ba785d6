"""What a snooze says of when its reply comes back, in sentences for people."""

from datetime import datetime, timedelta, tzinfo

from reviewer.domain.moments import from_micros
from reviewer.domain.snooze import Snooze, WakeOn, WokenBy

_EVENTS = {
    WakeOn.NEW_VERSION: "when there is a new assistant version",
    WakeOn.CLUSTER_FIXED: "when its failure cluster got a fix",
    WakeOn.CUSTOMER_REPLIED: "when the customer replies",
}
_WOKEN = {
    WokenBy.TIME: "its time came",
    WokenBy.NEW_VERSION: "there is a new assistant version",
    WokenBy.CLUSTER_FIXED: "its failure cluster got a fix",
    WokenBy.CUSTOMER_REPLIED: "the customer replied",
    WokenBy.PERSON: "somebody woke it",
}


def comes_back(snooze: Snooze, now: int, zone: tzinfo | None = None) -> str:
    """Return a sentence such as “Comes back tomorrow at 09:00, or when the customer replies.”

    Moments are named in the time zone, by default this computer's. Empty where nothing would
    ever end the snooze.
    """
    ends = [] if snooze.until is None else [moment_words(snooze.until, now, zone)]
    ends += [words for event, words in _EVENTS.items() if event in snooze.wake_on]
    if not ends:
        return ""
    first = ", whichever is first" if len(ends) > 1 else ""
    return f"Comes back {', or '.join(ends)}{first}."


def woken_words(woken_by: str | None) -> str:
    """Return why a snooze ended, as the end of a sentence that begins with “because”."""
    words = (words for by, words in _WOKEN.items() if by == woken_by)
    return next(words, "its snooze ended")


def moment_words(moment: int, now: int, zone: tzinfo | None = None) -> str:
    """Return a moment as “today at 15:30”, “on Monday, 30 November at 09:00”."""
    then, today = from_micros(moment).astimezone(zone), from_micros(now).astimezone(zone)
    days = (then.date() - today.date()) // timedelta(days=1)
    match days:
        case 0:
            day = "today"
        case 1:
            day = "tomorrow"
        case _:
            day = f"on {_date(then, today)}"
    return f"{day} at {then:%H:%M}"


def _date(then: datetime, today: datetime) -> str:
    year = "" if then.year == today.year else f" {then.year}"
    return f"{then:%A}, {then.day} {then:%B}{year}"
