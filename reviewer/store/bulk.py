"""Many rows in few statements.

`executemany` steps SQLite once per row, and at each step gives Python's lock away; beside a
thread that computes, the lock comes back only a switch interval later. One statement of many
rows gives it away once.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from reviewer.store.connection import Connection

#: Rows per statement; few sizes, so that each is prepared once.
_SIZES = (1000, 200, 40, 8, 1)


def insert_many(connection: Connection, into: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run `INSERT … (columns)`, given as `into`, for all rows, which are equally long."""
    if not rows:
        return
    marks = f"({', '.join('?' * len(rows[0]))})"
    for part in _parts(rows):
        values = ", ".join([marks] * len(part))
        connection.exec_driver_sql(f"{into} VALUES {values}", tuple(chain.from_iterable(part)))


def _parts(rows: Sequence[Sequence[Any]]) -> Iterator[Sequence[Sequence[Any]]]:
    start = 0
    for size in _SIZES:
        while len(rows) - start >= size:
            yield rows[start : start + size]
            start += size
