"""The leaderboard a page at a time: which improvements, the line of each, what narrows them."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from reviewer.domain.filters import Facet
from reviewer.domain.improvement import BoardLine, ImprovementState, LeaderboardRow
from reviewer.store.connection import Connection
from reviewer.store.improvements import LATEST_DECISION, ORDERS, ROWS, Board, as_row, conditions

#: Characters of a text that a line shows.
EXCERPT = 160
#: Columns that a leaderboard can be narrowed by.
FACETS = {
    "topic": "i.topic",
    "category": "s.category",
    "assistant_version": "i.assistant_version",
}
_FROM = f"""
  FROM ai_reply_improvements m
  JOIN customer_interactions i ON i.id = m.prompt_id
  JOIN interaction_state s ON s.row_id = i.row_id
  LEFT JOIN improvement_decisions d ON d.id = ({LATEST_DECISION})
"""
_LINES = f"""
SELECT m.id, i.row_id, m.score_gain, coalesce(d.decision, 'proposed'),
       substr(i.customer_message, 1, {EXCERPT}),
       substr(coalesce(d.final_reply, m.corrected_reply), 1, {EXCERPT}),
       i.topic, s.category, i.assistant_version, m.at
{_FROM} WHERE m.id IN ({{marks}})
"""


def ids(connection: Connection, board: Board) -> tuple[UUID, ...]:
    """Return the improvements that a leaderboard shows, in its order: one per interaction."""
    asked, values = conditions(board)
    query = (
        f"SELECT m.id, m.prompt_id {_FROM} WHERE {' AND '.join(asked)} "
        f"ORDER BY {ORDERS[board.order]}"
    )
    found: dict[bytes, UUID] = {}
    for key, prompt in connection.exec_driver_sql(query, tuple(values)):
        if prompt not in found:
            found[prompt] = UUID(bytes=key)
        if board.limit is not None and len(found) >= board.limit:
            break
    return tuple(found.values())


def lines(connection: Connection, wanted: Sequence[UUID]) -> dict[UUID, BoardLine]:
    """Return one line for each of a few improvements."""
    found = (_line(row) for row in _of(connection, _LINES, wanted))
    return {line.id: line for line in found}


def rows(connection: Connection, wanted: Sequence[UUID]) -> dict[UUID, LeaderboardRow]:
    """Return a few improvements whole."""
    found = (as_row(row) for row in _of(connection, f"{ROWS} WHERE m.id IN ({{marks}})", wanted))
    return {row.improvement.id: row for row in found}


def facets(connection: Connection, column: str) -> tuple[Facet, ...]:
    """Return the values of a column of `FACETS` with how many interactions, the most first."""
    name = FACETS[column]
    query = (
        f"SELECT {name}, count(DISTINCT m.prompt_id) FROM ai_reply_improvements m "
        "JOIN customer_interactions i ON i.id = m.prompt_id "
        f"JOIN interaction_state s ON s.row_id = i.row_id WHERE {name} IS NOT NULL "
        "GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    return tuple(Facet(value, count) for value, count in connection.exec_driver_sql(query))


def states(connection: Connection) -> dict[ImprovementState, int]:
    """Count the improvements by what people decided on them."""
    query = (
        "SELECT coalesce(d.decision, 'proposed'), count(*) FROM ai_reply_improvements m "
        f"LEFT JOIN improvement_decisions d ON d.id = ({LATEST_DECISION}) GROUP BY 1"
    )
    counted = {row[0]: row[1] for row in connection.exec_driver_sql(query)}
    return {state: counted.get(state.value, 0) for state in ImprovementState}


def _of(connection: Connection, query: str, wanted: Sequence[UUID]) -> Iterator[Sequence[Any]]:
    marks = ", ".join("?" * len(wanted))
    yield from connection.exec_driver_sql(
        query.format(marks=marks), tuple(one.bytes for one in wanted)
    )


def _line(row: Sequence[Any]) -> BoardLine:
    return BoardLine(UUID(bytes=row[0]), row[1], row[2], ImprovementState(row[3]), *row[4:])
