"""The next page of a queue and the next item, against a bare keyset query."""

import random
from collections.abc import Callable, Sequence
from time import perf_counter
from uuid import UUID

import sqlcipher3.dbapi2

from bench.figures import Figure, percentile
from bench.large_store import large_store
from bench.size import Size
from reviewer.domain.moments import now_micros
from reviewer.domain.queue import Order, Queue, QueuePosition
from reviewer.store.opening import open_store
from services.jobs.write_lane import WriteLane
from services.triage.desk import TriageDesk
from services.triage.signing import Signing

PAGE = 50
_LIMIT_PAGE = """
SELECT s.row_id, i.id, substr(i.customer_message, 1, 160), i.topic, s.confidence, s.sort_at
  FROM interaction_state s JOIN customer_interactions i ON i.row_id = s.row_id
 WHERE s.queue = 1 AND s.due_at <= ? AND s.skips = 0 AND (s.sort_at, s.row_id) > (?, ?)
 ORDER BY s.sort_at, s.row_id LIMIT 51
"""
_LIMIT_ITEM = """
SELECT i.*, c.* FROM customer_interactions i
  JOIN interaction_context c ON c.row_id = i.row_id WHERE i.row_id = ?
"""


def measure(size: Size) -> Sequence[Figure]:
    """Measure pages and items at random depths, both sides at the same places."""
    path = large_store(size)
    store = open_store(path, None)
    lane = WriteLane(store.writing)
    desk = TriageDesk(store, lane, Signing(UUID(int=0), "bench"))
    bare = sqlcipher3.dbapi2.connect(str(path))
    bare.execute("PRAGMA cache_size = -12000")
    places = _places(bare, 200 if size.runs > 1 else 30)
    now = now_micros()
    page = _pairs(
        [lambda p=p: desk.page(Queue.DUE, Order.OLDEST, PAGE, p) for p in places],
        [lambda p=p: bare.execute(_LIMIT_PAGE, (now, p.key, p.row_id)).fetchall() for p in places],
    )
    item = _pairs(
        [lambda p=p: desk.case(p.row_id) for p in places],
        [lambda p=p: bare.execute(_LIMIT_ITEM, (p.row_id,)).fetchone() for p in places],
    )
    lane.close()
    store.close()
    rows = size.store_rows
    return (
        *_figures("next queue page", page, rows),
        *_figures("next item, whole with its reviews", item, rows),
    )


def _places(bare: sqlcipher3.dbapi2.Connection, count: int) -> list[QueuePosition]:
    found = bare.execute("SELECT sort_at, row_id FROM interaction_state WHERE queue = 1").fetchall()
    chosen = random.Random(1).choices(found, k=count)
    return [QueuePosition(0, sort_at, row_id) for sort_at, row_id in chosen]


def _pairs(
    ours: Sequence[Callable[[], object]], limit: Sequence[Callable[[], object]]
) -> list[tuple[float, float]]:
    return [(_ms(one), _ms(other)) for one, other in zip(ours, limit, strict=True)]


def _ms(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return (perf_counter() - began) * 1000


def _figures(name: str, pairs: list[tuple[float, float]], rows: int) -> tuple[Figure, Figure]:
    ours, limit = [a for a, _ in pairs], [b for _, b in pairs]
    return (
        Figure(f"{name}, median", percentile(ours, 0.5), percentile(limit, 0.5), "ms", rows, 2.0),
        Figure(f"{name}, p99 against a frame", percentile(ours, 0.99), 16.0, "ms", rows, 1.0),
    )
