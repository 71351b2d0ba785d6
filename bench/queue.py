"""The next page of a queue and the next item, against bare SQL for the same facts.

The limit asks the driver for the columns that we show, by keyset on the index, over one connection
that is never given back; ours gives frozen records out of a snapshot of the store.
"""

import random
from collections.abc import Callable, Sequence
from time import perf_counter
from uuid import UUID

import orjson
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
Look = Callable[[QueuePosition], object]
_FACTS = """
s.row_id, i.id, substr(i.customer_message, 1, 160), s.topic, s.channel, s.assistant_version,
s.confidence, s.confidence_origin, s.queue, s.stay, s.feedback, s.decision, s.skips, s.sort_at,
s.due_at, s.woken_by, s.returns, s.category, s.severity, s.flagged, s.disagreement, s.changed,
s.tags
"""
_LIMIT_PAGE = f"""
SELECT {_FACTS} FROM interaction_state s JOIN customer_interactions i ON i.row_id = s.row_id
 WHERE s.queue = 1 AND s.level = 0 AND (s.sort_at, s.row_id) > (?2, ?3) AND s.due_at <= ?1
 ORDER BY s.sort_at, s.row_id LIMIT 51
"""
_LIMIT_ITEM = f"""
SELECT {_FACTS}, i.source_key, i.external_id, i.conversation_id, i.customer_message, i.ai_reply,
       i.agent_reply, i.model, i.prompt_version, i.intent, i.created_at, i.updated_at, i.confidence,
       i.feedback, c.context, c.source, c.extra, d.weight,
       (SELECT value FROM store_facts WHERE "key" = 'threshold')
  FROM interaction_state s JOIN customer_interactions i ON i.row_id = s.row_id
  JOIN interaction_context c ON c.row_id = s.row_id
  LEFT JOIN audit_sample d ON d.row_id = s.row_id
 WHERE s.row_id = ?
"""
_LIMIT_REVIEWS = """
SELECT e.*, p.name FROM feedback_replay_log e JOIN actions a ON a.id = e.action_id
  JOIN reviewers p ON p.id = a.reviewer_id WHERE e.interaction_id = ? ORDER BY e.at DESC, e.id DESC
"""
_LIMIT_SNOOZES = """
SELECT e.*, p.name FROM snoozes e JOIN actions a ON a.id = e.action_id
  JOIN reviewers p ON p.id = a.reviewer_id WHERE e.interaction_id = ? ORDER BY e.at DESC, e.id DESC
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

    def our_page(place: QueuePosition) -> object:
        return desk.page(Queue.DUE, Order.OLDEST, PAGE, place)

    def limit_page(place: QueuePosition) -> object:
        return bare.execute(_LIMIT_PAGE, (now, place.key, place.row_id)).fetchall()

    page = _pairs(our_page, limit_page, places)
    item = _pairs(lambda p: desk.case(p.row_id), lambda p: _limit_item(bare, p.row_id), places)
    lane.close()
    store.close()
    rows = size.store_rows
    return (
        *_figures("next queue page", page, rows),
        *_figures("next item, whole with its reviews", item, rows),
    )


def _limit_item(bare: sqlcipher3.dbapi2.Connection, row_id: int) -> tuple[object, ...]:
    item = bare.execute(_LIMIT_ITEM, (row_id,)).fetchone()
    context = orjson.loads(item[-5])
    reviews = bare.execute(_LIMIT_REVIEWS, (item[1],)).fetchall()
    return item, context, reviews, bare.execute(_LIMIT_SNOOZES, (item[1],)).fetchall()


def _places(bare: sqlcipher3.dbapi2.Connection, count: int) -> list[QueuePosition]:
    found = bare.execute("SELECT sort_at, row_id FROM interaction_state WHERE queue = 1").fetchall()
    chosen = random.Random(1).choices(found, k=count)
    return [QueuePosition(0, sort_at, row_id) for sort_at, row_id in chosen]


def _pairs(ours: Look, limit: Look, places: Sequence[QueuePosition]) -> list[tuple[float, float]]:
    """Measure both at each place, in turn the one and the other first: the disk is warm then."""
    return [_pair(ours, limit, place, number) for number, place in enumerate(places)]


def _pair(ours: Look, limit: Look, place: QueuePosition, number: int) -> tuple[float, float]:
    if number % 2:
        limited = _ms(limit, place)
        return _ms(ours, place), limited
    return _ms(ours, place), _ms(limit, place)


def _ms(look: Look, place: QueuePosition) -> float:
    began = perf_counter()
    look(place)
    return (perf_counter() - began) * 1000


def _figures(name: str, pairs: list[tuple[float, float]], rows: int) -> tuple[Figure, Figure]:
    ours, limit = [a for a, _ in pairs], [b for _, b in pairs]
    return (
        Figure(f"{name}, median", percentile(ours, 0.5), percentile(limit, 0.5), "ms", rows, 2.0),
        Figure(f"{name}, p99 against a frame", percentile(ours, 0.99), 16.0, "ms", rows, 1.0),
    )
