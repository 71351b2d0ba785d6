"""Every list, page, count and facet holds exactly what a filter asks for, by a model in Python."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC
from functools import partial
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.domain.action import Signature
from reviewer.domain.filters import Facet, Filter, PersonFacet
from reviewer.domain.identity import interaction_id
from reviewer.domain.interaction import SourceRow
from reviewer.domain.moments import now_micros
from reviewer.domain.queue import Order, Queue, QueueItem, QueuePosition, QueueState
from reviewer.domain.review import Decision, Review, Verdict
from reviewer.domain.snooze import Snooze
from reviewer.errors import NotPossible
from reviewer.store import interactions, reviews, search, sync, triage
from reviewer.store.opening import create_store
from reviewer.store.store import Connection, Store
from services.jobs.write_lane import WriteLane
from services.triage.desk import TriageDesk
from services.triage.room import furnish
from tests.support.rows import a_row

ROWS = 60
PEOPLE = {UUID(int=1): "Ada", UUID(int=2): "Bob"}
MESSAGES = ("Where is my giraffe?", "Cancel the booking", "Is the giraffe in the café?", "Thanks")
LATER = 4_000_000_000_000_000


class Team:
    """A store on which two people did many things; the tests only read it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.lane = WriteLane(store.writing)
        self.rooms = [furnish(store, self.lane, partial(_sign, one), UTC) for one in PEOPLE]
        self.desks = [TriageDesk(store, self.lane, partial(_sign, one)) for one in PEOPLE]
        lot = random.Random(3)
        with store.writing() as writing:
            sync.save_page(writing.connection, "file", [_row(lot, n) for n in range(ROWS)])
        for number in range(ROWS):
            for person in (0, 1):
                self._work(lot, person, interaction_id("file", str(number)))
        now = now_micros()
        with store.reading() as connection:
            row_ids = range(1, ROWS + 1)
            self.items = triage.states_of(connection, row_ids)
            self.facts = interactions.by_row_ids(connection, row_ids)
            self.reviews = {
                row: reviews.reviews_of(connection, one.id) for row, one in self.facts.items()
            }
        self.now = now

    def _work(self, lot: random.Random, person: int, one: UUID) -> None:
        desk, room = self.desks[person], self.rooms[person]
        verdict = Verdict(
            lot.choice([*Decision, Decision.AI_GOOD]),
            "Better.",
            lot.choice([None, "tone", "other"]),
            flagged=lot.random() < 0.2,
        )
        for chance, work in (
            (0.8, lambda: desk.decide(one, verdict).result()),
            (0.05, lambda: desk.undo().result()),
            (0.2, lambda: room.marking.tag(one, lot.choice(["vip", "legal"])).result()),
            (0.1, lambda: room.marking.tag(one, "vip", present=False).result()),
            (0.1, lambda: room.marking.categorise(one, lot.choice([None, "tone"])).result()),
            (0.1, lambda: room.snoozing.snooze(one, Snooze(lot.choice([0, LATER]))).result()),
        ):
            if lot.random() < chance:
                _unless_refused(work)

    def fits(self, row_id: int, wanted: Filter) -> bool:
        """Tell by the words of `Filter` whether a row fits, its queue apart."""
        item, facts = self.items[row_id], self.facts[row_id]
        at, confidence = item.at, item.confidence
        return all(
            (
                _has_words(facts, wanted.words),
                wanted.topic in (None, item.topic),
                wanted.assistant_version in (None, item.assistant_version),
                wanted.channel in (None, item.channel),
                wanted.language in (None, facts.language),
                wanted.feedback in (None, item.feedback),
                wanted.decision in (None, item.decision),
                wanted.category in (None, item.category),
                wanted.tag is None or wanted.tag in item.tags,
                wanted.reviewer is None or self._reviewed(row_id, wanted.reviewer),
                not wanted.disagreement or self._disagree(row_id),
                not wanted.flagged or item.flagged,
                not wanted.without_confidence or confidence is None,
                wanted.confidence_from is None
                or (confidence is not None and confidence >= wanted.confidence_from),
                wanted.confidence_below is None
                or (confidence is not None and confidence < wanted.confidence_below),
                wanted.since is None or at >= wanted.since,
                wanted.until is None or at < wanted.until,
            )
        )

    def _standing(self, row_id: int) -> list[Review]:
        verdicts = (one for one in self.reviews[row_id] if one.standing)
        return [one for one in verdicts if one.decision is not Decision.SKIP]

    def _reviewed(self, row_id: int, person: UUID) -> bool:
        return any(one.reviewer == PEOPLE[person] for one in self._standing(row_id))

    def _disagree(self, row_id: int) -> bool:
        """Two people's latest verdicts say different things, and the row counts as decided."""
        latest: dict[str, str | None] = {}
        for one in self._standing(row_id):
            latest.setdefault(one.reviewer, one.feedback)
        return len(set(latest.values())) > 1

    def in_queue(self, row_id: int, queue: Queue) -> bool:
        item = self.items[row_id]
        match queue:
            case Queue.ALL:
                return True
            case Queue.DUE:
                return item.due(self.now)
            case _:
                return item.state.name.lower() == queue.value


def _unless_refused(work: Callable[[], object]) -> None:
    with suppress(NotPossible):
        work()


def _sign(person: UUID, connection: Connection) -> Signature:
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO reviewers (id, name) VALUES (?, ?)", (person.bytes, PEOPLE[person])
    )
    return Signature(person, UUID(int=99))


def _row(lot: random.Random, number: int) -> SourceRow:
    return a_row(
        str(number),
        customer_message=lot.choice(MESSAGES),
        ai_reply=lot.choice([None, "In the barn.", "Done."]),
        agent_reply=lot.choice([None, "On its way to you."]),
        topic=lot.choice([None, "animals", "hotel"]),
        channel=lot.choice([None, "web", "app"]),
        language=lot.choice([None, "en", "de"]),
        assistant_version=lot.choice([None, "v1", "v2"]),
        feedback=lot.choice([None, "yes", "no"]),
        confidence=lot.choice([None, 0.0, 0.1, 0.3, 0.7, 1.0]),
        created_at=lot.randrange(8),
    )


def _has_words(facts: object, words: str) -> bool:
    texts = (getattr(facts, name) or "" for name in ("customer_message", "ai_reply", "agent_reply"))
    whole = " ".join(texts).casefold()
    return all(word in whole for word in words.casefold().split())


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    store = create_store(tmp_path_factory.mktemp("team") / "s.sqlite", None)
    team = Team(store)
    yield team
    team.lane.close()
    store.close()


def _one_of(*values: object) -> st.SearchStrategy[object]:
    return st.sampled_from([None, None, None, *values])


FILTERS = st.builds(
    Filter,
    words=st.sampled_from(["", "", "giraf", "where giraf", "barn", "nothing"]),
    queue=st.sampled_from(list(Queue)),
    topic=_one_of("animals", "hotel", "nowhere"),
    assistant_version=_one_of("v1", "v2"),
    channel=_one_of("web", "app"),
    language=_one_of("en", "de"),
    feedback=_one_of("yes", "no"),
    decision=_one_of("ai_bad", "edited", "skip"),
    category=_one_of("tone", "other"),
    tag=_one_of("vip", "legal"),
    reviewer=_one_of(*PEOPLE),
    disagreement=st.sampled_from([False, False, True]),
    flagged=st.sampled_from([False, False, True]),
    confidence_from=_one_of(0.0, 0.1, 0.5),
    confidence_below=_one_of(0.0, 0.1, 0.7),
    without_confidence=st.sampled_from([False, False, False, True]),
    since=_one_of(0, 3),
    until=_one_of(3, 8),
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(wanted=FILTERS, order=st.sampled_from(list(Order)))
def test_lists_pages_and_counts_hold_what_fits(team: Team, wanted: Filter, order: Order) -> None:
    fitting = {row for row in team.items if team.fits(row, wanted)}
    expected = {row for row in fitting if team.in_queue(row, wanted.queue)}

    paged = _by_pages(team.desks[0], wanted, order)
    assert len(paged) == len(set(paged))
    assert set(paged) == expected
    with team.store.reading() as connection:
        listed = list(search.row_ids(connection, wanted, team.now))
        assert sorted(listed) == sorted(expected)
        assert search.count(connection, wanted, team.now) == len(expected)
    counts = team.rooms[0].facets.counts(wanted)
    assert counts.total == len(fitting)
    for queue in Queue:
        assert counts.of(queue) == sum(team.in_queue(row, queue) for row in fitting)


def _by_pages(desk: TriageDesk, wanted: Filter, order: Order) -> list[int]:
    found: list[QueueItem] = []
    after: QueuePosition | None = None
    while True:
        page = desk.page(wanted.queue, order, 7, after, wanted)
        found += page.items
        after = page.after
        if after is None:
            return [item.row_id for item in found]


@settings(max_examples=60, deadline=None)
@given(wanted=FILTERS, field=st.sampled_from(["topic", "feedback", "decision", "category", "tag"]))
def test_facets_count_what_the_other_fields_leave(team: Team, wanted: Filter, field: str) -> None:
    others = Filter(**{**_fields(wanted), field: None})  # type: ignore[arg-type]
    rows = [
        row for row in team.items if team.fits(row, others) and team.in_queue(row, wanted.queue)
    ]
    values = [value for row in rows for value in _values(team.items[row], field)]

    found = team.rooms[0].facets.values(field, wanted)

    assert {one.value: one.rows for one in found if isinstance(one, Facet)} == Counter(values)


def _fields(wanted: Filter) -> dict[str, object]:
    return {name: getattr(wanted, name) for name in Filter.__slots__}


def _values(item: QueueItem, field: str) -> tuple[str, ...]:
    if field == "tag":
        return item.tags
    value = getattr(item, field)
    return () if value is None else (value,)


def test_reviewers_are_counted_by_their_standing_verdicts(team: Team) -> None:
    found = team.rooms[0].facets.values("reviewer", Filter())
    expected = {
        name: sum(team.fits(row, Filter(reviewer=person)) for row in team.items)
        for person, name in PEOPLE.items()
    }
    assert {one.name: one.rows for one in found if isinstance(one, PersonFacet)} == expected


def test_the_store_has_something_of_everything(team: Team) -> None:
    """Or the tests above would show little."""
    states = {item.state for item in team.items.values()}
    assert states == set(QueueState)
    assert any(team.fits(row, Filter(disagreement=True)) for row in team.items)
    assert any(item.due(team.now) for item in team.items.values())
    assert any(item.asleep(team.now) for item in team.items.values())
    assert {tag for item in team.items.values() for tag in item.tags} == {"vip", "legal"}
