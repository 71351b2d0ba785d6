"""One sync in a process of its own, ours or the limit's: prints its seconds and its memory.

The limit is a server-side cursor that the database reads in the order of a sync, its pages of
5,000 rows put into the tables of `bench.limit_import` in one transaction.
"""

import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import orjson

from bench.import_rows import empty_store
from bench.limit_import import fill
from bench.memory import resident
from reviewer.domain.identity import interaction_keys

PAGE = 5000
KEY = "team"
_QUERY = """
SELECT id, conversation_id, channel, feedback, confidence, assistant_version, model,
       prompt_version, topic, intent, language,
       (extract(epoch from created_at) * 1000000)::bigint,
       (extract(epoch from updated_at) * 1000000)::bigint,
       customer_message, ai_reply, agent_reply, context::text
  FROM customer_interactions ORDER BY updated_at, id
"""


def sync_ours(url: str, path: Path) -> Callable[[], None]:
    """Return a first sync of the table into the empty store at `path`, as the command does it."""
    from reviewer.startup import secrets, workbench
    from reviewer.store.opening import open_store

    def sync() -> None:
        keys = secrets(None)
        with workbench(open_store(path, None), keys) as bench:
            bench.sources.add(KEY, url, key=KEY)
            job = bench.runner.start("sync", lambda control: bench.sources.sync(KEY, control))
            assert job.result().tally.rejected == 0

    return sync


def sync_limit(url: str, path: Path) -> Callable[[], None]:
    """Return the same by hand; `path` is the empty store whose tables it fills, beside it."""
    return lambda: fill(path.with_name("limit.sqlite"), path, lambda store: _read(url, store))


def _read(url: str, store: sqlite3.Connection) -> None:
    import psycopg

    first = 1
    with psycopg.connect(url) as connection, connection.cursor("pages", binary=True) as cursor:
        cursor.itersize = PAGE
        cursor.execute(_QUERY)
        while page := cursor.fetchmany(PAGE):
            _insert(store, first, page)
            first += len(page)


def _insert(store: sqlite3.Connection, first: int, page: list[tuple[Any, ...]]) -> None:
    keys = interaction_keys(KEY, [row[0] for row in page])
    store.executemany(
        f"INSERT INTO customer_interactions VALUES ({','.join('?' * 21)})",
        (
            (row_id, key, KEY, row[0], _digest(row), *row[1:13], 0, *row[13:16])
            for row_id, key, row in zip(range(first, first + len(page)), keys, page, strict=True)
        ),
    )
    store.executemany(
        "INSERT INTO interaction_context VALUES (?, ?, NULL, NULL)",
        ((row_id, row[16]) for row_id, row in enumerate(page, first)),
    )


def _digest(row: tuple[Any, ...]) -> bytes:
    return blake2b(repr(row).encode(), digest_size=16).digest()


@contextmanager
def _watched(every: float = 0.05) -> Iterator[list[tuple[float, float]]]:
    """Note the clock and the megabytes in memory again and again."""
    seen, ended = [(perf_counter(), resident())], threading.Event()

    def look() -> None:
        while not ended.wait(every):
            seen.append((perf_counter(), resident()))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        ended.set()
        thread.join()


def main(side: str, url: str, folder: str) -> None:
    """Sync, and print the seconds, those of the processor, and the memory."""
    path = empty_store(Path(folder) / "synced.sqlite", None)
    sync = sync_ours(url, path) if side == "ours" else sync_limit(url, path)
    with _watched() as seen:
        began, work = perf_counter(), process_time()
        sync()
        lasted, worked = perf_counter() - began, process_time() - work
    quarter = [megabytes for at, megabytes in seen if at - began <= lasted / 4]
    report = {
        "seconds": lasted,
        "cpu": worked,
        "before": seen[0][1],
        "quarter": max(quarter),
        "peak": max(megabytes for _, megabytes in seen),
    }
    sys.stdout.buffer.write(orjson.dumps(report))


if __name__ == "__main__":
    main(*sys.argv[1:])
