"""Slots are filled with what holds in the conversation; other braces are left alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.demo.facts import Facts

SUNDAY = date(2026, 11, 15)
WEEKEND = {"Saturday", "Sunday"}


def fill(text: str, today: date = SUNDAY, **values: str) -> str:
    return Facts(today, values).fill(text)


def test_values_and_days_are_filled_in() -> None:
    text = fill("{first}: {day+2}, {weekday-1}, {workday+1} {workdate+1}.", first="Maya")
    assert text == "Maya: 17 November, Saturday, Monday 16 November."


def test_days_are_written_as_other_languages_do() -> None:
    assert fill("{dmy-14} {dm+1} {md+20}") == "01.11.2026 16/11 12月5日"


@pytest.mark.parametrize("text", ["{{order.id}}", '{"error": 1}', "{{first}}", "{ }", "{Order}"])
def test_other_braces_stay(text: str) -> None:
    assert fill(text, first="Maya") == text


def test_an_unknown_slot_is_an_error() -> None:
    with pytest.raises(KeyError, match="colour"):
        fill("{colour}")


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(-20, 20).filter(bool))
def test_a_workday_is_never_at_the_weekend(today: date, offset: int) -> None:
    assert fill(f"{{workday{offset:+}}}", today) not in WEEKEND


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 20))
def test_five_workdays_are_a_week_from_a_workday(today: date, weeks: int) -> None:
    monday = today - timedelta(days=today.weekday())
    ahead = monday + timedelta(weeks=weeks)
    assert fill(f"{{workdate+{5 * weeks}}}", monday) == fill("{day+0}", ahead)
