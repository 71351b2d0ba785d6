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
_ROW_IDS = " UNION ".join(
    f"{_ROWS.format(table=table)} WHERE e.action_id = ?1" for table in _COLUMNS
)


def row_ids_of_action(connection: Connection, action_id: UUID) -> tuple[int, ...]:
    """Return the row ids of the interactions that an action's events speak of, ascending."""
    return tuple(connection.exec_driver_sql(_ROW_IDS, (action_id.bytes,)).scalars())


def copy_events(connection: Connection, source: UUID, target: UUID, at: int) -> None:
    """Write an action's events once more for another action, under new ids and at that moment."""
    for table, columns in _COLUMNS.items():
        own = f", {columns}" if columns else ""
        connection.exec_driver_sql(
            f"INSERT INTO {table} (id, action_id, interaction_id, at{own}) "
            f"SELECT new_event_key(), ?2, interaction_id, ?3{own} FROM {table} "
            "WHERE action_id = ?1 ORDER BY rowid",
            (source.bytes, target.bytes, at),
        )
