"""Whatever is done in whatever order: state is what facts and events give, and undo is exact."""

import tempfile
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from reviewer.domain.action import Signature
from reviewer.domain.filters import Filter
from reviewer.domain.identity import interaction_id
from reviewer.domain.interaction import SourceRow
from reviewer.domain.moments import now_micros
from reviewer.domain.queue import Order, Queue, QueueItem
from reviewer.domain.review import Decision, Verdict
from reviewer.domain.snooze import Snooze, WakeOn
from reviewer.errors import NotPossible
from reviewer.store import estimates, facts, state, sync
from reviewer.store.estimates import Estimate
from reviewer.store.opening import create_store, open_store
from reviewer.store.store import Connection, Store, Writing
from services.jobs.write_lane import WriteLane
from services.triage.desk import NothingToRedo, NothingToUndo, TriageDesk
from services.triage.room import TriageRoom, furnish
from services.triage.undoing import Redone, Undone
from tests.support.rows import a_row
from tests.support.running import Run

if TYPE_CHECKING:
    from concurrent.futures import Future

NAMES = "abcdef"
EVENTS = ("actions", "feedback_replay_log", "snoozes", "wakes", "tags", "categorisations")
_names = st.sampled_from(NAMES)
_confidences = st.none() | st.sampled_from([0.0, 0.29, 0.3, 0.6, 1.0])
_rows = st.builds(
    a_row,
    _names,
    confidence=_confidences,
    created_at=st.none() | st.integers(0, 5),
    conversation_id=st.none() | st.sampled_from(["one", "two"]),
    feedback=st.none() | st.sampled_from(["yes", "no"]),
    ai_reply=st.none() | st.sampled_from(["Yes.", "No."]),
    agent_reply=st.none() | st.just("Maybe."),
)
_verdicts = st.builds(
    Verdict,
    st.sampled_from(list(Decision)),
    st.just("Perhaps."),
    st.none() | st.sampled_from(["tone", "other"]),
    severity=st.none() | st.integers(1, 3),
    flagged=st.booleans(),
)
_moments = st.none() | st.sampled_from([0, 4_000_000_000_000_000])
_snoozes = st.builds(
    Snooze, _moments, st.frozensets(st.sampled_from(list(WakeOn))), st.just("why")
).filter(lambda snooze: snooze.until is not None or snooze.wake_on)


def _sign(number: int) -> Callable[[Connection], Signature]:
    def sign(connection: Connection) -> Signature:
        person = UUID(int=number)
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO reviewers (id, name) VALUES (?, ?)", (person.bytes, str(number))
        )
        return Signature(person, UUID(int=99))

    return sign


class TriageLaws(RuleBasedStateMachine):
    """Two reviewers, a sync, jobs and events on one store."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._path = Path(self._folder.name) / "s.sqlite"
        store = create_store(self._path, None)
        with store.writing() as writing:
            facts.put(writing.connection, "reviewer", str(UUID(int=1)))
        self._open(store)
        #: Before each of Ada's standing steps: the whole state, or None once others moved it.
        self._before: list[list[Any] | None] = []
        #: What a redo is to give: the state before and after each step taken back.
        self._undone: list[tuple[list[Any] | None, list[Any] | None]] = []
        self._logged: set[tuple[Any, ...]] = set()

    def _open(self, store: Store) -> None:
        self._store = store
        self._lane: WriteLane[Writing] = WriteLane(store.writing)
        self._desk = TriageDesk(store, self._lane, _sign(1))
        self._room: TriageRoom = furnish(store, self._lane, _sign(1), UTC)
        self._other: TriageRoom = furnish(store, self._lane, _sign(2), UTC)
        self._other_desk = TriageDesk(store, self._lane, _sign(2))

    def _close(self) -> None:
        self._lane.close()
        self._store.close()

    def teardown(self) -> None:
        self._close()
        self._folder.cleanup()

    @initialize(rows=st.lists(_rows, min_size=3, max_size=6))
    def begin(self, rows: list[SourceRow]) -> None:
        self.sync_page(rows)

    # What Ada does

    @rule(name=_names, verdict=_verdicts)
    def decide(self, name: str, verdict: Verdict) -> None:
        self._gesture(lambda: self._desk.decide(_id(name), verdict))

    @rule(name=_names, snooze=_snoozes)
    def snooze(self, name: str, snooze: Snooze) -> None:
        self._gesture(lambda: self._room.snoozing.snooze(_id(name), snooze))

    @rule(name=_names)
    def wake(self, name: str) -> None:
        self._gesture(lambda: self._room.snoozing.wake(_id(name)))

    @rule(name=_names, tag=st.sampled_from(["vip", "legal"]), present=st.booleans())
    def tag(self, name: str, tag: str, present: bool) -> None:
        self._gesture(lambda: self._room.marking.tag(_id(name), tag, present=present))

    @rule(name=_names, category=st.none() | st.sampled_from(["tone", "other"]))
    def categorise(self, name: str, category: str | None) -> None:
        self._gesture(lambda: self._room.marking.categorise(_id(name), category))

    @rule(queue=st.sampled_from(list(Queue)), verdict=_verdicts)
    def bulk_decide(self, queue: Queue, verdict: Verdict) -> None:
        self._gesture(lambda: self._room.bulk.decide(Filter(queue=queue), verdict))

    @rule(rows=st.lists(st.integers(1, 7), max_size=5), snooze=_snoozes)
    def bulk_snooze(self, rows: list[int], snooze: Snooze) -> None:
        self._gesture(lambda: self._room.bulk.snooze(rows, snooze))

    @rule(topic=st.sampled_from(["delivery", "nothing"]))
    def bulk_tag(self, topic: str) -> None:
        self._gesture(lambda: self._room.bulk.tag(Filter(topic=topic), "bulk"))

    def _gesture(self, make: "Callable[[], Future[Any]]") -> None:
        before = self._state()
        try:
            make().result()
        except NotPossible:
            assert self._state() == before
        else:
            self._before.append(before)
            self._undone.clear()

    @rule()
    def undo(self) -> None:
        after = self._state()
        match self._desk.undo().result():
            case Undone():
                before = self._before.pop()
                assert before is None or self._state() == before
                self._undone.append((self._state(), None if before is None else after))
            case NothingToUndo():
                assert not self._before

    @rule()
    def redo(self) -> None:
        before = self._state()
        expected = self._desk.next_redo()
        match self._desk.redo().result():
            case Redone(action=action):
                assert expected is not None
                assert (action.label, action.redoes) == (expected.label, expected.id)
                _, after = self._undone.pop()
                assert after is None or _timeless(self._state()) == _timeless(after)
                self._before.append(before if after is not None else None)
            case NothingToRedo():
                assert expected is None
                assert not self._undone

    # What others do meanwhile

    @rule(name=_names, verdict=_verdicts)
    def another_decides(self, name: str, verdict: Verdict) -> None:
        self._meanwhile(lambda: self._other_desk.decide(_id(name), verdict).result())

    @rule(name=_names, snooze=_snoozes)
    def another_snoozes(self, name: str, snooze: Snooze) -> None:
        self._meanwhile(lambda: self._other.snoozing.snooze(_id(name), snooze).result())

    @rule()
    def another_takes_back(self) -> None:
        self._meanwhile(lambda: self._other_desk.undo().result())

    @rule(rows=st.lists(_rows, max_size=4))
    def sync_page(self, rows: list[SourceRow]) -> None:
        def save() -> None:
            with self._store.writing() as writing:
                sync.save_page(writing.connection, "file", rows)

        self._meanwhile(save)

    @rule(kind=st.sampled_from(list(WakeOn)), rows=st.none() | st.lists(st.integers(1, 6)))
    def something_happens(self, kind: WakeOn, rows: list[int] | None) -> None:
        self._meanwhile(lambda: self._room.snoozing.happened(kind, "v9", rows).result())

    @rule(threshold=st.sampled_from([0.0, 0.3, 0.5, 1.0]))
    def move_the_threshold(self, threshold: float) -> None:
        def move() -> None:
            expected = self._room.threshold.dry_run(threshold)
            before = self._desk.counts()
            self._room.threshold.move(threshold, Run().control)
            assert self._desk.counts().new == before.new - expected.opens + expected.closes or (
                before.audit
            )

        self._meanwhile(move)

    @rule(share=st.sampled_from([0.0, 0.5, 1.0]))
    def draw_the_audit_sample(self, share: float) -> None:
        def draw() -> None:
            self._room.audit.set_share(share)
            self._room.audit.draw(Run().control)

        self._meanwhile(draw)

    @rule(row_id=st.integers(1, 6), confidence=st.none() | st.sampled_from([0.1, 0.9]))
    def estimate(self, row_id: int, confidence: float | None) -> None:
        def save() -> None:
            with self._store.writing() as writing:
                query = "SELECT content_hash FROM customer_interactions WHERE row_id = ?"
                found = writing.connection.exec_driver_sql(query, (row_id,)).scalar()
                if found is not None:
                    one = Estimate(row_id, confidence, found)
                    estimates.put(writing.connection, [one], "similarity", now_micros())

        self._meanwhile(save)

    @rule()
    def restart(self) -> None:
        before = self._state()
        self._close()
        self._open(open_store(self._path, None))
        assert self._state() == before

    def _meanwhile(self, work: Callable[[], object]) -> None:
        try:
            work()
        except NotPossible:
            return
        self._before = [None for _ in self._before]
        self._undone = [(None, None) for _ in self._undone]

    # What always holds

    @invariant()
    def state_is_what_facts_and_events_give(self) -> None:
        with self._store.reading() as connection:
            assert state.count_stale(connection) == 0

    @invariant()
    def the_log_only_grows(self) -> None:
        """No event is ever changed or deleted, whatever is undone."""
        with self._store.reading() as connection:
            logged = {
                (table, *row)
                for table in EVENTS
                for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
            }
        assert logged >= self._logged
        self._logged = logged

    @invariant()
    def counts_are_those_of_the_lists(self) -> None:
        counts = self._desk.counts()
        for queue in Queue:
            for order in Order:
                items = self._desk.page(queue, order, limit=100).items
                assert len(items) == len({item.row_id for item in items}) == counts.of(queue)
        assert counts.total == counts.new + counts.snoozed + counts.reviewed

    @invariant()
    def what_is_due_comes_first_and_what_came_back_most_before_it(self) -> None:
        now = now_micros()
        items = self._desk.page(Queue.SNOOZED, limit=100).items
        ranks = [(item.asleep(now), item.level) for item in items]
        assert ranks == sorted(ranks)

    @precondition(lambda self: self._before)
    @invariant()
    def there_is_a_step_to_undo_while_one_stands(self) -> None:
        with self._store.reading() as connection:
            found = connection.exec_driver_sql(
                "SELECT count(*) FROM actions a WHERE a.reviewer_id = ? AND a.undoes IS NULL "
                "AND NOT EXISTS (SELECT 1 FROM actions u WHERE u.undoes = a.id)",
                (UUID(int=1).bytes,),
            ).scalar_one()
        assert found == len(self._before)

    @invariant()
    def pages_of_any_size_give_the_same_items(self) -> None:
        for order in Order:
            whole = self._desk.page(Queue.SNOOZED, order, limit=100).items
            assert self._by_pages(order) == list(whole)

    def _by_pages(self, order: Order) -> list[QueueItem]:
        items: list[QueueItem] = []
        after = None
        while True:
            page = self._desk.page(Queue.SNOOZED, order, limit=2, after=after)
            items += page.items
            after = page.after
            if after is None:
                return items

    def _state(self) -> list[Any]:
        with self._store.reading() as connection:
            query = f"SELECT {state.COLUMNS} FROM interaction_state ORDER BY row_id"
            return [tuple(row) for row in connection.exec_driver_sql(query)]


def _timeless(rows: list[Any]) -> list[Any]:
    """Return the state without when it was reviewed and from when it is due."""
    names = state.COLUMNS.split(", ")
    times = {names.index(name) for name in ("due_at", "reviewed_at")}
    return [tuple(v for place, v in enumerate(row) if place not in times) for row in rows]


def _id(name: str) -> UUID:
    return interaction_id("file", name)


TestTriageLaws = TriageLaws.TestCase
TestTriageLaws.settings = settings(
    phases=[p for p in Phase if p is not Phase.shrink],
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
