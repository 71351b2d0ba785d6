"""Derived state: computed from facts and standing events by one statement, for any rows.

An event stands unless an action undoes the one it belongs to. The latest standing review
decides; without one, a confidence below the threshold is an automatic stay. A skip is not a
verdict: it only puts the item behind the others.
"""

from collections.abc import Iterable

from reviewer.store import facts
from reviewer.store.connection import Connection
from reviewer.store.lists import json_list

COLUMNS = (
    "row_id, queue, stay, due_at, skips, sort_at, confidence, confidence_rank, "
    "confidence_origin, feedback, decision, category, reviewed_at, changed"
)
STANDING = "NOT EXISTS (SELECT 1 FROM actions u WHERE u.undoes = {event}.action_id)"

_DERIVED = f"""
SELECT i.row_id,
       CASE WHEN r.id IS NOT NULL THEN 2 WHEN i.confidence < ?1 THEN 1 ELSE 0 END AS queue,
       CASE WHEN r.id IS NULL AND i.confidence < ?1 THEN 1 END AS stay,
       CASE WHEN r.id IS NULL AND i.confidence < ?1 THEN 0 END AS due_at,
       (SELECT count(*) FROM feedback_replay_log s
         WHERE s.interaction_id = i.id AND s.decision = 'skip' AND r.id IS NULL
           AND {STANDING.format(event="s")}) AS skips,
       coalesce(i.created_at, i.updated_at, i.arrived_at) AS sort_at,
       i.confidence,
       coalesce(i.confidence, 2) AS confidence_rank,
       CASE WHEN i.confidence IS NOT NULL THEN 'source' END AS confidence_origin,
       coalesce(r.feedback, i.feedback) AS feedback,
       r.decision,
       r.failure_category AS category,
       r.at AS reviewed_at,
       coalesce(v.customer_message <> i.customer_message OR v.ai_reply IS NOT i.ai_reply
                OR v.agent_reply IS NOT i.agent_reply, 0) AS changed
  FROM customer_interactions i
  LEFT JOIN feedback_replay_log r ON r.id = (
       SELECT e.id FROM feedback_replay_log e
        WHERE e.interaction_id = i.id AND e.decision <> 'skip'
          AND {STANDING.format(event="e")}
        ORDER BY e.at DESC, e.id DESC LIMIT 1)
  LEFT JOIN interaction_revisions v ON v.hash = r.revision_hash
"""
_REFRESH = f"INSERT OR REPLACE INTO interaction_state ({COLUMNS}) {_DERIVED}"


def refresh_range(connection: Connection, first: int, last: int) -> None:
    """Derive the state of the rows `first` to `last`, both included."""
    threshold = facts.threshold(connection)
    connection.exec_driver_sql(
        f"{_REFRESH} WHERE i.row_id BETWEEN ?2 AND ?3", (threshold, first, last)
    )


def refresh_rows(connection: Connection, row_ids: Iterable[int]) -> None:
    """Derive the state of some rows anew."""
    threshold = facts.threshold(connection)
    connection.exec_driver_sql(
        f"{_REFRESH} WHERE i.row_id IN (SELECT value FROM json_each(?2))",
        (threshold, json_list(row_ids)),
    )


def count_stale(connection: Connection) -> int:
    """Count rows whose stored state differs from the one derived anew; 0 in a sound store."""
    threshold = facts.threshold(connection)
    query = f"SELECT count(*) FROM ({_DERIVED} EXCEPT SELECT {COLUMNS} FROM interaction_state)"
    return int(connection.exec_driver_sql(query, (threshold,)).scalar() or 0)
