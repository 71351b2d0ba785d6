"""Pages grow and shrink towards what a transaction may take."""

from hypothesis import given
from hypothesis import strategies as st

from services.jobs.page_sizer import TARGET_SECONDS, PageSizer

histories = st.lists(st.tuples(st.integers(0, 100_000), st.floats(0, 1e6)))


@given(histories)
def test_a_page_stays_within_its_bounds(history: list[tuple[int, float]]) -> None:
    sizer = PageSizer(smallest=10, largest=1000)
    for rows, seconds in history:
        sizer.record(rows, seconds)
        assert 10 <= sizer.rows <= 1000


@given(st.floats(0.000_005, 0.001))
def test_pages_settle_at_the_target_where_every_row_costs_the_same(seconds_per_row: float) -> None:
    sizer = PageSizer()
    for _ in range(12):
        sizer.record(sizer.rows, sizer.rows * seconds_per_row)
    held = sizer.rows * seconds_per_row
    assert TARGET_SECONDS * 0.95 - seconds_per_row <= held <= TARGET_SECONDS * 1.001


def test_a_page_at_most_doubles() -> None:
    sizer = PageSizer(500)
    sizer.record(500, 0.000_1)
    assert sizer.rows == 1000


def test_one_slow_transaction_shrinks_the_next_at_once() -> None:
    sizer = PageSizer(1000, target=0.1)
    sizer.record(1000, 0.5)
    assert sizer.rows == 200


def test_a_quick_last_page_of_few_rows_shrinks_nothing() -> None:
    sizer = PageSizer(1000, target=0.1)
    sizer.record(3, 0.05)
    assert sizer.rows == 1000


def test_a_transaction_without_rows_teaches_nothing() -> None:
    sizer = PageSizer(1000)
    sizer.record(0, 3.0)
    assert sizer.rows == 1000
