"""Calibration, threshold, audit sample, estimates, similar interactions, the reviewer's day."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.calibration import (
    Outcome,
    calibrate,
    expected_error,
    threshold_catching,
)
from reviewer.domain.identity import interaction_id
from reviewer.domain.moments import DAY, now_micros, to_micros
from reviewer.domain.queue import Queue, Stay
from reviewer.domain.review import Decision, Verdict
from reviewer.domain.snooze import Snooze
from reviewer.errors import NotPossible
from reviewer.store import state
from reviewer.store.store import Store
from services.jobs.status import JobCancelled
from services.triage.day import midnight
from services.triage.desk import TriageDesk
from services.triage.estimating import estimate
from services.triage.room import TriageRoom
from tests.services.triage.conftest import Fill
from tests.support.rows import a_row
from tests.support.running import Run


def _id(name: str) -> UUID:
    return interaction_id("file", name)


# Calibration


def test_calibration_is_what_one_counts_by_hand(room: TriageRoom, fill: Fill) -> None:
    fill(
        a_row("1", confidence=0.1, feedback="no"),
        a_row("2", confidence=0.1, feedback="yes"),
        a_row("3", confidence=0.9, feedback="yes"),
        a_row("4", confidence=1.0, feedback="no"),
        a_row("5", confidence=0.5, feedback=None),
        a_row("6", confidence=None, feedback="no"),
    )

    found = room.calibrating.calibration()

    low, high = found.bins
    assert (low.lower, low.n, low.share_bad) == (0.1, 2, 0.5)
    assert low.confidence == pytest.approx(0.1)
    assert (high.lower, high.n, high.share_bad) == (0.9, 2, 0.5)
    assert found.ece == pytest.approx(0.5 * 0.4 + 0.5 * 0.45)
    assert found.n == 4
    effects = {effect.threshold: effect for effect in found.thresholds}
    assert (effects[0.3].caught, effects[0.3].queue_share) == (0.5, 0.4)
    assert (effects[0.0].caught, effects[1.01].caught) == (0.0, 1.0)


def test_a_review_counts_rather_than_what_the_source_says(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(a_row("x", confidence=0.2, feedback="yes"))
    desk.decide(_id("x"), Verdict(Decision.AI_BAD)).result()

    (only,) = room.calibrating.calibration().bins
    assert only.share_bad == 1


def test_a_judged_reply_of_the_audit_sample_counts_for_those_it_stands_for(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(
        a_row("drawn", confidence=0.85, feedback=None),
        a_row("other", confidence=0.85, feedback="yes"),
    )
    room.audit.set_share(0.25)
    room.audit.set_share(1.0)
    room.audit.draw(Run().control)
    with desk._store.writing() as writing:
        writing.connection.exec_driver_sql("UPDATE audit_sample SET weight = 4.0")
    desk.decide(_id("drawn"), Verdict(Decision.AI_BAD)).result()

    (only,) = room.calibrating.calibration().bins
    assert (only.weight, only.share_bad, only.n) == (5.0, 0.8, 2)


def test_without_outcomes_there_is_no_figure(room: TriageRoom, fill: Fill) -> None:
    fill(a_row("x", feedback=None))

    found = room.calibrating.calibration()

    assert (found.bins, found.ece, found.thresholds) == ((), None, ())
    assert threshold_catching(found, 0.8) is None


_outcomes = st.lists(
    st.tuples(st.floats(0, 1), st.floats(0.1, 50), st.floats(0, 1), st.integers(1, 9)).map(
        lambda one: Outcome(one[0], one[1], one[1] * one[2], one[3])
    ),
    max_size=30,
)


@given(_outcomes)
def test_laws_of_calibration(outcomes: list[Outcome]) -> None:
    known = sorted((one.confidence, one.n) for one in outcomes)
    found = calibrate(outcomes, known)

    assert found.ece is None or 0 <= found.ece <= 1 + 1e-9
    assert sum(one.n for one in found.bins) == sum(one.n for one in outcomes)
    for one in found.bins:
        assert one.lower - 1e-9 <= one.confidence <= one.upper + 1e-9
        assert -1e-9 <= one.share_bad <= 1 + 1e-9
    caught = [effect.caught for effect in found.thresholds]
    assert caught == sorted(caught)
    queue = [effect.queue_share for effect in found.thresholds]
    assert queue == sorted(queue)
    if found.thresholds:
        assert caught[-1] == pytest.approx(1)
        assert queue[-1] == 1
        catching = threshold_catching(found, 0.8)
        assert catching is not None
        assert catching.caught >= 0.8


def test_a_perfect_calibration_has_no_error() -> None:
    outcomes = [Outcome(n / 10 + 0.05, 10.0, 10.0 * (1 - n / 10 - 0.05)) for n in range(10)]

    assert expected_error(calibrate(outcomes, []).bins) == pytest.approx(0)


# Threshold


def test_a_dry_run_counts_what_setting_the_threshold_does(
    store: Store, desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(*(a_row(str(n), confidence=n / 100) for n in range(100)))
    desk.decide(_id("40"), Verdict(Decision.AI_GOOD)).result()
    room.snoozing.snooze(_id("10"), Snooze(4_000_000_000_000_000)).result()

    up = room.threshold.dry_run(0.5)
    assert (up.before, up.opens, up.closes) == (0.3, 19, 0)
    assert room.threshold.current() == 0.3
    room.threshold.move(0.5, Run().control)
    assert desk.counts().snoozed == 30 + 19
    down = room.threshold.dry_run(0.05)
    assert (down.opens, down.closes) == (0, 43)
    room.threshold.move(0.05, Run().control)
    counts = desk.counts()
    assert (counts.snoozed, counts.manual) == (6, 1)
    with store.reading() as connection:
        assert state.count_stale(connection) == 0


def test_a_threshold_has_bounds(room: TriageRoom) -> None:
    with pytest.raises(NotPossible, match="from 0 to 1"):
        room.threshold.dry_run(1.5)


# Audit sample


def test_the_sample_is_random_stable_and_weighted(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(*(a_row(str(n), confidence=0.9, created_at=n) for n in range(2_000)))
    fill(*(a_row(f"low {n}", confidence=0.1) for n in range(100)))
    room.audit.set_share(0.1)

    drawn = room.audit.draw(Run().control)

    assert 140 < drawn < 260
    assert desk.counts().audit == drawn
    assert desk.counts().snoozed == 100 + drawn
    items = [one for one in desk.page(Queue.DUE, limit=3_000).items if one.stay is Stay.AUDIT]
    assert len(items) == drawn
    case = desk.case(items[0].row_id)
    assert case is not None
    assert case.audit_weight == 10
    assert room.audit.draw(Run().control) == 0
    assert desk.counts().audit == drawn


def test_every_laptop_draws_the_same_replies_and_a_larger_share_only_adds(
    room: TriageRoom, fill: Fill, store: Store
) -> None:
    fill(*(a_row(str(n), confidence=0.9) for n in range(500)))
    drawn = []
    for share in (0.05, 0.2, 1.0):
        with store.writing() as writing:
            writing.connection.exec_driver_sql("DELETE FROM audit_sample")
            writing.connection.exec_driver_sql("DELETE FROM store_facts WHERE key LIKE 'audit%'")
            state.refresh_rows(writing.connection, range(1, 501))
        room.audit.set_share(share)
        room.audit.draw(Run().control)
        with store.reading() as connection:
            query = "SELECT row_id FROM audit_sample"
            drawn.append(set(connection.exec_driver_sql(query).scalars()))
    assert drawn[0] < drawn[1] < drawn[2]
    assert len(drawn[2]) == 500


def test_a_verdict_ends_an_audit_stay_and_undo_brings_it_back(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(a_row("x", confidence=0.9))
    room.audit.set_share(1.0)
    room.audit.draw(Run().control)

    desk.decide(_id("x"), Verdict(Decision.AI_GOOD)).result()
    assert desk.counts().due == 0
    desk.undo().result()
    assert desk.counts().audit == 1


# Similar interactions, and confidence from them

QUESTIONS = (
    "Where is my giraffe?",
    "Where is my giraffe today?",
    "Please tell me where my giraffe is",
    "Can I cancel the booking?",
)


def test_the_most_similar_come_first_and_the_case_itself_does_not(
    room: TriageRoom, fill: Fill
) -> None:
    fill(*(a_row(str(n), customer_message=text) for n, text in enumerate(QUESTIONS)))

    found = room.similar.of(1)

    assert [one.item.row_id for one in found] == [2, 3]
    assert found[0].similarity > found[1].similarity > 0.5
    assert room.similar.of(99) == ()


def test_a_number_of_its_own_does_not_hide_what_is_alike(room: TriageRoom, fill: Fill) -> None:
    fill(*(a_row(str(n), customer_message=f"Where is order {n:05}?") for n in range(30)))
    assert len(room.similar.of(7, limit=12)) == 12


@pytest.mark.parametrize(
    "message", ["", "   ", "?!", "😀", "我的包裹在哪里", 'AND "OR" *', "x" * 90_000]
)
def test_any_message_can_be_compared(room: TriageRoom, fill: Fill, message: str) -> None:
    fill(a_row("1", customer_message=message), a_row("2", customer_message=message))

    found = room.similar.of(1)

    assert all(0 <= one.similarity <= 1 for one in found)


def _questions(fill: Fill, **of_the_last: object) -> None:
    rows = [
        a_row(str(n), customer_message=f"Where is my giraffe {n}", ai_reply="In the barn.",
              feedback="yes", confidence=0.8)
        for n in range(5)
    ]  # fmt: skip
    fill(*rows, a_row("new", customer_message="Where is my giraffe", confidence=None,
                      feedback=None, **of_the_last))  # fmt: skip


def test_an_estimate_is_high_where_the_reply_is_like_accepted_ones(
    store: Store, desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    _questions(fill, ai_reply="In the barn!")
    assert room.estimating.waiting() == 1

    assert room.estimating.run(Run().control) == 1

    case = desk.case_by_id(_id("new"))
    assert case is not None
    assert case.interaction.confidence is None
    assert case.standing.confidence == pytest.approx(1)
    assert case.standing.confidence_origin == "similarity"
    with store.reading() as connection:
        assert state.count_stale(connection) == 0


def test_a_low_estimate_snoozes_and_the_source_has_the_last_word(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    _questions(fill, ai_reply="0")
    room.estimating.run(Run().control)
    case = desk.case_by_id(_id("new"))
    assert case is not None
    assert case.standing.stay is Stay.AUTOMATIC

    _questions(fill, ai_reply="0", topic="other")
    case = desk.case_by_id(_id("new"))
    assert case is not None
    assert case.standing.confidence is None
    fill(a_row("new", confidence=0.7))
    case = desk.case_by_id(_id("new"))
    assert case is not None
    assert (case.standing.confidence, case.standing.confidence_origin) == (0.7, "source")


def test_estimating_goes_on_where_it_was_stopped(room: TriageRoom, fill: Fill) -> None:
    fill(*(a_row(str(n), confidence=None) for n in range(130)))

    with pytest.raises(JobCancelled):
        room.estimating.run(Run(cancel_after=40).control)
    left = room.estimating.waiting()
    assert 0 < left < 130
    run = Run()
    room.estimating.run(run.control)
    assert run.last.done == left
    assert room.estimating.waiting() == 0


@given(st.lists(st.tuples(st.floats(0.5, 1), st.text(max_size=20)), max_size=12), st.text())
def test_an_estimate_is_a_share_or_nothing(neighbours: list[tuple[float, str]], reply: str) -> None:
    found = estimate(reply, neighbours)
    assert found is None if len(neighbours) < 3 else 0 <= found <= 1 + 1e-9  # type: ignore[operator]


# The day


def test_a_day_counts_ones_own_standing_decisions(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(*(a_row(name, topic=topic) for name, topic in zip("abcde", "xxyyz", strict=True)))
    for name in "abc":
        desk.decide(_id(name), Verdict(Decision.AI_BAD)).result()
    desk.decide(_id("a"), Verdict(Decision.AI_GOOD)).result()
    desk.decide(_id("d"), Verdict(Decision.AI_BAD)).result()
    desk.undo().result()
    desk.decide(_id("d"), Verdict(Decision.SKIP)).result()
    room.snoozing.snooze(_id("e"), Snooze(4_000_000_000_000_000)).result()
    room.day.set_goal(20).result()

    day = room.day.today()

    assert (day.done, day.skipped, day.snoozed, day.left, day.goal) == (3, 1, 1, 1, 20)
    assert [(one.value, one.total) for one in day.by_topic] == [("x", 3), ("y", 1)]
    assert day.by_topic[0].share_bad == pytest.approx(2 / 3)
    assert [(one.value, one.total) for one in day.by_version] == [("v1.0", 4)]
    assert room.day.since(now_micros() + DAY).done == 0


def test_midnight_is_that_of_the_time_zone() -> None:
    noon = to_micros(datetime(2026, 11, 18, 12, tzinfo=UTC))
    assert midnight(noon, UTC) == to_micros(datetime(2026, 11, 18, tzinfo=UTC))
