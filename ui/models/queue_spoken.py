"""What a screen reader says of an item of a queue."""

from collections.abc import Iterator

from reviewer.domain.moments import now_micros
from reviewer.domain.queue import QueueItem
from ui.models.queue_standing import explanation
from ui.models.queue_text import confidence_text, one_line, spoken_age, topic_words


def spoken(item: QueueItem, *, selected: bool = False) -> str:
    """Return all that the item shows as sentences."""
    said = " ".join((". ".join(_parts(item)) + ".", *explanation(item, now_micros())))
    return f"Selected. {said}" if selected else said


def _parts(item: QueueItem) -> Iterator[str]:
    yield one_line(item.excerpt) or "Empty message"
    unavailable = item.confidence is None
    yield f"confidence {'unavailable' if unavailable else confidence_text(item.confidence)}"
    if item.topic:
        yield topic_words(item.topic)
    yield spoken_age(item.at, now_micros())
