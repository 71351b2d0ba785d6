"""Full text as somebody types, against the newest rows that match, asked for in bare SQL."""

from collections.abc import Sequence
from time import perf_counter

import sqlcipher3.dbapi2

from bench.figures import Figure, percentile
from bench.large_store import large_store
from bench.size import Size
from reviewer.domain.filters import Filter
from reviewer.store.opening import open_store
from services.interactions.browser import InteractionBrowser

TYPED = (
    "refund money", "doctor appointment", "the", "you", "i want", "bank fraud report", "thank you",
    "can i have the", "what is the price", "hotel booking", "my account", "cancel my ride please",
    "yes", "restaurant",
)  # fmt: skip
FIRST = 200
_LIMIT = (
    "SELECT rowid FROM interaction_text WHERE interaction_text MATCH ? "
    "ORDER BY rowid DESC LIMIT 200"
)


def measure(size: Size) -> Sequence[Figure]:
    """Measure every beginning of what is typed; the limit looks up its finished words only."""
    path = large_store(size)
    store = open_store(path, None)
    browser = InteractionBrowser(store)
    bare = sqlcipher3.dbapi2.connect(str(path))
    bare.create_function("segmented", 1, lambda text: text)
    ours, limit = [], []
    for typed in [text[:end] for text in TYPED for end in range(1, len(text) + 1)]:
        began = perf_counter()
        browser.row_ids(Filter(words=typed), FIRST)
        ours.append((perf_counter() - began) * 1000)
        words = " ".join(f'"{word}"' for word in typed.split())
        began = perf_counter()
        bare.execute(_LIMIT, (words,)).fetchall()
        limit.append((perf_counter() - began) * 1000)
    store.close()
    rows = size.store_rows
    return (
        Figure("search as typed, median", _at(ours, 0.5), _at(limit, 0.5), "ms", rows, 3.0),
        Figure("search as typed, p95", _at(ours, 0.95), _at(limit, 0.95), "ms", rows, 3.0),
    )


def _at(values: Sequence[float], share: float) -> float:
    return percentile(values, share)
