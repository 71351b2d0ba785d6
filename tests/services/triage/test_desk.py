from uuid import UUID

import pytest

from reviewer.domain.changes import Changed
from reviewer.domain.identity import interaction_id
from reviewer.domain.interaction import SourceRow
from reviewer.domain.queue import Queue, QueueState, Stay
from reviewer.domain.review import Decision, Verdict
from reviewer.errors import NotPossible
from reviewer.store import state, sync
from reviewer.store.store import Store
from services.triage.desk import Case, NothingToUndo, TriageDesk, Undone
from tests.support.rows import a_row


def _fill(store: Store, *rows: SourceRow) -> None:
    with store.writing() as writing:
        sync.save_page(writing.connection, "file", rows)


def _id(external_id: str) -> UUID:
    return interaction_id("file", external_id)


def _case(desk: TriageDesk, external_id: str) -> Case:
    case = desk.case_by_id(_id(external_id))
    assert case is not None
    return case


@pytest.mark.parametrize(
    ("decision", "feedback", "final"),
    [
        (Decision.AI_GOOD, "yes", "It will arrive soon."),
        (Decision.AGENT_BETTER, "no", "It arrives on Friday before noon."),
        (Decision.AI_BAD, "no", None),
    ],
)
def test_a_verdict_ends_the_stay_and_says_what_is_effective(
    store: Store, desk: TriageDesk, decision: Decision, feedback: str, final: str | None
) -> None:
    _fill(store, a_row("x", feedback=None))

    decided = desk.decide(_id("x"), Verdict(decision, category="tone", note="see FAQ")).result()

    case = _case(desk, "x")
    (review,) = case.reviews
    assert review.id == decided.review_id
    assert (review.decision, review.feedback, review.final_reply) == (decision, feedback, final)
    assert (review.category, review.note, review.reviewer) == ("tone", "see FAQ", "Ada")
    assert case.standing.state is QueueState.REVIEWED
    assert case.standing.feedback == feedback
    assert case.interaction.feedback is None


def test_an_edit_keeps_the_final_reply(store: Store, desk: TriageDesk) -> None:
    _fill(store, a_row("x", agent_reply=None))

    desk.decide(_id("x"), Verdict(Decision.EDITED, "It arrives tomorrow.")).result()

    assert _case(desk, "x").reviews[0].final_reply == "It arrives tomorrow."


@pytest.mark.parametrize(
    ("row", "verdict", "sentence"),
    [
        (a_row("x", agent_reply=None), Verdict(Decision.AGENT_BETTER), "no agent reply"),
        (a_row("x", agent_reply="  \n"), Verdict(Decision.AGENT_BETTER), "no agent reply"),
        (a_row("x", ai_reply=None), Verdict(Decision.AI_GOOD), "no AI reply"),
        (a_row("x", ai_reply=None), Verdict(Decision.AI_BAD), "no AI reply"),
        (a_row("x"), Verdict(Decision.EDITED, " "), "needs the text"),
        (a_row("x"), Verdict(Decision.AI_BAD, category="mood"), "no failure category"),
        (a_row("y"), Verdict(Decision.AI_GOOD), "no interaction"),
    ],
)
def test_what_the_rules_refuse_is_refused_with_a_sentence_and_leaves_nothing(
    store: Store, desk: TriageDesk, row: SourceRow, verdict: Verdict, sentence: str
) -> None:
    _fill(store, row)

    with pytest.raises(NotPossible, match=sentence):
        desk.decide(_id("x"), verdict).result()

    assert isinstance(desk.undo().result(), NothingToUndo)
    assert desk.counts().reviewed == 0


def test_a_skip_is_no_verdict_and_goes_behind_the_others(store: Store, desk: TriageDesk) -> None:
    _fill(store, *(a_row(str(n), created_at=n) for n in range(3)))

    desk.decide(_id("0"), Verdict(Decision.SKIP)).result()

    assert desk.counts().reviewed == 0
    assert [item.at for item in desk.page(Queue.DUE).items] == [1, 2, 0]
    desk.decide(_id("1"), Verdict(Decision.SKIP)).result()
    desk.decide(_id("0"), Verdict(Decision.SKIP)).result()
    assert [item.at for item in desk.page(Queue.DUE, limit=1).items] == [2]
    assert [item.at for item in desk.page(Queue.DUE).items] == [2, 1, 0]


def test_undo_gives_back_exactly_what_was_and_the_log_still_shows_both(
    store: Store, desk: TriageDesk
) -> None:
    _fill(store, a_row("x"), a_row("y"))
    before = _case(desk, "x").standing
    desk.decide(_id("x"), Verdict(Decision.AI_BAD)).result()

    undone = desk.undo().result()

    assert isinstance(undone, Undone)
    assert (undone.action.label, undone.row_ids) == ("AI bad", (1,))
    case = _case(desk, "x")
    assert case.standing == before
    assert [review.standing for review in case.reviews] == [False]
    assert isinstance(desk.undo().result(), NothingToUndo)
    with store.reading() as connection:
        kinds = connection.exec_driver_sql("SELECT kind FROM actions").scalars()
        assert list(kinds) == ["decide", "undo"]


def test_the_latest_standing_review_counts_and_undo_gives_the_one_before(
    store: Store, desk: TriageDesk
) -> None:
    _fill(store, a_row("x"))
    desk.decide(_id("x"), Verdict(Decision.AI_GOOD)).result()
    desk.decide(_id("x"), Verdict(Decision.AI_BAD)).result()

    assert _case(desk, "x").standing.decision == "ai_bad"
    desk.undo().result()
    assert _case(desk, "x").standing.decision == "ai_good"


def test_a_new_sync_never_touches_a_decision_but_tells_that_the_texts_changed(
    store: Store, desk: TriageDesk
) -> None:
    _fill(store, a_row("x"))
    desk.decide(_id("x"), Verdict(Decision.AI_GOOD)).result()

    _fill(store, a_row("x", confidence=0.1, topic="other"))
    assert not _case(desk, "x").reviews[0].changed_since
    _fill(store, a_row("x", ai_reply="Never."))

    case = _case(desk, "x")
    assert case.standing.state is QueueState.REVIEWED
    assert case.reviews[0].changed_since
    assert case.interaction.ai_reply == "Never."
    with store.reading() as connection:
        assert state.count_stale(connection) == 0


def test_a_changed_confidence_opens_and_closes_automatic_stays(
    store: Store, desk: TriageDesk
) -> None:
    _fill(store, a_row("x", confidence=0.9))
    assert _case(desk, "x").standing.stay is None
    _fill(store, a_row("x", confidence=0.1))
    assert _case(desk, "x").standing.stay is Stay.AUTOMATIC
    _fill(store, a_row("x", confidence=0.5))
    assert _case(desk, "x").standing.state is QueueState.NEW


def test_each_step_announces_what_it_changed(store: Store, desk: TriageDesk) -> None:
    _fill(store, a_row("x"))
    heard: list[Changed] = []
    store.subscribe(heard.append)

    desk.decide(_id("x"), Verdict(Decision.AI_GOOD)).result()

    assert heard == [Changed(reviews=True, row_ids=frozenset({1}))]


def test_a_case_is_found_by_either_id(store: Store, desk: TriageDesk) -> None:
    _fill(store, a_row("7c9e6679-7425-40de-944b-e07fc1f90ae7"), a_row("plain"))

    for given in ("plain", str(_id("plain")), "7c9e6679-7425-40de-944b-e07fc1f90ae7"):
        assert desk.find(given) is not None
    assert desk.find("nothing") is None
