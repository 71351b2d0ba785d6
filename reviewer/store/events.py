"""What all kinds of human events have in common: they belong to an action and an interaction."""

from uuid import UUID

from reviewer.store.connection import Connection

_COLUMNS = {
    "feedback_replay_log": "decision, final_reply, feedback, failure_category, severity, note, "
    "revision_hash, flagged",
    "snoozes": "reason, until_at, wake_on",
    "wakes": "",
    "tags": "tag, present",
    "categorisations": "category",
}
_ROWS = "SELECT i.row_id FROM {table} e JOIN customer_interactions i ON i.id = e.interaction_id"
_DECIDED = """
SELECT i.row_id FROM improvement_decisions e
  JOIN ai_reply_improvements m ON m.id = e.improvement_id
  JOIN customer_interactions i ON i.id = m.prompt_id
 WHERE e.action_id = ?1
"""
_ROW_IDS = " UNION ".join(
    [f"{_ROWS.format(table=table)} WHERE e.action_id = ?1" for table in _COLUMNS] + [_DECIDED]
)
_COPY = """
INSERT INTO {table} (id, action_id, at, {subject})
SELECT new_event_key(), ?2, ?3, {subject} FROM {table} WHERE action_id = ?1 ORDER BY rowid
"""
#: What the events of a table speak of, and what they say of it.
_SUBJECTS = {
    **{
        table: ", ".join(filter(None, ("interaction_id", columns)))
        for table, columns in _COLUMNS.items()
    },
    "improvement_decisions": "improvement_id, decision, final_reply",
}


def row_ids_of_action(connection: Connection, action_id: UUID) -> tuple[int, ...]:
    """Return the row ids of the interactions that an action's events speak of, ascending."""
    return tuple(connection.exec_driver_sql(_ROW_IDS, (action_id.bytes,)).scalars())


def copy_events(connection: Connection, source: UUID, target: UUID, at: int) -> None:
    """Write an action's events once more for another action, under new ids and at that moment."""
    for table, subject in _SUBJECTS.items():
        copying = _COPY.format(table=table, subject=subject)
        connection.exec_driver_sql(copying, (source.bytes, target.bytes, at))
