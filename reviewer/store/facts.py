"""What the store knows of itself: small values by name."""

from reviewer.domain.queue import DEFAULT_THRESHOLD
from reviewer.store.connection import Connection


def get(connection: Connection, key: str) -> str | None:
    """Return a value, or None."""
    query = "SELECT value FROM store_facts WHERE key = ?"
    value: str | None = connection.exec_driver_sql(query, (key,)).scalar()
    return value


def put(connection: Connection, key: str, value: str) -> None:
    """Set a value."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO store_facts (key, value) VALUES (:key, :value)",
        {"key": key, "value": value},
    )


def threshold(connection: Connection) -> float:
    """Return the confidence below which a reply is snoozed, 0..1."""
    value = get(connection, "threshold")
    return DEFAULT_THRESHOLD if value is None else float(value)
