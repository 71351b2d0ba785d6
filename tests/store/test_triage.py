from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.domain.queue import Order, Queue, QueueCounts, QueueItem, QueueState, Stay
from reviewer.store import triage
from reviewer.store.connections import connect
from reviewer.store.readers import Snapshot
from reviewer.store.store import Store
from tests.store.conftest import Save
from tests.support.rows import a_row

NOW = 1_800_000_000_000_000


def test_low_confidence_is_snoozed_on_arrival_and_missing_confidence_is_not(
    store: Store, save: Save
) -> None:
    save(
        [a_row("low", confidence=0.29), a_row("edge", confidence=0.3), a_row("no", confidence=None)]
    )

    with store.reading() as connection:
        assert triage.queue_counts(connection, NOW) == QueueCounts(3, 2, 1, 1, 0)
        (item,) = triage.queue_page(connection, Queue.DUE, Order.OLDEST, NOW, 10).items
        states = triage.states_of(connection, [1, 2, 3])
    assert (item.state, item.stay) == (QueueState.SNOOZED, Stay.AUTOMATIC)
    assert states[3].confidence_origin is None
    assert states[2].confidence_origin == "source"


def test_a_row_without_any_time_stands_where_it_arrived(store: Store, save: Save) -> None:
    save([a_row("x", created_at=None, updated_at=None)])

    with store.reading() as connection:
        (item,) = triage.queue_page(connection, Queue.ALL, Order.OLDEST, NOW, 10).items
    assert item.at > 1_700_000_000_000_000


@pytest.mark.parametrize("queue", list(Queue))
@pytest.mark.parametrize("order", list(Order))
def test_pages_of_any_size_give_every_item_once_and_in_order(
    store: Store, save: Save, queue: Queue, order: Order
) -> None:
    rows = [a_row(str(n), confidence=(n % 10) / 10, created_at=n // 3) for n in range(60)]
    save(rows)

    whole = _all_pages(store, queue, order, 1000)
    assert len(whole) == len({item.row_id for item in whole})
    for size in (1, 7, 60):
        assert _all_pages(store, queue, order, size) == whole
    assert whole == sorted(whole, key=lambda item: _rank(item, order))


def _rank(item: QueueItem, order: Order) -> tuple[float, int]:
    if order is Order.LOWEST_CONFIDENCE:
        return (2 if item.confidence is None else item.confidence, item.row_id)
    sign = -1 if order is Order.NEWEST else 1
    return (sign * item.at, sign * item.row_id)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.integers(1, 9))
def test_an_empty_queue_is_one_empty_page(store: Store, size: int) -> None:
    assert _all_pages(store, Queue.DUE, Order.OLDEST, size) == []


def _all_pages(store: Store, queue: Queue, order: Order, size: int) -> list[QueueItem]:
    items: list[QueueItem] = []
    after = None
    with store.reading() as connection:
        while True:
            page = triage.queue_page(connection, queue, order, NOW, size, after)
            items += page.items
            after = page.after
            if after is None:
                return items


def test_pages_are_read_from_an_index_at_any_depth(store: Store, save: Save) -> None:
    save([a_row(str(n), created_at=n) for n in range(20)])
    for order in (Order.OLDEST, Order.NEWEST, Order.LOWEST_CONFIDENCE):
        plan = _plan(store, order)
        assert "USING INDEX ix_state" in plan or "USING COVERING INDEX ix_state" in plan
        assert "TEMP B-TREE" not in plan


def _plan(store: Store, order: Order) -> str:
    statements: list[str] = []
    with closing(connect(store.path, store.key)) as driver:
        connection = Snapshot(driver)
        page = triage.queue_page(connection, Queue.DUE, order, NOW, 5)
        driver.set_trace_callback(statements.append)
        triage.queue_page(connection, Queue.DUE, order, NOW, 5, page.after)
        driver.set_trace_callback(None)
        (query,) = [s for s in statements if "LIMIT" in s]
        return "\n".join(str(row[3]) for row in driver.execute(f"EXPLAIN QUERY PLAN {query}"))
