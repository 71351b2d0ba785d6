"""Derived state of rows that have just arrived: what `state` derives where there is no event.

Nearly every new row has none, and the general statement would look for events of eight kinds for
each. Rows that do have some (a colleague reviewed them before they came here) are derived in full.
"""

from reviewer.store import facts, state
from reviewer.store.connection import Connection

_WITHOUT_EVENTS = f"""
INSERT INTO interaction_state ({state.COLUMNS})
SELECT i.row_id,
       coalesce(i.confidence < ?1, 0),
       CASE WHEN i.confidence < ?1 THEN 1 END,
       CASE WHEN i.confidence < ?1 THEN 0 END,
       NULL, 0, 0, 0,
       coalesce(i.created_at, i.updated_at, i.arrived_at),
       i.confidence,
       CASE WHEN i.confidence IS NOT NULL THEN 'source' END,
       i.agent_reply IS NOT NULL AND i.agent_reply IS NOT i.ai_reply,
       i.feedback,
       NULL, NULL, NULL, 0, 0, NULL, 0, NULL,
       i.topic, i.assistant_version, i.channel, i.language
  FROM customer_interactions i WHERE i.row_id BETWEEN ?2 AND ?3
"""
_BY_ID = ("feedback_replay_log", "snoozes", "categorisations", "tags")
_BY_ROW = ("confidence_estimates", "audit_sample")
_HAS_EVENTS = " OR ".join(
    [f"EXISTS (SELECT 1 FROM {table} WHERE interaction_id = i.id)" for table in _BY_ID]
    + [f"EXISTS (SELECT 1 FROM {table} WHERE row_id = i.row_id)" for table in _BY_ROW]
)
_WITH_EVENTS = f"""
SELECT i.row_id FROM customer_interactions i
 WHERE i.row_id BETWEEN ?1 AND ?2 AND ({_HAS_EVENTS})
"""


def derive_arrived(connection: Connection, first: int, last: int) -> None:
    """Derive the state of the new rows `first` to `last`, both included, and of those they wake."""
    connection.exec_driver_sql(_WITHOUT_EVENTS, (facts.threshold(connection), first, last))
    eventful = connection.exec_driver_sql(_WITH_EVENTS, (first, last)).scalars()
    woken = state.waiting_beside_range(connection, first, last)
    if touched := {*eventful, *woken}:
        state.refresh_rows(connection, touched)
