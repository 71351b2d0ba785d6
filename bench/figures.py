"""One measured figure: ours beside a hand-tuned limit of the same run."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """`ours` and `limit` in `unit`; the ratio is what counts. `rows` is the size it was run at."""

    name: str
    ours: float
    limit: float
    unit: str
    rows: int
    aim: float

    @property
    def ratio(self) -> float:
        """Return ours ÷ limit."""
        return self.ours / self.limit if self.limit else float("inf")

    def as_json(self) -> dict[str, Any]:
        """Return the figure as `results.json` holds it."""
        return {
            "name": self.name,
            "ours": round(self.ours, 6),
            "limit": round(self.limit, 6),
            "ratio": round(self.ratio, 3),
            "unit": self.unit,
            "rows": self.rows,
            "aim": self.aim,
        }


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    began = perf_counter()
    work()
    return perf_counter() - began


def median_pair(
    ours: Callable[[], object], limit: Callable[[], object], runs: int
) -> tuple[float, float]:
    """Run both in turn, so that a drift of the machine hits both; return the median seconds."""
    pairs = [(seconds(ours), seconds(limit)) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` (0..1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
