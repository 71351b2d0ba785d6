"""Whether an item fits a filter, as far as the item alone can tell."""

from collections.abc import Iterator
from dataclasses import replace

from reviewer.domain.filters import Filter
from reviewer.domain.queue import Queue, QueueItem, Stay

_SAME = ("topic", "assistant_version", "channel", "feedback", "decision", "category")


def contradicts(item: QueueItem, wanted: Filter) -> bool:
    """Tell whether an item shows that it does not fit; its queue does not matter here."""
    return not all(_answers(item, wanted))


def asks_for_more(wanted: Filter) -> bool:
    """Tell whether a filter asks for what an item does not show: words, language, reviewer."""
    return bool(wanted.words or wanted.language or wanted.reviewer)


def narrows(wanted: Filter) -> bool:
    """Tell whether a filter asks for anything beside a queue."""
    return replace(wanted, queue=Queue.ALL) != Filter()


def _answers(item: QueueItem, wanted: Filter) -> Iterator[bool]:
    for name in _SAME:
        asked = getattr(wanted, name)
        yield asked is None or getattr(item, name) == asked
    yield wanted.tag is None or wanted.tag in item.tags
    yield item.flagged or not wanted.flagged
    yield item.stay is Stay.MANUAL or not wanted.put_off
    yield item.disagreement or not wanted.disagreement
    yield _in_range(item.at, wanted.since, wanted.until)
    yield _confident(item.confidence, wanted)


def _confident(confidence: float | None, wanted: Filter) -> bool:
    if confidence is None:
        return wanted.confidence_from is None and wanted.confidence_below is None
    fits = _in_range(confidence, wanted.confidence_from, wanted.confidence_below)
    return fits and not wanted.without_confidence


def _in_range(value: float, lowest: float | None, below: float | None) -> bool:
    return (lowest is None or value >= lowest) and (below is None or value < below)
