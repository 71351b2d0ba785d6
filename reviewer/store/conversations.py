"""The interactions of one conversation, as its source keeps them together."""

from reviewer.store.connection import Connection

_OF = """
SELECT o.row_id FROM customer_interactions i
  JOIN customer_interactions o
    ON o.conversation_id = i.conversation_id AND o.source_key = i.source_key
 WHERE i.row_id = ?1
 ORDER BY coalesce(o.created_at, o.updated_at), o.row_id LIMIT ?2
"""


def conversation_of(connection: Connection, row_id: int, limit: int) -> tuple[int, ...]:
    """Return the row ids of an interaction's conversation, oldest first, itself included.

    Empty where the interaction belongs to none.
    """
    return tuple(connection.exec_driver_sql(_OF, (row_id, limit)).scalars())
