"""An item of a queue in words: its two lines and its age."""

import math

from reviewer.domain.moments import DAY, SECOND

_MINUTE, _HOUR = 60 * SECOND, 3_600 * SECOND
#: Units of an age: from which age on, the unit's length and its short and long names.
_UNITS = (
    (365 * DAY, 365 * DAY, "y", "year"),
    (60 * DAY, 30 * DAY, "mo", "month"),
    (DAY, DAY, "d", "day"),
    (_HOUR, _HOUR, "h", "hour"),
    (_MINUTE, _MINUTE, "min", "minute"),
)


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def topic_words(topic: str | None) -> str:
    """Return a topic as words: `bank_fraud_report` becomes `bank fraud report`."""
    return "" if topic is None else one_line(topic.replace("_", " "))


def confidence_text(confidence: float | None, digits: int = 2) -> str:
    """Return a confidence with so many digits; a dash where it is unavailable.

    Cut rather than rounded: 0.297 is below a threshold of 0.30 and has to look so.
    """
    if confidence is None:
        return "–"
    scale = 10**digits
    return f"{math.floor(confidence * scale + 1e-9) / scale:.{digits}f}"


def age_text(at: int, now: int) -> str:
    """Return how long ago a moment in microseconds UTC was: `2 d`, `5 h`, `now`."""
    for start, length, short, _ in _UNITS:
        if now - at >= start:
            return f"{(now - at) // length} {short}"
    return "now"


def skipped_text(skips: int) -> str:
    """Return how often an item was skipped."""
    return "skipped" if skips == 1 else f"skipped {skips}×"


def spoken_age(at: int, now: int) -> str:
    """Return an age in full words: `2 days ago`."""
    for start, length, _, name in _UNITS:
        if now - at >= start:
            count = (now - at) // length
            return f"{count} {name}{'s' if count > 1 else ''} ago"
    return "just now"
