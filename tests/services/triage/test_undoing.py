from pathlib import Path
from uuid import UUID

import pytest

from reviewer.domain.action import Signature
from reviewer.domain.identity import interaction_id
from reviewer.domain.moments import now_micros
from reviewer.domain.review import Decision, Verdict
from reviewer.domain.snooze import Snooze
from reviewer.store import state
from reviewer.store.opening import create_store, open_store
from reviewer.store.store import Connection, Store, Writing
from services.jobs.write_lane import WriteLane
from services.triage.desk import NothingToRedo, NothingToUndo, Redone, TriageDesk, Undone
from services.triage.room import TriageRoom, furnish
from services.triage.signing import Signing
from tests.services.triage.conftest import Fill
from tests.support.rows import a_row

ADA = Signing(UUID(int=7), "Ada")
GOOD, BAD = Verdict(Decision.AI_GOOD), Verdict(Decision.AI_BAD, category="tone")


def _id(name: str = "x") -> UUID:
    return interaction_id("file", name)


def _steps(desk: TriageDesk, room: TriageRoom) -> None:
    desk.decide(_id(), GOOD).result()
    room.marking.tag(_id(), "VIP").result()
    room.snoozing.snooze(_id(), Snooze(1)).result()
    room.marking.categorise(_id(), "tone").result()
    room.bulk.decide([1, 2], BAD).result()


def _state(store: Store) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        query = f"SELECT {state.COLUMNS} FROM interaction_state ORDER BY row_id"
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def test_many_steps_go_back_in_turn_and_forth_again(
    store: Store, desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(a_row("x"), a_row("y"))
    before = _state(store)
    _steps(desk, room)

    undone = [desk.undo().result() for _ in range(6)]

    labels = [one.action.label for one in undone if isinstance(one, Undone)]
    assert labels == [
        "AI bad (2 replies)",
        "Category: Tone",
        "Snooze until 1 January 1970",
        "Tag “vip”",
        "AI good",
    ]
    assert isinstance(undone[-1], NothingToUndo)
    assert _state(store) == before
    redone = [desk.redo().result() for _ in range(6)]
    assert [one.action.label for one in redone if isinstance(one, Redone)] == labels[::-1]
    assert isinstance(redone[-1], NothingToRedo)


def test_a_redo_writes_anew_and_can_be_undone(store: Store, desk: TriageDesk, fill: Fill) -> None:
    fill(a_row("x"))
    first = desk.decide(_id(), BAD).result()
    desk.undo().result()
    redone = desk.redo().result()

    assert isinstance(redone, Redone)
    assert redone.action.redoes == first.action.id
    case = desk.case_by_id(_id())
    assert case is not None
    assert [review.standing for review in case.reviews] == [True, False]
    assert case.reviews[0].category == "tone"
    assert isinstance(desk.undo().result(), Undone)
    with store.reading() as connection:
        kinds = connection.exec_driver_sql("SELECT kind FROM actions ORDER BY at").scalars().all()
    assert list(kinds) == ["decide", "undo", "decide", "undo"]


def test_a_new_gesture_leaves_nothing_to_redo(desk: TriageDesk, fill: Fill) -> None:
    fill(a_row("x"))
    desk.decide(_id(), BAD).result()
    desk.undo().result()
    assert desk.next_redo() is not None

    desk.decide(_id(), GOOD).result()

    assert desk.next_redo() is None
    assert isinstance(desk.redo().result(), NothingToRedo)


def test_tomorrow_the_steps_are_still_there(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with _desk(create_store(path, None)) as desk:
        _fill(desk)
        desk.decide(_id(), BAD).result()
        desk.decide(_id(), GOOD).result()
        desk.undo().result()

    with _desk(open_store(path, None)) as desk:
        undo, redo = desk.next_undo(), desk.next_redo()
        assert undo is not None
        assert redo is not None
        assert (undo.label, redo.label) == ("AI bad", "AI good")
        assert isinstance(desk.redo().result(), Redone)


class _desk:  # noqa: N801  reads as a context
    def __init__(self, store: Store) -> None:
        self._store = store
        self._lane: WriteLane[Writing] = WriteLane(store.writing)

    def __enter__(self) -> TriageDesk:
        return TriageDesk(self._store, self._lane, ADA)

    def __exit__(self, *_: object) -> None:
        self._lane.close()
        self._store.close()


def _fill(desk: TriageDesk) -> None:
    from reviewer.store import sync

    with desk._store.writing() as writing:
        sync.save_page(writing.connection, "file", [a_row("x")])


@pytest.fixture
def bob(store: Store, lane: WriteLane[Writing]) -> TriageDesk:
    def sign(connection: Connection) -> Signature:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO reviewers (id, name) VALUES (?, 'Bob')", (UUID(int=2).bytes,)
        )
        return Signature(UUID(int=2), UUID(int=3))

    return TriageDesk(store, lane, sign)


def test_only_ones_own_steps_are_undone(desk: TriageDesk, bob: TriageDesk, fill: Fill) -> None:
    fill(a_row("x"))
    desk.decide(_id(), GOOD).result()
    bob.decide(_id(), BAD).result()

    undone = desk.undo().result()

    assert isinstance(undone, Undone)
    assert undone.action.label == "AI good"
    case = desk.case_by_id(_id())
    assert case is not None
    assert case.standing.decision == "ai_bad"
    assert isinstance(desk.undo().result(), NothingToUndo)


def test_two_reviewers_who_disagree_are_shown_as_such(
    desk: TriageDesk, bob: TriageDesk, fill: Fill
) -> None:
    fill(a_row("x"), a_row("y"), a_row("z"))
    for name, first, second in (("x", GOOD, BAD), ("y", BAD, BAD), ("z", BAD, GOOD)):
        bob.decide(_id(name), first).result()
        desk.decide(_id(name), second).result()
    bob.decide(_id("z"), BAD).result()
    desk.decide(_id("z"), BAD).result()

    from reviewer.domain.filters import Filter
    from reviewer.domain.queue import Queue

    found = desk.page(Queue.REVIEWED, narrowed=Filter(disagreement=True)).items
    assert [one.id for one in found] == [_id("x")]
    by_bob = desk.page(Queue.ALL, narrowed=Filter(reviewer=UUID(int=2))).items
    assert len(by_bob) == 3
    assert not desk.page(Queue.ALL, narrowed=Filter(reviewer=UUID(int=9))).items


def test_a_clock_that_is_set_back_does_not_change_which_step_came_last(
    desk: TriageDesk, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(a_row("x"))
    desk.decide(_id(), GOOD).result()
    past = now_micros() - 10**12
    monkeypatch.setattr("reviewer.store.actions.now_micros", lambda: past)

    desk.decide(_id(), BAD).result()

    case = desk.case_by_id(_id())
    assert case is not None
    assert case.standing.decision == "ai_bad"
    undo = desk.next_undo()
    assert undo is not None
    assert undo.label == "AI bad"


def test_furnishing_again_gives_services_on_the_same_store(desk: TriageDesk, fill: Fill) -> None:
    fill(a_row("x"))
    desk.furnish().marking.tag(_id(), "vip").result()
    assert furnish is not None
    assert [facet.value for facet in desk.furnish().marking.in_use()] == ["vip"]
