"""A failure cluster in words: its trend, its weeks, where its name comes from."""

from datetime import date

from reviewer.domain.cluster import FailureCluster
from reviewer.domain.review import FAILURE_CATEGORIES
from ui.models.moment_text import day_text, short_date
from ui.models.queue_text import one_line
from ui.models.table_cell import Cell, Column
from ui.widgets.bar_chart import Bar

#: From these ratios of this week to the mean of the weeks before, a cluster grows or shrinks.
GROWS, SHRINKS = 1.25, 0.8
_ORIGINS = {
    "keywords": "named by its keywords",
    "assistant": "named by the assistant",
    "simulated": "named by the simulated provider",
    "person": "named by a person",
}


def category_title(key: str | None) -> str:
    """Return a category as a person reads it; "" for none."""
    return "" if key is None else FAILURE_CATEGORIES.get(key, one_line(key))


def trend_text(cluster: FailureCluster) -> str:
    """Return how this week compares with those before: `×1.8 this week`, `new this week`."""
    trend = cluster.trend
    if trend is None:
        return "new this week"
    return f"×{trend:.1f} this week" if trend else "none this week"


def trend_tone(cluster: FailureCluster) -> str:
    """Return the colour of a trend: growing failures are what somebody has to look at."""
    trend = cluster.trend
    if trend is None or trend >= GROWS:
        return "warning"
    return "success" if trend <= SHRINKS else "muted"


def origin_text(cluster: FailureCluster) -> str:
    """Return where the name comes from."""
    return _ORIGINS.get(cluster.label_origin, cluster.label_origin)


def failures_text(count: int) -> str:
    """Return a number of failures."""
    return f"{count:,} failure{'' if count == 1 else 's'}"


def fixed_text(cluster: FailureCluster) -> str:
    """Return when somebody marked the cluster as fixed; "" where nobody did."""
    return "" if cluster.fixed_at is None else f"fixed {day_text(cluster.fixed_at)}"


def week_bars(cluster: FailureCluster) -> tuple[Bar, ...]:
    """Return a bar for each week, oldest first."""
    return tuple(
        Bar(count, short_date(monday), f"Week of {short_date(monday)}: {failures_text(count)}")
        for monday, count in ((date.fromisoformat(week), count) for week, count in cluster.weekly)
    )


def _name(cluster: FailureCluster) -> Cell:
    return Cell(one_line(cluster.label), "muted" if cluster.fixed_at else "text")


def _size(cluster: FailureCluster) -> Cell:
    return Cell(f"{cluster.size:,}", "text", "number")


def _weeks(cluster: FailureCluster) -> Cell:
    counts = tuple(count for _, count in cluster.weekly)
    return Cell(", ".join(map(str, counts)), "faint", "bars", counts)


def _trend(cluster: FailureCluster) -> Cell:
    words = fixed_text(cluster) or trend_text(cluster)
    return Cell(words, "success" if cluster.fixed_at else trend_tone(cluster), "small")


def _category(cluster: FailureCluster) -> Cell:
    return Cell(category_title(cluster.category), "neutral", "pill")


COLUMNS: tuple[Column[FailureCluster], ...] = (
    Column("Failures that belong together", _name, share=1.0),
    Column("Size", _size, width=56, right=True),
    Column("Weeks", _weeks, width=112),
    Column("Trend", _trend, width=112, gives_way=480),
    Column("Category", _category, width=124, gives_way=640),
)
