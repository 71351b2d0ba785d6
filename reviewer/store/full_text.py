"""Full text over message, AI reply and agent reply, kept current page by page.

The index holds no text of its own (FTS5 external content), so a changed row's old words must
leave it before the row changes.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, filterfalse

from reviewer.store.connection import Connection
from reviewer.store.segments import needs_segments

_ADD = (
    "INSERT INTO interaction_text (rowid, customer_message, ai_reply, agent_reply) "
    "SELECT row_id, customer_message, ai_reply, agent_reply FROM {words} WHERE row_id {rows}"
)
_FORGET = (
    "INSERT INTO interaction_text "
    "(interaction_text, rowid, customer_message, ai_reply, agent_reply) "
    "SELECT 'delete', row_id, customer_message, ai_reply, agent_reply "
    "FROM interaction_words WHERE row_id IN (SELECT value FROM json_each(?1))"
)


def add_range(
    connection: Connection, first: int, last: int, texts: Iterable[Sequence[str | None]]
) -> None:
    """Index the new rows `first` to `last`, whose texts are `texts`."""
    words = filter(None, chain.from_iterable(texts))
    unspaced = any(map(needs_segments, filterfalse(str.isascii, words)))
    view = "interaction_words" if unspaced else "customer_interactions"
    statement = _ADD.format(words=view, rows="BETWEEN ?1 AND ?2")
    connection.exec_driver_sql(statement, (first, last))


def forget_rows(connection: Connection, row_ids: str) -> None:
    """Take rows out of the index, before they change. `row_ids` is a JSON list."""
    connection.exec_driver_sql(_FORGET, (row_ids,))


def add_rows(connection: Connection, row_ids: str) -> None:
    """Index rows as they are now. `row_ids` is a JSON list."""
    statement = _ADD.format(words="interaction_words", rows="IN (SELECT value FROM json_each(?1))")
    connection.exec_driver_sql(statement, (row_ids,))
