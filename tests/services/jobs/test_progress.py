"""The laws of a smoothed rate, and progress in words."""

import math
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.jobs.progress import MEMORY_SECONDS, Progress, RateMeter
from services.jobs.progress_text import counts_text, duration_text

gaps = st.lists(st.floats(0.001, 60), min_size=1, max_size=30)
stretches = st.lists(st.tuples(st.floats(0.01, 60), st.integers(0, 10_000)), min_size=1)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def measured(stretches: list[tuple[float, int]]) -> list[Progress]:
    clock = Clock()
    meter = RateMeter(clock)
    progress, done = [meter.measure(0, None)], 0
    for seconds, items in stretches:
        clock.now += seconds
        done += items
        progress.append(meter.measure(done, None))
    return progress


@given(gaps, st.integers(1, 1000))
def test_a_constant_speed_is_the_rate_however_unevenly_it_is_reported(
    gaps: list[float], thousands: int
) -> None:
    clock, speed = Clock(), thousands * 1000
    meter = RateMeter(clock)
    meter.measure(0, None)
    for moment in accumulate(gaps):
        clock.now = 100 + moment
        rate = meter.measure(round(moment * speed), None).rate
    assert rate == pytest.approx(speed, rel=0.05, abs=1 / min(gaps))


@given(stretches)
def test_the_rate_lies_between_the_slowest_and_the_fastest_stretch(
    stretches: list[tuple[float, int]],
) -> None:
    speeds = [items / seconds for seconds, items in stretches]
    rate = measured(stretches)[-1].rate
    assert min(speeds) * 0.999 - 1e-9 <= rate <= max(speeds) * 1.001


def test_a_new_speed_takes_over_within_the_memory() -> None:
    quick_then_slow = [(1.0, 1000)] * 60 + [(0.1, 10)] * round(MEMORY_SECONDS * 10)
    rate = measured(quick_then_slow)[-1].rate
    assert rate == pytest.approx(100 + 900 / math.e, rel=0.1)


def test_what_was_done_before_the_first_report_took_no_time_here() -> None:
    clock = Clock()
    meter = RateMeter(clock)
    assert meter.measure(9_000, 10_000).rate == 0
    clock.now += 2
    progress = meter.measure(9_200, 10_000, "page 93")
    assert progress == Progress(9_200, 10_000, 100.0, 8.0, "page 93")


def test_going_back_begins_a_new_phase() -> None:
    clock = Clock()
    meter = RateMeter(clock)
    meter.measure(0, 10)
    clock.now += 1
    meter.measure(10, 10)
    assert meter.measure(0, 500) == Progress(0, 500, 0.0, None)


def test_a_clock_that_stands_still_invents_no_rate() -> None:
    clock = Clock()
    meter = RateMeter(clock)
    meter.measure(0, 100)
    assert meter.measure(50, 100).rate == 0
    clock.now += 1
    assert meter.measure(60, 100).rate == 60


def test_a_pause_is_left_out_of_the_rate() -> None:
    clock = Clock()
    meter = RateMeter(clock)
    meter.measure(0, None)
    clock.now += 3601
    meter.leave_out(3600)
    assert meter.measure(10, None).rate == pytest.approx(10)


def test_nothing_is_left_where_all_is_done() -> None:
    assert RateMeter(Clock()).measure(7, 7).seconds_left == 0


@pytest.mark.parametrize(
    ("progress", "fraction"),
    [
        (Progress(5, None), None),
        (Progress(5, 20), 0.25),
        (Progress(30, 20), 1.0),
        (Progress(0, 0), 1.0),
    ],
)
def test_the_fraction_is_known_with_the_total(progress: Progress, fraction: float | None) -> None:
    assert progress.fraction == fraction


@pytest.mark.parametrize(
    ("progress", "text"),
    [
        (Progress(), ""),
        (Progress(1200), "1,200"),
        (Progress(0, 10), "0 of 10"),
        (Progress(31_200, 100_000, 5_200.4, 13.2), "31,200 of 100,000 · 5,200/s · 13 s left"),
        (Progress(3, 9, 0.5, 12), "3 of 9 · 0.5/s · 12 s left"),
        (Progress(9, 9, 20, 0), "9 of 9 · 20/s"),
    ],
)
def test_progress_in_words(progress: Progress, text: str) -> None:
    assert counts_text(progress) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (125, "2 min 5 s"), (4200, "1 h 10 min")],
)
def test_durations_in_their_two_leading_units(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text
