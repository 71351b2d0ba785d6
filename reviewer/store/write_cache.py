"""What the writer's connection keeps in memory: little, and more while much is written."""

from reviewer.store.connection import Connection

#: Enough for what one person's gestures touch.
USUAL_KIB = 8_000
#: An import comes back to the same pages of every index.
WIDE_KIB = 48_000


def widen(connection: Connection) -> None:
    """Keep much from now on."""
    connection.exec_driver_sql(f"PRAGMA cache_size = -{WIDE_KIB}")


def narrow(connection: Connection) -> None:
    """Give the room back."""
    connection.exec_driver_sql(f"PRAGMA cache_size = -{USUAL_KIB}")
    connection.exec_driver_sql("PRAGMA shrink_memory")
