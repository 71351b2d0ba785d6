"""The audit sample: a random share of the replies that were not snoozed, each with its weight.

A reply is drawn where the last four bytes of its id, read as a fraction of 2^32, lie below the
share. The id is a SHA-1 (UUIDv5), so those bytes are as good as random; they are the same on
every laptop, so that every laptop draws the same replies, and a larger share draws those of a
smaller one and more. Each reply is looked at once, after it has arrived: whoever was snoozed or
reviewed at that time is never drawn. A drawn reply stands for 1 / share replies
(Horvitz and Thompson, 1952).
"""

from reviewer.store import facts, state
from reviewer.store.connection import Connection

DEFAULT_SHARE = 0.02
_SHARE = "audit_share"
_LOOKED_AT = "audit_looked_at"
_DRAW = """
INSERT OR IGNORE INTO audit_sample (row_id, weight, drawn_at)
SELECT i.row_id, ?1, ?2
  FROM customer_interactions i JOIN interaction_state s ON s.row_id = i.row_id
 WHERE i.row_id BETWEEN ?3 AND ?4 AND s.queue = 0 AND substr(i.id, 13) < ?5
RETURNING row_id
"""


def share(connection: Connection) -> float:
    """Return the share of replies that is drawn, 0..1."""
    value = facts.get(connection, _SHARE)
    return DEFAULT_SHARE if value is None else float(value)


def set_share(connection: Connection, wanted: float) -> None:
    """Draw another share from now on; what was drawn stays."""
    facts.put(connection, _SHARE, repr(wanted))


def looked_at(connection: Connection) -> int:
    """Return the row id up to which replies were looked at."""
    return int(facts.get(connection, _LOOKED_AT) or 0)


def draw(connection: Connection, first: int, last: int, at: int) -> tuple[int, ...]:
    """Draw from the rows `first` to `last`, both included; return the rows that were drawn.

    `at` is microseconds UTC.
    """
    drawn: tuple[int, ...] = ()
    wanted = share(connection)
    if wanted > 0:
        values = (1 / wanted, at, first, last, _below(wanted))
        drawn = tuple(connection.exec_driver_sql(_DRAW, values).scalars())
    state.refresh_rows(connection, drawn)
    facts.put(connection, _LOOKED_AT, str(last))
    return drawn


def _below(wanted: float) -> bytes:
    """Return what the drawn replies' last four bytes lie below."""
    return b"\xff" * 5 if wanted >= 1 else int(wanted * 2**32).to_bytes(4, "big")


def weight_of(connection: Connection, row_id: int) -> float | None:
    """Return how many replies a drawn one stands for; None where it was not drawn."""
    query = "SELECT weight FROM audit_sample WHERE row_id = ?"
    weight: float | None = connection.exec_driver_sql(query, (row_id,)).scalar()
    return weight
