"""The audit sample over time: shares that change, replies that come again, fair weights."""

from math import sqrt

import pytest

from reviewer.domain.identity import interaction_id
from reviewer.domain.queue import Queue, Stay
from reviewer.domain.review import Decision, Verdict
from reviewer.errors import NotPossible
from reviewer.store import state
from reviewer.store.store import Store
from services.jobs.status import JobCancelled
from services.triage.desk import TriageDesk
from services.triage.room import TriageRoom
from tests.services.triage.conftest import Fill
from tests.support.rows import a_row
from tests.support.running import Run

GOOD = Verdict(Decision.AI_GOOD)


def _sample(store: Store) -> dict[int, float]:
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT row_id, weight FROM audit_sample")
        return {row[0]: row[1] for row in rows}


def _arrive(fill: Fill, first: int, last: int, confidence: float | None = 0.9) -> None:
    fill(*(a_row(str(n), confidence=confidence) for n in range(first, last + 1)))


def test_a_share_holds_for_what_arrives_from_then_on(
    store: Store, room: TriageRoom, fill: Fill
) -> None:
    _arrive(fill, 1, 1_000)
    room.audit.set_share(0.1)
    room.audit.draw(Run().control)
    before = _sample(store)

    room.audit.set_share(0.5)
    assert room.audit.draw(Run().control) == 0
    assert _sample(store) == before
    _arrive(fill, 1_001, 2_000)
    room.audit.draw(Run().control)

    after = _sample(store)
    assert before.items() <= after.items()
    assert set(before.values()) == {10.0}
    assert {after[row] for row in after if row > 1_000} == {2.0}


def test_the_weights_add_up_to_the_replies_they_stand_for(
    store: Store, room: TriageRoom, fill: Fill
) -> None:
    """Horvitz and Thompson: of n replies drawn with chance p, sd = sqrt(n (1 - p) / p)."""
    replies, share = 3_000, 0.05
    _arrive(fill, 1, replies)
    room.audit.set_share(share)
    room.audit.draw(Run().control)

    deviation = sqrt(replies * (1 - share) / share)
    assert abs(sum(_sample(store).values()) - replies) < 4 * deviation


def test_no_reply_is_looked_at_twice(
    store: Store, desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    room.audit.set_share(1)
    _arrive(fill, 1, 2, confidence=0.1)
    _arrive(fill, 3, 4)
    desk.decide(interaction_id("file", "4"), GOOD).result()
    assert room.audit.draw(Run().control) == 1

    desk.undo().result()
    _arrive(fill, 1, 4, confidence=0.95)
    assert room.audit.draw(Run().control) == 0

    assert set(_sample(store)) == {3}
    assert desk.counts().audit == 1
    assert desk.counts().new == 3


def test_a_drawn_reply_whose_confidence_falls_is_an_automatic_stay_and_back(
    store: Store, desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    room.audit.set_share(1)
    _arrive(fill, 1, 1)
    room.audit.draw(Run().control)
    for confidence, stay in ((0.1, Stay.AUTOMATIC), (None, Stay.AUDIT), (0.9, Stay.AUDIT)):
        _arrive(fill, 1, 1, confidence=confidence)
        (item,) = desk.page(Queue.DUE).items
        assert item.stay is stay
        assert room.audit.draw(Run().control) == 0
    assert _sample(store) == {1: 1.0}
    with store.reading() as connection:
        assert state.count_stale(connection) == 0


def test_drawing_goes_on_where_it_was_stopped(store: Store, room: TriageRoom, fill: Fill) -> None:
    _arrive(fill, 1, 5_000)
    room.audit.set_share(0.2)
    with pytest.raises(JobCancelled):
        room.audit.draw(Run(cancel_after=1).control)
    room.audit.draw(Run().control)
    drawn = _sample(store)

    with store.writing() as writing:
        writing.connection.exec_driver_sql("DELETE FROM audit_sample")
        writing.connection.exec_driver_sql("DELETE FROM store_facts WHERE key = 'audit_looked_at'")
        state.refresh_rows(writing.connection, range(1, 5_001))
    room.audit.draw(Run().control)
    assert _sample(store) == drawn


def test_nothing_is_drawn_of_a_share_of_none(store: Store, room: TriageRoom, fill: Fill) -> None:
    _arrive(fill, 1, 50)
    room.audit.set_share(0)
    assert room.audit.draw(Run().control) == 0
    assert _sample(store) == {}
    for share in (-0.1, 1.1, float("nan")):
        with pytest.raises(NotPossible, match="from 0 to 1"):
            room.audit.set_share(share)
    assert room.audit.share() == 0
