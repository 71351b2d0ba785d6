"""The list agrees with the store, whatever happens to both, and in whichever order."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from reviewer.domain.interaction import SourceRow
from reviewer.domain.queue import Order, Queue, QueueItem
from reviewer.domain.review import Decision, Verdict
from reviewer.store.opening import create_store
from reviewer.store.sync import save_page
from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from services.jobs.write_lane import WriteLane
from services.triage.desk import TriageDesk
from services.triage.signing import Signing
from tests.support.rows import a_row
from ui.job_bridge import JobBridge
from ui.models.queue_model import ITEM_ROLE, ListState, QueueModel
from ui.models.queue_order import belongs, key_of, key_of_position, place_of, runs

if TYPE_CHECKING:
    from reviewer.store.store import Store, Writing

QUEUES = [queue for queue in Queue if queue is not Queue.ALL]
SECOND = 1_000_000


class Shop:
    """A store with a desk and a list over it."""

    def __init__(self, path: Path) -> None:
        self.store: Store = create_store(path, None)
        self.lane: WriteLane[Writing] = WriteLane(self.store.writing)
        self.network = NetworkLane()
        self.bridge = JobBridge(JobRunner(self.network))
        self.desk = TriageDesk(self.store, self.lane, Signing(UUID(int=7), "Ada"))
        self.model = QueueModel(self.desk, self.bridge)

    def close(self) -> None:
        self.bridge.close()
        self.lane.close()
        self.network.close()
        self.store.close()

    def arrive(self, rows: list[SourceRow]) -> None:
        with self.store.writing() as writing:
            save_page(writing.connection, "file", rows)

    def truth(self, queue: Queue, order: Order) -> list[QueueItem]:
        return list(self.desk.page(queue, order, limit=10_000).items)

    def listed(self) -> list[QueueItem]:
        model = self.model
        return [model.index(row, 0).data(ITEM_ROLE) for row in range(model.rowCount())]


@contextmanager
def a_shop(folder: Path) -> Iterator[Shop]:
    shop = Shop(folder / "store.sqlite")
    try:
        yield shop
    finally:
        shop.close()


@pytest.fixture
def shop(tmp_path: Path, qtbot: QtBot) -> Iterator[Shop]:
    assert qtbot is not None
    with a_shop(tmp_path) as shop:
        yield shop


def ready(shop: Shop, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: shop.model.state is ListState.READY)


def row(number: int, moment: int, confidence: float | None) -> SourceRow:
    return a_row(str(number), created_at=moment * SECOND, confidence=confidence)


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("queue", QUEUES)
def test_the_list_sorts_as_the_store_does(shop: Shop, queue: Queue, order: Order) -> None:
    shop.arrive([row(n, n * 7 % 11, (None, 0.1, 0.9, 0.1, 0.25)[n % 5]) for n in range(60)])
    for item in shop.truth(Queue.DUE, Order.OLDEST)[:9]:
        decision = (Decision.SKIP, Decision.AI_GOOD)[item.row_id % 2]
        shop.desk.decide(item.id, Verdict(decision)).result()
    items = shop.truth(queue, order)
    assert all(belongs(queue, item) for item in items)
    assert items == sorted(items, key=lambda item: key_of(order, item))
    for at, item in enumerate(items):
        assert place_of(items[:at] + items[at + 1 :], order, item) == at
    page = shop.desk.page(queue, order, limit=1)
    if page.after is not None:
        assert key_of_position(order, page.after) == key_of(order, items[0])


@given(st.lists(st.booleans()))
def test_runs_are_the_unbroken_stretches(wanted: list[bool]) -> None:
    found = list(runs(wanted, bool))
    rows = [row for first, last in found for row in range(first, last + 1)]
    assert rows == [row for row, yes in enumerate(wanted) if yes]
    assert all(last + 1 < first for (_, last), (first, _) in pairwise(found))


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("decide"), st.integers(0, 200)),
        st.tuples(st.just("skip"), st.integers(0, 200)),
        st.tuples(st.just("undo"), st.just(0)),
        st.tuples(st.just("arrive"), st.integers(0, 40)),
        st.tuples(st.just("more"), st.just(0)),
        st.tuples(st.just("refresh"), st.just(0)),
        st.tuples(st.just("wait"), st.just(0)),
    ),
    max_size=25,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS, order=st.sampled_from(list(Order)))
def test_in_the_end_the_list_is_what_the_store_has(
    tmp_path_factory: pytest.TempPathFactory,
    qtbot: QtBot,
    steps: list[tuple[str, int]],
    order: Order,
) -> None:
    with a_shop(tmp_path_factory.mktemp("shop")) as shop:
        shop.arrive([row(n, n * 7 % 31, (0.1, 0.2, 0.9)[n % 3]) for n in range(130)])
        tester = QAbstractItemModelTester(shop.model)
        shop.model.show_queue(Queue.DUE, order)
        ready(shop, qtbot)
        for step, at in steps:
            take(shop, qtbot, step, at)
        shop.model.refresh()
        qtbot.waitUntil(lambda: settled(shop, order))
        tester.deleteLater()


def settled(shop: Shop, order: Order) -> bool:
    """Load what is left, and tell whether the list is all that the store has."""
    shop.model.fetchMore()
    return shop.listed() == shop.truth(Queue.DUE, order)


def take(shop: Shop, qtbot: QtBot, step: str, at: int) -> None:
    model = shop.model
    match step:
        case "decide" | "skip" if model.rowCount():
            decide(shop, at % model.rowCount(), step)
        case "undo":
            undone = shop.desk.undo().result()
            for row_id in getattr(undone, "row_ids", ()):
                case = shop.desk.case(row_id)
                assert case is not None
                model.place(case.standing)
        case "arrive":
            shop.arrive([row(1000 + at, at, 0.15)])
            model.refresh()
        case "more":
            model.fetchMore()
        case "refresh":
            model.refresh()
        case "wait":
            qtbot.wait(5)


def decide(shop: Shop, at: int, step: str) -> None:
    """Take an item out, commit, and let the list know, as the page does."""
    item = shop.model.item(at)
    assert item is not None
    shop.model.take(item.row_id)
    decision = Decision.SKIP if step == "skip" else Decision.AI_GOOD
    shop.desk.decide(item.id, Verdict(decision)).result()
    case = shop.desk.case(item.row_id)
    assert case is not None
    shop.model.place(case.standing)


def test_a_page_read_before_a_decision_does_not_bring_it_back(shop: Shop, qtbot: QtBot) -> None:
    shop.arrive([row(n, n, 0.1) for n in range(5)])
    shop.model.show_queue(Queue.DUE, Order.OLDEST)
    ready(shop, qtbot)
    first = shop.listed()[0]
    shop.model.refresh()
    shop.model.take(first.row_id)
    with qtbot.waitSignal(shop.model.state_changed):
        pass
    assert [item.row_id for item in shop.listed()] == [2, 3, 4, 5]


def test_a_taken_item_comes_back_to_its_place(shop: Shop, qtbot: QtBot) -> None:
    shop.arrive([row(n, n, 0.1) for n in range(5)])
    shop.model.show_queue(Queue.DUE, Order.NEWEST)
    ready(shop, qtbot)
    item = shop.listed()[2]
    shop.model.take(item.row_id)
    assert shop.model.row_of(item.row_id) is None
    assert shop.model.place(item) == 2


def test_an_item_behind_what_is_loaded_is_left_to_the_next_page(shop: Shop, qtbot: QtBot) -> None:
    shop.arrive([row(n, n, 0.1) for n in range(100)])
    shop.model.show_queue(Queue.DUE, Order.OLDEST)
    ready(shop, qtbot)
    last = shop.truth(Queue.DUE, Order.OLDEST)[-1]
    assert shop.model.place(last) is None
    with qtbot.waitSignal(shop.model.state_changed):
        shop.model.fetchMore()
    assert shop.listed()[-1] == last
    assert not shop.model.canFetchMore()
