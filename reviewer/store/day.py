"""One reviewer's standing decisions since a moment, counted from rows."""

from uuid import UUID

from reviewer.domain.day import Tally
from reviewer.domain.review import Decision
from reviewer.store import facts
from reviewer.store.connection import Connection
from reviewer.store.state import STANDING

_GOAL = "session_goal"
_OWN = f"""
  FROM actions a CROSS JOIN {{table}} e ON e.action_id = a.id
 WHERE a.reviewer_id = ?1 AND a.at >= ?2 AND {STANDING.format(event="e")}
"""
_DECISIONS = f"""
SELECT i.{{column}}, e.decision, count(DISTINCT e.interaction_id)
  FROM actions a CROSS JOIN feedback_replay_log e ON e.action_id = a.id
  LEFT JOIN customer_interactions i ON i.id = e.interaction_id
 WHERE a.reviewer_id = ?1 AND a.at >= ?2 AND {STANDING.format(event="e")}
 GROUP BY 1, 2
"""
COLUMNS = ("topic", "assistant_version")


def count_decided(
    connection: Connection, reviewer_id: UUID, since: int, *, skipped: bool = False
) -> int:
    """Count the interactions with a standing verdict of the reviewer's, or the skipped ones."""
    own = _OWN.format(table="feedback_replay_log")
    query = f"SELECT count(DISTINCT e.interaction_id) {own} AND (e.decision = 'skip') = ?3"
    values = (reviewer_id.bytes, since, skipped)
    return int(connection.exec_driver_sql(query, values).scalar_one())


def count_snoozed(connection: Connection, reviewer_id: UUID, since: int) -> int:
    """Count the interactions that the reviewer snoozed."""
    query = f"SELECT count(DISTINCT e.interaction_id) {_OWN.format(table='snoozes')}"
    return int(connection.exec_driver_sql(query, (reviewer_id.bytes, since)).scalar_one())


def tallies(
    connection: Connection, reviewer_id: UUID, since: int, column: str
) -> tuple[Tally, ...]:
    """Return the reviewer's standing decisions by topic or version, the most decided first."""
    if column not in COLUMNS:
        raise ValueError(column)
    found: dict[str | None, dict[Decision, int]] = {}
    query = _DECISIONS.format(column=column)
    for value, decision, count in connection.exec_driver_sql(query, (reviewer_id.bytes, since)):
        found.setdefault(value, {})[Decision(decision)] = count
    tallied = [Tally(value, decisions) for value, decisions in found.items()]
    return tuple(sorted(tallied, key=lambda one: (-one.total, one.value or "")))


def goal(connection: Connection) -> int | None:
    """Return how many replies the reviewer wants to decide on in a session."""
    value = facts.get(connection, _GOAL)
    return int(value) if value else None


def set_goal(connection: Connection, wanted: int | None) -> None:
    """Set the goal of a session; None takes it back."""
    facts.put(connection, _GOAL, "" if wanted is None else str(wanted))
