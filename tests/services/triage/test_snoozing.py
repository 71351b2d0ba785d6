from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.action import Action, redo_title, undo_title
from reviewer.domain.identity import interaction_id
from reviewer.domain.moments import DAY, now_micros, to_micros
from reviewer.domain.queue import Queue, QueueItem, QueueState, Stay
from reviewer.domain.review import Decision, Verdict
from reviewer.domain.snooze import Snooze, WakeOn, label
from reviewer.errors import NotPossible
from services.triage.desk import TriageDesk
from services.triage.room import TriageRoom
from tests.services.triage.conftest import Fill
from tests.support.rows import a_row

FAR = now_micros() + 3_000 * DAY
WEDNESDAY = to_micros(datetime(2026, 11, 18, 10, tzinfo=UTC))


def _id(name: str = "x") -> UUID:
    return interaction_id("file", name)


def _item(desk: TriageDesk, name: str = "x") -> QueueItem:
    case = desk.case_by_id(_id(name))
    assert case is not None
    return case.standing


def _snooze(room: TriageRoom, *on: WakeOn, until: int | None = None, name: str = "x") -> None:
    room.snoozing.snooze(_id(name), Snooze(until, frozenset(on), "wait for the FAQ")).result()


def test_a_snoozed_reply_is_not_due_until_its_moment(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(a_row("x"), a_row("y"))

    _snooze(room, until=FAR)

    item = _item(desk)
    assert (item.state, item.stay, item.due_at) == (QueueState.SNOOZED, Stay.MANUAL, FAR)
    assert (item.returns, item.woken_by) == (0, None)
    assert [one.id for one in desk.page(Queue.DUE).items] == [_id("y")]
    assert [one.id for one in desk.page(Queue.SNOOZED).items] == [_id("y"), _id("x")]
    counts = desk.counts()
    assert (counts.snoozed, counts.due, counts.manual) == (2, 1, 1)


def test_a_moment_that_has_passed_makes_it_due_before_the_automatic_ones(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(a_row("old", created_at=1), a_row("x", created_at=9))

    _snooze(room, until=now_micros() - 1)

    assert [one.id for one in desk.page(Queue.DUE).items] == [_id("x"), _id("old")]
    assert (_item(desk).woken_by, _item(desk).returns) == ("time", 1)


def test_the_case_tells_who_snoozed_it_and_why(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(a_row("x"))
    _snooze(room, WakeOn.CUSTOMER_REPLIED, until=FAR)
    desk.undo().result()

    case = desk.case_by_id(_id())
    assert case is not None
    (stored,) = case.snoozes
    assert stored.snooze == Snooze(FAR, frozenset({WakeOn.CUSTOMER_REPLIED}), "wait for the FAQ")
    assert (stored.reviewer, stored.standing) == ("Ada", False)
    assert case.standing.stay is Stay.AUTOMATIC


@pytest.mark.parametrize("kind", [WakeOn.NEW_VERSION, WakeOn.CLUSTER_FIXED])
def test_an_event_wakes_those_that_wait_for_it_and_only_if_it_comes_later(
    desk: TriageDesk, room: TriageRoom, fill: Fill, kind: WakeOn
) -> None:
    fill(a_row("x"), a_row("y"))
    room.snoozing.happened(kind, "before").result()
    _snooze(room, kind, until=FAR)
    _snooze(room, until=FAR, name="y")
    assert desk.counts().due == 0

    room.snoozing.happened(kind, "v2.1").result()

    assert [one.id for one in desk.page(Queue.DUE).items] == [_id("x")]
    assert _item(desk).woken_by == kind


def test_an_event_may_concern_some_interactions_only(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(a_row("x"), a_row("y"))
    for name in "xy":
        _snooze(room, WakeOn.CLUSTER_FIXED, name=name)

    room.snoozing.happened(WakeOn.CLUSTER_FIXED, "refunds", [2]).result()

    assert [one.id for one in desk.page(Queue.DUE).items] == [_id("y")]


@pytest.mark.parametrize(
    ("reply", "woken"),
    [
        (a_row("new", created_at=20), True),
        (a_row("older", created_at=5), False),
        (a_row("elsewhere", created_at=20, conversation_id="c-2"), False),
    ],
)
def test_a_newer_message_of_the_conversation_wakes_who_waits_for_the_customer(
    desk: TriageDesk, room: TriageRoom, fill: Fill, reply: object, woken: bool
) -> None:
    fill(a_row("before", created_at=15), a_row("x", created_at=10))
    _snooze(room, WakeOn.CUSTOMER_REPLIED)
    assert _item(desk).asleep(now_micros())

    fill(reply)

    assert _item(desk).due(now_micros()) is woken
    assert _item(desk).woken_by == ("customer_replied" if woken else None)


def test_a_person_wakes_a_sleeping_reply_and_no_other(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(a_row("x"), a_row("y"))
    _snooze(room, until=FAR)

    room.snoozing.wake(_id()).result()

    assert (_item(desk).woken_by, _item(desk).due(now_micros())) == ("person", True)
    for name in "xy":
        with pytest.raises(NotPossible, match="not asleep"):
            room.snoozing.wake(_id(name)).result()


def test_what_keeps_coming_back_stands_before_what_came_back_once(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(a_row("once"), a_row("often"))
    for name, times in (("once", 1), ("often", 4)):
        for _ in range(times):
            _snooze(room, until=1, name=name)

    items = desk.page(Queue.DUE).items
    assert [(one.id, one.returns) for one in items] == [(_id("often"), 4), (_id("once"), 1)]


def test_a_verdict_ends_the_stay_and_a_later_snooze_begins_another(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(a_row("x"))
    _snooze(room, until=FAR)

    desk.decide(_id(), Verdict(Decision.AI_BAD)).result()
    assert _item(desk).state is QueueState.REVIEWED
    _snooze(room, until=FAR)
    assert (_item(desk).state, _item(desk).decision) == (QueueState.SNOOZED, "ai_bad")


def test_confidence_and_threshold_never_end_a_persons_snooze(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(a_row("x", confidence=0.1))
    _snooze(room, until=FAR)

    fill(a_row("x", confidence=0.9))

    assert _item(desk).stay is Stay.MANUAL


def test_a_snooze_that_nothing_ends_is_refused(room: TriageRoom) -> None:
    with pytest.raises(NotPossible, match="needs a moment or an event"):
        room.snoozing.snooze(_id(), Snooze())


def test_an_unknown_reply_cannot_be_snoozed(room: TriageRoom) -> None:
    with pytest.raises(NotPossible, match="no interaction"):
        room.snoozing.snooze(_id(), Snooze(FAR)).result()


@pytest.mark.parametrize(
    ("snooze", "words"),
    [
        (Snooze(WEDNESDAY + 3_600_000_000), "Snooze until 11:00"),
        (Snooze(WEDNESDAY + DAY), "Snooze until tomorrow"),
        (Snooze(WEDNESDAY + 5 * DAY), "Snooze until Monday"),
        (Snooze(WEDNESDAY + 7 * DAY), "Snooze until 25 November 2026"),
        (Snooze(None, frozenset({WakeOn.NEW_VERSION})), "Snooze until a new version"),
        (
            Snooze(WEDNESDAY + 5 * DAY, frozenset({WakeOn.CUSTOMER_REPLIED})),
            "Snooze until Monday or the customer replies",
        ),
    ],
)
def test_a_label_says_until_when_as_a_person_would(snooze: Snooze, words: str) -> None:
    assert label(snooze, WEDNESDAY, UTC) == words


@given(st.integers(-5_000, 5_000))
def test_a_label_has_words_for_any_day(days: int) -> None:
    assert label(Snooze(WEDNESDAY + days * DAY), WEDNESDAY, UTC).startswith("Snooze until ")


@pytest.mark.parametrize(
    ("name", "undo"),
    [("Snooze until Monday", "Undo: snooze until Monday"), ("AI good", "Undo: AI good")],
)
def test_the_menu_names_the_step(name: str, undo: str) -> None:
    action = Action(UUID(int=1), "x", name, 0, None)
    assert undo_title(action) == undo
    assert redo_title(action) == undo.replace("Undo", "Redo")
