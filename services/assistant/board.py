"""The leaderboard of most improved replies, and what people decide on improvements."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from reviewer.domain.action import Action, Signature
from reviewer.domain.changes import Changed
from reviewer.domain.identity import new_event_id
from reviewer.domain.improvement import ImprovementState, LeaderboardRow
from reviewer.domain.moments import now_micros
from reviewer.domain.spreadsheet import safe_cell
from reviewer.store import actions, improvements
from reviewer.store.improvements import Board
from reviewer.store.store import Connection, Store, Writing
from services.jobs.write_lane import WriteLane

if TYPE_CHECKING:
    from concurrent.futures import Future

Sign = Callable[[Connection], Signature]

_LABELS = {
    ImprovementState.ACCEPTED: "Accept improved reply",
    ImprovementState.DISCARDED: "Discard improved reply",
}
#: Columns of the export.
COLUMNS = (
    "interaction_id",
    "customer_message",
    "original_reply",
    "corrected_reply",
    "score_gain",
    "state",
    "topic",
    "category",
    "assistant_version",
    "model",
    "judge",
    "prompt_used",
    "simulated",
    "at",
)


class ImprovementBoard:
    """Reads at once on the caller's thread; writes on the write lane, as interactive steps."""

    def __init__(self, store: Store, lane: WriteLane[Writing], sign: Sign) -> None:
        self._store = store
        self._lane = lane
        self._sign = sign

    def rows(self, board: Board) -> tuple[LeaderboardRow, ...]:
        """Return the improvements that a leaderboard shows."""
        with self._store.reading() as connection:
            return improvements.leaderboard(connection, board)

    def accept(self, improvement_id: UUID, final_reply: str | None = None) -> "Future[Action]":
        """Accept an improvement, as it is or as somebody edited it; a step that can be undone."""
        return self._decide(improvement_id, ImprovementState.ACCEPTED, final_reply)

    def discard(self, improvement_id: UUID) -> "Future[Action]":
        """Discard an improvement; a step that can be undone."""
        return self._decide(improvement_id, ImprovementState.DISCARDED, None)

    def _decide(
        self, improvement_id: UUID, state: ImprovementState, final_reply: str | None
    ) -> "Future[Action]":
        def transaction(writing: Writing) -> Action:
            connection = writing.connection
            action = Action(new_event_id(), state.value, _LABELS[state], now_micros(), None)
            actions.append_action(connection, action, self._sign(connection))
            improvements.decide(
                connection,
                new_event_id(),
                action.id,
                improvement_id,
                state,
                final_reply,
                action.at,
            )
            writing.announce(Changed(assistant=True))
            return action

        return self._lane.interactive(transaction)


def as_csv(rows: Iterable[LeaderboardRow]) -> str:
    """Return a leaderboard as CSV; no cell of it is taken for a formula."""
    text = io.StringIO()
    csv.writer(text).writerows(_cells(rows))
    return text.getvalue()


def _cells(rows: Iterable[LeaderboardRow]) -> Iterator[list[str]]:
    yield list(COLUMNS)
    yield from map(cells_of, rows)


def cells_of(row: LeaderboardRow) -> list[str]:
    """Return the cells of one row of an export; none of them is taken for a formula."""
    document = row.as_json()
    return [_cell(document[column]) for column in COLUMNS]


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else safe_cell(str(value))
