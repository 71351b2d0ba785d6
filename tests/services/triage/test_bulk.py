from uuid import UUID

import pytest

from reviewer.domain.changes import Changed
from reviewer.domain.filters import Filter
from reviewer.domain.identity import interaction_id
from reviewer.domain.queue import Queue
from reviewer.domain.review import Decision, Verdict
from reviewer.domain.snooze import Snooze
from reviewer.errors import NotPossible
from reviewer.store import state
from reviewer.store.store import Store
from services.triage import bulk
from services.triage.bulk import Preview
from services.triage.desk import TriageDesk, Undone
from services.triage.room import TriageRoom
from tests.services.triage.conftest import Fill
from tests.support.rows import a_row

BAD = Verdict(Decision.AI_BAD, category="tone", note="all the same", severity=2, flagged=True)


def _id(name: str) -> UUID:
    return interaction_id("file", name)


def _everything(store: Store) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        query = f"SELECT {state.COLUMNS} FROM interaction_state ORDER BY row_id"
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def test_five_thousand_are_decided_and_undone_as_one_step_that_the_log_keeps(
    store: Store, desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(*(a_row(str(n), created_at=n, topic=("a", "b")[n % 2]) for n in range(10_000)))
    desk.decide(_id("0"), Verdict(Decision.AI_GOOD)).result()
    before = _everything(store)

    done = room.bulk.decide(Filter(topic="a"), BAD).result()

    assert (len(done.row_ids), done.refused) == (5_000, 0)
    assert done.action.label == "AI bad (5,000 replies)"
    assert desk.counts().reviewed == 5_000
    undone = desk.undo().result()
    assert isinstance(undone, Undone)
    assert len(undone.row_ids) == 5_000
    assert _everything(store) == before
    with store.reading() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM feedback_replay_log").scalar_one()
        kinds = connection.exec_driver_sql("SELECT kind FROM actions ORDER BY at").scalars().all()
        assert state.count_stale(connection) == 0
    assert kept == 5_001
    assert list(kinds) == ["decide", "decide", "undo"]


def test_a_bulk_verdict_is_a_review_like_any_other(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(a_row("x"), a_row("y"))

    room.bulk.decide([1, 2, 2], BAD).result()

    case = desk.case_by_id(_id("y"))
    assert case is not None
    (review,) = case.reviews
    assert (review.category, review.note, review.severity) == ("tone", "all the same", 2)
    assert review.flagged
    assert case.standing.flagged
    assert not review.changed_since
    assert len(desk.page(Queue.ALL, narrowed=Filter(flagged=True)).items) == 2


def test_the_rules_leave_out_what_they_refuse_and_the_preview_says_so(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(a_row("x"), a_row("y", agent_reply=None), a_row("z", agent_reply=" "))
    better = Verdict(Decision.AGENT_BETTER)

    assert room.bulk.preview([1, 2, 3], better) == Preview(
        1, 2, (("There is no agent reply to prefer.", 2),)
    )
    done = room.bulk.decide([1, 2, 3], better).result()

    assert (done.row_ids, done.refused) == ((1,), 2)
    assert desk.counts().reviewed == 1


def test_nothing_is_written_where_nothing_can_be_done(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(a_row("x", agent_reply=None))

    with pytest.raises(NotPossible, match="None of the selected"):
        room.bulk.decide([1], Verdict(Decision.AGENT_BETTER)).result()
    with pytest.raises(NotPossible, match="None of the selected"):
        room.bulk.tag(Filter(topic="nowhere"), "vip").result()
    with pytest.raises(NotPossible, match="one at a time"):
        room.bulk.decide([1], Verdict(Decision.EDITED, "text"))

    assert desk.next_undo() is None


def test_many_are_snoozed_tagged_and_categorised(
    desk: TriageDesk, room: TriageRoom, fill: Fill
) -> None:
    fill(a_row("x"), a_row("y"), a_row("z", confidence=0.9))
    due = Filter(queue=Queue.DUE)
    assert room.bulk.preview(due) == Preview(2)

    room.bulk.tag(due, "vip").result()
    room.bulk.categorise(due, "tone").result()
    room.bulk.snooze(due, Snooze(4_000_000_000_000_000)).result()

    assert desk.counts().due == 0
    tagged = desk.page(Queue.SNOOZED, narrowed=Filter(tag="vip", category="tone")).items
    assert len(tagged) == 2
    room.bulk.tag([1], "vip", present=False).result()
    assert len(desk.page(Queue.ALL, narrowed=Filter(tag="vip")).items) == 1


def test_a_step_has_a_limit(room: TriageRoom, fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(*(a_row(str(n)) for n in range(4)))
    monkeypatch.setattr(bulk, "MOST", 3)

    with pytest.raises(NotPossible, match="at most 3"):
        room.bulk.tag(Filter(), "vip").result()


def test_a_large_step_is_announced_as_many(store: Store, room: TriageRoom, fill: Fill) -> None:
    fill(*(a_row(str(n)) for n in range(600)))
    heard: list[Changed] = []
    store.subscribe(heard.append)

    room.bulk.tag(Filter(), "vip").result()

    assert heard == [Changed(reviews=True, row_ids=None)]
