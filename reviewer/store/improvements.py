"""Better replies: kept once per question, decided on by people, and ranked by their gain."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from reviewer.domain.improvement import Improvement, ImprovementState, LeaderboardRow
from reviewer.domain.rubric import RUBRIC, PairScores, Scores
from reviewer.store.connection import Connection
from reviewer.store.state import STANDING

_COLUMNS = (
    "id, prompt_id, original_reply, corrected_reply, reason, provider, model, prompt_used, "
    "answer_key, at, scores, judge"
)
_SAVE = f"""
INSERT INTO ai_reply_improvements ({_COLUMNS}, score_gain, rubric)
VALUES ({", ".join("?" * 14)})
ON CONFLICT (prompt_id, answer_key) DO UPDATE
   SET scores = excluded.scores, judge = excluded.judge, score_gain = excluded.score_gain,
       rubric = excluded.rubric
 WHERE excluded.scores IS NOT NULL
"""
_BY_KEY = f"SELECT {_COLUMNS} FROM ai_reply_improvements WHERE prompt_id = ? AND answer_key = ?"
LATEST_DECISION = f"""
SELECT d.id FROM improvement_decisions d
 WHERE d.improvement_id = m.id AND {STANDING.format(event="d")}
 ORDER BY d.at DESC, d.id DESC LIMIT 1
"""
ROWS = f"""
SELECT {", ".join(f"m.{name}" for name in _COLUMNS.split(", "))},
       coalesce(d.decision, 'proposed'), d.final_reply, i.row_id, i.customer_message, i.topic,
       s.category, i.assistant_version
  FROM ai_reply_improvements m
  JOIN customer_interactions i ON i.id = m.prompt_id
  JOIN interaction_state s ON s.row_id = i.row_id
  LEFT JOIN improvement_decisions d ON d.id = ({LATEST_DECISION})
"""
ORDERS = {
    "gain": "m.score_gain IS NULL, m.score_gain DESC, m.at DESC, m.id DESC",
    "newest": "m.at DESC, m.id DESC",
    "smallest": "m.score_gain IS NULL, m.score_gain, m.at DESC, m.id DESC",
}
_IMPROVED_ROWS = """
SELECT i.row_id FROM ai_reply_improvements m JOIN customer_interactions i ON i.id = m.prompt_id
"""
_DECIDE = """
INSERT INTO improvement_decisions (id, action_id, improvement_id, decision, final_reply, at)
VALUES (?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class Board:
    """What a leaderboard shows: one line per interaction, its best improvement of those wanted.

    `order` is `gain`, `smallest` or `newest`. None asks for nothing; discarded improvements are
    left out unless `state` asks for them. Improvements without scores come last, and not at all
    where `scored` asks for scores.
    """

    order: str = "gain"
    limit: int | None = None
    state: ImprovementState | None = None
    topic: str | None = None
    category: str | None = None
    assistant_version: str | None = None
    least_gain: float | None = None
    since: int | None = None
    scored: bool = True


def save(connection: Connection, improvement: Improvement) -> None:
    """Keep an improvement; one to the same question is there already and at most gets scores."""
    scores = improvement.scores
    values = (
        improvement.id.bytes,
        improvement.interaction_id.bytes,
        improvement.original_reply,
        improvement.corrected_reply,
        improvement.reason,
        improvement.provider,
        improvement.model,
        improvement.prompt_used,
        improvement.answer_key,
        improvement.at,
        None if scores is None else _scores_text(scores),
        improvement.judge,
        improvement.gain,
        None if scores is None else RUBRIC,
    )
    connection.exec_driver_sql(_SAVE, values)


def by_key(connection: Connection, interaction_id: UUID, key: bytes) -> Improvement | None:
    """Return the improvement that answers a question; None where there is none."""
    row = connection.exec_driver_sql(_BY_KEY, (interaction_id.bytes, key)).first()
    return None if row is None else _improvement(row)


def of_interaction(connection: Connection, interaction_id: UUID) -> tuple[LeaderboardRow, ...]:
    """Return the improvements of one interaction, newest first, discarded ones too."""
    query = f"{ROWS} WHERE m.prompt_id = ? ORDER BY m.at DESC, m.id DESC"
    rows = connection.exec_driver_sql(query, (interaction_id.bytes,))
    return tuple(as_row(row) for row in rows)


def leaderboard(connection: Connection, board: Board) -> tuple[LeaderboardRow, ...]:
    """Return the improvements that a leaderboard shows, in its order."""
    asked, values = conditions(board)
    query = f"{ROWS} WHERE {' AND '.join(asked)} ORDER BY {ORDERS[board.order]}"
    found: dict[UUID, LeaderboardRow] = {}
    for row in map(as_row, connection.exec_driver_sql(query, tuple(values))):
        found.setdefault(row.improvement.interaction_id, row)
        if board.limit is not None and len(found) >= board.limit:
            break
    return tuple(found.values())


def conditions(board: Board) -> tuple[list[str], list[Any]]:
    """Return what a board asks of the columns of `ROWS`, and the values of its marks."""
    wanted: Mapping[str, Any] = {
        "coalesce(d.decision, 'proposed') = ?": board.state and board.state.value,
        "i.topic = ?": board.topic,
        "s.category = ?": board.category,
        "i.assistant_version = ?": board.assistant_version,
        "m.score_gain >= ?": board.least_gain,
        "m.at >= ?": board.since,
    }
    asked = {condition: value for condition, value in wanted.items() if value is not None}
    always = ["m.score_gain IS NOT NULL"] if board.scored else ["1"]
    if board.state is None:
        always.append("coalesce(d.decision, '') <> 'discarded'")
    return [*always, *asked], list(asked.values())


def unimproved(connection: Connection, row_ids: Sequence[int]) -> "array[int]":
    """Return the row ids whose interaction has no improvement, in their order."""
    improved = set(connection.exec_driver_sql(_IMPROVED_ROWS).scalars())
    return array("q", (row_id for row_id in row_ids if row_id not in improved))


def decide(
    connection: Connection,
    decision_id: UUID,
    action_id: UUID,
    improvement_id: UUID,
    state: ImprovementState,
    final_reply: str | None,
    at: int,
) -> None:
    """Append what a person decided on an improvement. `at` is microseconds UTC."""
    values = (
        decision_id.bytes,
        action_id.bytes,
        improvement_id.bytes,
        state.value,
        final_reply,
        at,
    )
    connection.exec_driver_sql(_DECIDE, values)


def forget(connection: Connection, interaction_ids: Iterable[UUID]) -> None:
    """Erase the texts of improvements of some interactions; that there were any stays."""
    query = (
        "UPDATE ai_reply_improvements SET original_reply = '', corrected_reply = '', reason = '', "
        "scores = NULL WHERE prompt_id = ?"
    )
    decided = (
        "UPDATE improvement_decisions SET final_reply = NULL WHERE improvement_id IN "
        "(SELECT id FROM ai_reply_improvements WHERE prompt_id = ?)"
    )
    for one in interaction_ids:
        connection.exec_driver_sql(decided, (one.bytes,))
        connection.exec_driver_sql(query, (one.bytes,))


def _scores_text(scores: PairScores) -> str:
    document = {
        "old": scores.old.by_criterion(),
        "new": scores.new.by_criterion(),
        "comment": scores.comment,
    }
    return orjson.dumps(document).decode()


def _scores(text: str | None) -> PairScores | None:
    if text is None:
        return None
    kept = orjson.loads(text)
    return PairScores(Scores(**kept["old"]), Scores(**kept["new"]), kept["comment"])


def _improvement(row: Sequence[Any]) -> Improvement:
    return Improvement(
        id=UUID(bytes=row[0]),
        interaction_id=UUID(bytes=row[1]),
        original_reply=row[2],
        corrected_reply=row[3],
        reason=row[4],
        provider=row[5],
        model=row[6],
        prompt_used=row[7],
        answer_key=row[8],
        at=row[9],
        scores=_scores(row[10]),
        judge=row[11],
    )


def as_row(row: Sequence[Any]) -> LeaderboardRow:
    """Return what one row of `ROWS` says."""
    return LeaderboardRow(_improvement(row), ImprovementState(row[12]), *row[13:])
