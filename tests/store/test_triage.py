from contextlib import closing
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.domain.filters import Filter
from reviewer.domain.queue import (
    Order,
    Queue,
    QueueCounts,
    QueueItem,
    QueuePosition,
    QueueState,
    Stay,
)
from reviewer.store import triage
from reviewer.store.connections import connect
from reviewer.store.readers import Snapshot
from reviewer.store.store import Store
from tests.store.conftest import Save
from tests.support.rows import a_row

BY_TIME = (Order.OLDEST, Order.NEWEST)
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
    topics = ("bank", "hotel", None)
    rows = [
        a_row(str(n), confidence=(n % 10) / 10, created_at=n // 3, topic=topics[n % 7 % 3])
        for n in range(60)
    ]
    save(rows)

    whole = _all_pages(store, queue, order, 1000)
    assert len(whole) == len({item.row_id for item in whole})
    for size in (1, 7, 60):
        assert _all_pages(store, queue, order, size) == whole
    assert whole == sorted(whole, key=lambda item: _rank(item, order))


def _rank(item: QueueItem, order: Order) -> tuple[object, ...]:
    match order:
        case Order.LOWEST_CONFIDENCE:
            return (2 if item.confidence is None else item.confidence, item.row_id)
        case Order.LIKELY_WRONG:
            return (-item.doubt, -item.row_id)
        case Order.TOPIC:
            return (item.topic is None, item.topic, item.at, item.row_id)
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


@pytest.mark.parametrize("queue", list(Queue))
@pytest.mark.parametrize("order", list(Order))
def test_pages_are_read_from_an_index_at_any_depth(
    store: Store, save: Save, queue: Queue, order: Order
) -> None:
    save([a_row(str(n), created_at=n, topic="bank", confidence=n % 2) for n in range(20)])
    sorts = queue in (Queue.NEW, Queue.REVIEWED, Queue.ALL) and order not in BY_TIME

    for narrowed in (Filter(), Filter(topic="bank", feedback="no")):
        for plan in _plans(store, queue, order, narrowed):
            assert "INDEX ix_state" in plan
            assert sorts or "TEMP B-TREE" not in plan
            assert "SCAN s\n" not in f"{plan}\n"


def _plans(store: Store, queue: Queue, order: Order, narrowed: Filter) -> list[str]:
    position = QueuePosition(0, 1, 1, "bank")
    statements: list[str] = []
    with closing(connect(store.path, store.key)) as driver:
        connection = Snapshot(driver)
        driver.set_trace_callback(statements.append)
        triage.queue_page(connection, queue, order, NOW, 5, position, narrowed)
        driver.set_trace_callback(None)
        asked = [one for one in statements if "LIMIT 6" in one] + [
            one for one in statements if "min(s.level)" in one
        ]
        assert asked
        return [_plan(driver, query) for query in asked]


def _plan(driver: Any, query: str) -> str:
    return "\n".join(str(row[3]) for row in driver.execute(f"EXPLAIN QUERY PLAN {query}"))
