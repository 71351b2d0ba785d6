"""What a person decides on an improvement, taken back and done again."""

from uuid import UUID

import pytest

from reviewer.domain.changes import Changed
from reviewer.domain.improvement import ImprovementState, LeaderboardRow
from reviewer.store.improvements import Board
from services.assistant.improving import Improved
from services.triage.desk import Redone, TriageDesk, Undone
from services.triage.signing import Signing
from tests.services.assistant.bench import Bench

_DECISIONS = "SELECT hex(id), decision, final_reply FROM improvement_decisions ORDER BY at, id"


@pytest.fixture
def improved(asked: Bench) -> UUID:
    """An improvement that was just made."""
    given = asked.parts.desk.improve(asked.ids[0]).result(60)
    assert isinstance(given, Improved)
    return given.improvement.id


@pytest.fixture
def desk(asked: Bench) -> TriageDesk:
    return TriageDesk(asked.store, asked.lane, Signing(UUID(int=7), "Ada"))


def state(bench: Bench) -> ImprovementState:
    return row(bench).state


def row(bench: Bench) -> LeaderboardRow:
    [one] = bench.parts.desk.kept(bench.ids[0]).improvements
    return one


def decisions(bench: Bench) -> list[tuple[str, str, str | None]]:
    with bench.store.reading() as connection:
        return [(one[0], one[1], one[2]) for one in connection.exec_driver_sql(_DECISIONS)]


def test_an_accepted_reply_is_undone_and_redone_as_a_new_event(
    asked: Bench, improved: UUID, desk: TriageDesk
) -> None:
    heard: list[Changed] = []
    asked.store.subscribe(heard.append)
    asked.parts.board.accept(improved, "A better reply, edited.").result()
    assert (state(asked), row(asked).final_reply) == (
        ImprovementState.ACCEPTED, "A better reply, edited.",
    )  # fmt: skip

    undone = desk.undo().result()
    assert isinstance(undone, Undone)
    assert len(undone.row_ids) == 1
    assert (state(asked), row(asked).final_reply) == (ImprovementState.PROPOSED, None)

    redone = desk.redo().result()
    assert isinstance(redone, Redone)
    assert redone.row_ids == undone.row_ids
    assert (state(asked), row(asked).final_reply) == (
        ImprovementState.ACCEPTED, "A better reply, edited.",
    )  # fmt: skip
    first, second = decisions(asked)
    assert first[1:] == second[1:] == ("accepted", "A better reply, edited.")
    assert first[0] != second[0]
    assert all(change.assistant for change in heard)
    asked.assert_sound()


def test_a_discarded_reply_leaves_the_board_until_that_is_undone(
    asked: Bench, improved: UUID, desk: TriageDesk
) -> None:
    assert len(asked.parts.board.rows(Board())) == 1
    asked.parts.board.discard(improved).result()
    assert asked.parts.board.rows(Board()) == ()
    assert len(asked.parts.board.rows(Board(state=ImprovementState.DISCARDED))) == 1
    desk.undo().result()
    assert len(asked.parts.board.rows(Board())) == 1
    desk.redo().result()
    assert asked.parts.board.rows(Board()) == ()


def test_the_last_decision_that_stands_counts(
    asked: Bench, improved: UUID, desk: TriageDesk
) -> None:
    asked.parts.board.accept(improved).result()
    asked.parts.board.discard(improved).result()
    assert state(asked) is ImprovementState.DISCARDED
    desk.undo().result()
    assert state(asked) is ImprovementState.ACCEPTED
    desk.undo().result()
    assert state(asked) is ImprovementState.PROPOSED
