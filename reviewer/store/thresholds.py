"""The threshold: what another one would move, and the rows that do not follow it yet."""

from reviewer.store import facts, state
from reviewer.store.connection import Connection

#: Set while rows are still to follow a new threshold; opening the store finishes the work.
_MOVING = "threshold_moving"
_OPENS = "(queue = 0 OR stay = 3) AND confidence_rank < ?1"
_CLOSES = "queue = 1 AND stay = 1 AND confidence_rank >= ?1"
_STALE = (
    f"SELECT row_id FROM interaction_state WHERE {_OPENS} "
    f"UNION ALL SELECT row_id FROM interaction_state WHERE {_CLOSES}"
)


def would_move(connection: Connection, threshold: float) -> tuple[int, int]:
    """Return how many automatic stays another threshold would open, and how many close."""
    counts = [_count(connection, condition, threshold) for condition in (_OPENS, _CLOSES)]
    return counts[0], counts[1]


def _count(connection: Connection, condition: str, threshold: float) -> int:
    query = f"SELECT count(*) FROM interaction_state WHERE {condition}"
    return int(connection.exec_driver_sql(query, (threshold,)).scalar_one())


def begin_move(connection: Connection, threshold: float) -> None:
    """Set the threshold; the rows are to follow."""
    facts.put(connection, "threshold", repr(threshold))
    facts.put(connection, _MOVING, "1")


def stale_rows(connection: Connection) -> tuple[int, ...]:
    """Return the rows whose automatic stay does not follow the threshold yet."""
    return tuple(connection.exec_driver_sql(_STALE, (facts.threshold(connection),)).scalars())


def is_moving(connection: Connection) -> bool:
    """Tell whether rows may be left that do not follow the threshold."""
    return facts.get(connection, _MOVING) == "1"


def end_move(connection: Connection) -> None:
    """Let what is left follow, and note that all rows do."""
    state.refresh_rows(connection, stale_rows(connection))
    facts.put(connection, _MOVING, "0")
