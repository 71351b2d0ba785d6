"""Laws of calibration: order does not matter, weights are repetition, the sample is fair."""

from math import sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.calibration import Calibration, Outcome, calibrate, threshold_catching
from reviewer.domain.identity import interaction_id
from reviewer.domain.review import Decision, Verdict
from reviewer.store.store import Store
from services.triage.desk import TriageDesk
from services.triage.room import TriageRoom
from tests.services.triage.conftest import Fill
from tests.support.rows import a_row
from tests.support.running import Run

_CONFIDENCES = st.one_of(st.floats(0, 1), st.sampled_from([0.0, 0.1, 0.3, 0.7, 0.99, 1.0]))
_JUDGED = st.lists(st.tuples(_CONFIDENCES, st.booleans(), st.integers(1, 5)), max_size=25)


def outcome(confidence: float, *, bad: bool, weight: float = 1.0) -> Outcome:
    return Outcome(confidence, weight, weight if bad else 0.0)


def figures(found: Calibration) -> list[float]:
    """Every figure but the numbers of rows, in one list."""
    bins = [(one.lower, one.upper, one.confidence, one.share_bad, one.weight) for one in found.bins]
    effects = [(one.threshold, one.caught, one.queue_share) for one in found.thresholds]
    numbers = [number for row in (*bins, *effects) for number in row]
    return [*numbers, -1.0 if found.ece is None else found.ece]


@given(_JUDGED, st.randoms(use_true_random=False))
def test_the_order_of_replies_does_not_matter(
    judged: list[tuple[float, bool, int]], random: Random
) -> None:
    outcomes = [outcome(confidence, bad=bad, weight=times) for confidence, bad, times in judged]
    known = sorted((one.confidence, 1) for one in outcomes)
    before = calibrate(outcomes, known)
    random.shuffle(outcomes)
    assert figures(calibrate(outcomes, known)) == pytest.approx(figures(before))


@given(_JUDGED)
def test_a_weight_counts_as_so_many_replies(judged: list[tuple[float, bool, int]]) -> None:
    weighted = [outcome(confidence, bad=bad, weight=times) for confidence, bad, times in judged]
    repeated = [
        outcome(confidence, bad=bad) for confidence, bad, times in judged for _ in range(times)
    ]
    known = sorted((confidence, times) for confidence, _, times in judged)
    one, other = calibrate(weighted, known), calibrate(repeated, known)
    assert figures(one) == pytest.approx(figures(other))
    assert (one.n, other.n) == (len(judged), sum(times for _, _, times in judged))


@given(_JUDGED, st.floats(0, 1))
def test_the_lowest_threshold_that_catches_a_share_is_found(
    judged: list[tuple[float, bool, int]], share: float
) -> None:
    outcomes = [outcome(confidence, bad=bad, weight=times) for confidence, bad, times in judged]
    found = calibrate(outcomes, sorted((one.confidence, 1) for one in outcomes))
    catching = threshold_catching(found, share)
    if not any(bad for _, bad, _ in judged):
        assert catching is None
        return
    assert catching is not None
    lower = [one for one in found.thresholds if one.threshold < catching.threshold]
    assert all(one.caught < share for one in lower)
    bad = sum(times for _, is_bad, times in judged if is_bad)
    below = sum(times for at, is_bad, times in judged if is_bad and at < catching.threshold)
    assert catching.caught == pytest.approx(below / bad)


@given(_JUDGED)
def test_bins_hold_each_reply_once_and_good_and_bad_are_all(
    judged: list[tuple[float, bool, int]],
) -> None:
    found = calibrate([outcome(at, bad=bad, weight=times) for at, bad, times in judged], [])
    assert sum(one.weight for one in found.bins) == sum(times for _, _, times in judged)
    bad = sum(one.share_bad * one.weight for one in found.bins)
    assert bad == pytest.approx(sum(times for _, is_bad, times in judged if is_bad))
    for one in found.bins:
        assert one.share_good + one.share_bad == pytest.approx(1)


# The audit sample


def _truth(number: int) -> tuple[float, bool, str | None]:
    """Confidence, whether the reply is bad, and what the source says, of the reply of a number.

    Of the doubtful four in five are bad, of the others one in five; a third has feedback.
    """
    confidence, one_in_five = (number * 37 % 100) / 100, number // 100 % 5 == 0
    bad = one_in_five != (confidence < 0.3)
    return confidence, bad, ("no" if bad else "yes") if number % 3 == 0 else None


def _share_bad(found: Calibration) -> float:
    weight = sum(one.weight for one in found.bins)
    return sum(one.share_bad * one.weight for one in found.bins) / weight


def test_reviewing_the_doubtful_and_the_sample_tells_of_all_replies(
    store: Store, desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    """A third is known from the source, the doubtful and every fifth of the rest are reviewed."""
    replies, share = 1_000, 0.2
    truth = {f"r{number}": _truth(number) for number in range(replies)}
    fill(
        *(a_row(name, confidence=at, feedback=says) for name, (at, _, says) in truth.items()),
    )
    room.audit.set_share(share)
    room.audit.draw(Run().control)
    with store.reading() as connection:
        query = (
            "SELECT i.external_id FROM interaction_state s JOIN customer_interactions i "
            "ON i.row_id = s.row_id WHERE s.queue = 1"
        )
        due = list(connection.exec_driver_sql(query).scalars())
    for name in due:
        verdict = Verdict(Decision.AI_BAD if truth[name][1] else Decision.AI_GOOD)
        desk.decide(interaction_id("file", name), verdict).result()

    found = room.calibrating.calibration()

    really = sum(bad for _, bad, _ in truth.values()) / replies
    sampled = [name for name, (at, _, says) in truth.items() if at >= 0.3 and says is None]
    deviation = sqrt(len(sampled) * 0.2 * (1 - share) / share) / replies
    assert abs(_share_bad(found) - really) < 4 * deviation
    reviewed = {*due, *(name for name, (_, _, says) in truth.items() if says)}
    unweighted = sum(truth[name][1] for name in reviewed) / len(reviewed)
    assert abs(unweighted - really) > 4 * deviation
    assert found.audited == sum(name in due for name in sampled)
    assert found.stood_for == pytest.approx(found.audited / share)


def test_a_sampled_reply_whose_source_has_said_something_stands_for_itself_alone(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(*(a_row(name, confidence=0.85, feedback="yes") for name in "abcd"))
    room.audit.set_share(1.0)
    room.audit.draw(Run().control)
    with desk._store.writing() as writing:
        writing.connection.exec_driver_sql("UPDATE audit_sample SET weight = 4.0")
    desk.decide(interaction_id("file", "a"), Verdict(Decision.AI_BAD)).result()

    (only,) = room.calibrating.calibration().bins

    assert (only.weight, only.share_bad, only.n) == (4.0, 0.25, 4)
