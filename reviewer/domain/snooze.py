"""A snooze: a stay that a person began, with the reason and with what ends it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from uuid import UUID

from reviewer.domain.moments import from_micros
from reviewer.domain.typed_text import fit
from reviewer.errors import NotPossible


class WakeOn(StrEnum):
    """Events that end a snooze, each by itself; a moment may be set beside them."""

    NEW_VERSION = "new_version"
    CLUSTER_FIXED = "cluster_fixed"
    CUSTOMER_REPLIED = "customer_replied"


class WokenBy(StrEnum):
    """What ended a snooze."""

    TIME = "time"
    NEW_VERSION = "new_version"
    CLUSTER_FIXED = "cluster_fixed"
    CUSTOMER_REPLIED = "customer_replied"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Snooze:
    """What a person asks for. `until` is microseconds UTC; whichever holds first wakes it."""

    until: int | None = None
    wake_on: frozenset[WakeOn] = field(default_factory=frozenset)
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class StoredSnooze:
    """One snooze of an interaction, as it was made. `at` is microseconds UTC."""

    id: UUID
    interaction_id: UUID
    action_id: UUID
    snooze: Snooze
    at: int
    reviewer: str
    standing: bool


#: What ends a snooze, behind “until”.
WAKE_WORDS = {
    WakeOn.NEW_VERSION: "a new version",
    WakeOn.CLUSTER_FIXED: "a fix",
    WakeOn.CUSTOMER_REPLIED: "the customer replies",
}


def settle(snooze: Snooze) -> Snooze:
    """Return the snooze with an empty reason as none.

    Raises NotPossible where nothing would ever end it.
    """
    if snooze.until is None and not snooze.wake_on:
        raise NotPossible("A snooze needs a moment or an event that ends it.")
    reason = fit(snooze.reason).strip() if snooze.reason else None
    return Snooze(snooze.until, snooze.wake_on, reason or None)


def label(snooze: Snooze, now: int, zone: tzinfo) -> str:
    """Return the snooze in a menu's words, such as “Snooze until Monday”, in that time zone."""
    ends = [] if snooze.until is None else [day_name(snooze.until, now, zone)]
    ends += [words for event, words in WAKE_WORDS.items() if event in snooze.wake_on]
    return f"Snooze until {' or '.join(ends)}"


def day_name(moment: int, now: int, zone: tzinfo) -> str:
    """Name a moment as seen from `now`: the hour today, a weekday within a week, else the date."""
    then, today = from_micros(moment).astimezone(zone), from_micros(now).astimezone(zone)
    days = (then.date() - today.date()) // timedelta(days=1)
    if days == 0:
        return f"{then:%H:%M}"
    if days == 1:
        return "tomorrow"
    return f"{then:%A}" if 1 < days < 7 else _date(then)


def _date(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
