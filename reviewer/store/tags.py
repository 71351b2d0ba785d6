"""Tags and categories given without a verdict: appended with their action, never changed."""

from collections.abc import Iterable
from uuid import UUID

from reviewer.domain.filters import Facet
from reviewer.domain.identity import new_event_id
from reviewer.store.connection import Connection

_TAG = (
    "INSERT INTO tags (id, action_id, interaction_id, at, tag, present) VALUES (?, ?, ?, ?, ?, ?)"
)
_CATEGORISE = (
    "INSERT INTO categorisations (id, action_id, interaction_id, at, category) "
    "VALUES (?, ?, ?, ?, ?)"
)
_IN_USE = (
    "SELECT t.value, count(*) AS n FROM interaction_state s CROSS JOIN json_each(s.tags) t "
    "WHERE s.tags IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1"
)


def append_tags(
    connection: Connection,
    action_id: UUID,
    keys: Iterable[bytes],
    tag: str,
    at: int,
    *,
    present: bool,
) -> None:
    """Put a tag on the interactions of these ids, or take it off."""
    rows = [(new_event_id().bytes, action_id.bytes, key, at, tag, present) for key in keys]
    connection.exec_driver_sql(_TAG, rows)


def append_categories(
    connection: Connection, action_id: UUID, keys: Iterable[bytes], category: str | None, at: int
) -> None:
    """Give the interactions of these ids a failure category, or (None) take it back."""
    rows = [(new_event_id().bytes, action_id.bytes, key, at, category) for key in keys]
    connection.exec_driver_sql(_CATEGORISE, rows)


def tags_in_use(connection: Connection) -> tuple[Facet, ...]:
    """Return the tags that interactions carry, with how many do, the most frequent first."""
    return tuple(Facet(*row) for row in connection.exec_driver_sql(_IN_USE))
