"""Moments that people snooze until, and the sentences about them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.moments import from_micros, to_micros
from reviewer.domain.snooze import Snooze, WakeOn
from reviewer.domain.snooze_times import quick_moments
from reviewer.domain.snooze_words import comes_back, woken_words

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = to_micros(datetime(2026, 10, 21, 14, 10, tzinfo=BERLIN))
MOMENTS = st.integers(1_600_000_000, 2_000_000_000).map(lambda at: datetime.fromtimestamp(at, UTC))


def local(moment: int) -> str:
    return f"{from_micros(moment).astimezone(BERLIN):%a %d %b %H:%M}"


def test_days_begin_at_nine_also_across_a_change_of_the_clock() -> None:
    found = {one.title: local(one.at) for one in quick_moments(WEDNESDAY, BERLIN)}
    assert found == {
        "Later today": "Wed 21 Oct 17:30",
        "Tomorrow": "Thu 22 Oct 09:00",
        "Monday": "Mon 26 Oct 09:00",
        "In a week": "Wed 28 Oct 09:00",
    }


def test_late_in_the_day_later_is_no_longer_today() -> None:
    late = WEDNESDAY + 8 * 3_600_000_000
    first = quick_moments(late, BERLIN)[0]
    assert (first.title, local(first.at)) == ("In three hours", "Thu 22 Oct 01:30")


@given(MOMENTS)
def test_every_quick_moment_lies_ahead(moment: datetime) -> None:
    now = to_micros(moment)
    later, tomorrow, monday, week = (one.at for one in quick_moments(now, BERLIN))
    assert now + 3 * 3_600_000_000 <= later < now + int(3.5 * 3_600_000_000)
    assert now < tomorrow <= monday <= week
    assert from_micros(monday).astimezone(BERLIN).weekday() == 0
    days = from_micros(week).astimezone(BERLIN).date() - moment.astimezone(BERLIN).date()
    assert days == timedelta(days=7)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (1, "Comes back today at 15:10."),
        (24, "Comes back tomorrow at 14:10."),
        (48, "Comes back on Friday, 23 October at 14:10."),
        (24 * 100, "Comes back on Friday, 29 January 2027 at 13:10."),
    ],
)
def test_a_moment_in_words(hours: int, words: str) -> None:
    snooze = Snooze(WEDNESDAY + hours * 3_600_000_000)
    assert comes_back(snooze, WEDNESDAY, BERLIN) == words


def test_several_ends_in_words() -> None:
    snooze = Snooze(WEDNESDAY, frozenset({WakeOn.CUSTOMER_REPLIED, WakeOn.NEW_VERSION}))
    assert comes_back(snooze, WEDNESDAY, BERLIN) == (
        "Comes back today at 14:10, or when there is a new assistant version, "
        "or when the customer replies, whichever is first."
    )
    assert comes_back(Snooze(), WEDNESDAY, BERLIN) == ""


def test_why_a_snooze_ended() -> None:
    assert woken_words("customer_replied") == "the customer replied"
    assert woken_words(None) == woken_words("unheard of") == "its snooze ended"
