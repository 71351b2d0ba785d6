"""What is done with a value that is not clean: read all the same, emptied, or the row refused."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reviewer.domain.interaction import Feedback
from services.sync.fields import Kind
from services.sync.json_text import MOST_LEVELS, as_text, canonical, deeper_than, in_order
from services.sync.mending import Mender, value_of_text
from services.sync.notation import Notation, number_of_text
from services.sync.records import Reason
from services.sync.times import is_count, micros_of_count, micros_of_text
from services.sync.turns import usable_turns


@dataclass(frozen=True, slots=True)
class Fixed:
    """The value to keep, and why it is not what came; no reason where it says the same."""

    value: Any
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """The row cannot be taken."""

    reason: Reason
    detail: str


TOO_DEEP = Refusal("too_deep", f"The record is nested deeper than {MOST_LEVELS} levels.")


@dataclass(frozen=True, slots=True)
class Found:
    """A value that is not clean: whose it is, where it comes from and how numbers are written."""

    ours: str
    theirs: str
    value: Any
    notation: Notation
    written: Callable[[], str]


Fix = Callable[[Found], Fixed | Refusal]

#: What other systems call good and bad, in lower case without spaces, dashes and underscores.
VERDICTS: Mapping[str, Feedback] = {
    **dict.fromkeys(("yes", "y", "true", "t", "up", "thumbsup", "thumbup", "👍"), "yes"),
    **dict.fromkeys(("good", "positive", "like", "liked", "helpful", "useful"), "yes"),
    **dict.fromkeys(("no", "n", "false", "f", "down", "thumbsdown", "thumbdown", "👎"), "no"),
    **dict.fromkeys(("bad", "negative", "dislike", "disliked", "unhelpful"), "no"),
    **dict.fromkeys(("nothelpful", "notuseful", "useless"), "no"),
}

_NAMES: Mapping[type, str] = {
    bool: "true or false",
    dict: "an object",
    float: "a number",
    int: "a number",
    list: "a list",
    str: "a text",
    type(None): "null",
}


def kind_of(value: Any) -> str:
    """Return what a value is, in words."""
    return _NAMES.get(type(value), f"a value of type {type(value).__name__}")


def verdict_of(value: Any) -> Feedback | None:
    """Return yes or no for the words, signs and truth values that mean it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str):
        return None
    return VERDICTS.get(value.strip().lower().translate({32: None, 45: None, 95: None}))


def fix(kind: Kind, found: Found) -> Fixed | Refusal:
    """Return what to keep instead of a value that is not clean, or why the row is refused."""
    return _FIXES[kind](found)


def _identity(found: Found) -> Fixed | Refusal:
    value = found.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return Refusal("missing_id", "The record has no id.")
    if isinstance(value, bytes | bytearray | memoryview):
        return Fixed(as_text(value), "invalid_utf8")
    if _is_number(value):
        return Fixed(found.written(), "wrong_type")
    return _wrong_type(found)


def _message(found: Found) -> Fixed | Refusal:
    fixed = _reply(found)
    if isinstance(fixed, Fixed) and not fixed.value:
        return Refusal("missing_field", f"The record has no {found.ours}.")
    return fixed


def _reply(found: Found) -> Fixed | Refusal:
    if isinstance(found.value, dict | list):
        return _wrong_type(found)
    return _label(found)


def _label(found: Found) -> Fixed:
    value = found.value
    if value is None or value == "":
        return Fixed(None)
    if isinstance(value, str):
        return Fixed(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return Fixed(as_text(value), "invalid_utf8")
    if isinstance(value, bool):
        return Fixed("true" if value else "false", "wrong_type")
    return Fixed(found.written() if _is_number(value) else None, "wrong_type")


def _feedback(found: Found) -> Fixed:
    value = found.value
    if value is None or value == "":
        return Fixed(None)
    verdict = verdict_of(value)
    if isinstance(value, str):
        return Fixed(verdict, None if verdict == value else "unknown_value")
    return Fixed(verdict, "wrong_type")


def _confidence(found: Found) -> Fixed:
    try:
        number = _number(found.value)
    except (ValueError, TypeError):
        return Fixed(None, "wrong_type")
    if number is None:
        return Fixed(None)
    if not 0 <= number <= 1:
        return Fixed(None, "out_of_range")
    return Fixed(number + 0.0, "wrong_type" if isinstance(found.value, str) else None)


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        return number_of_text(value)
    if isinstance(value, bool | dict | list):
        raise TypeError(value)
    return None if value is None else _as_float(value)


def _as_float(number: Any) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf


def _moment(found: Found) -> Fixed:
    value = found.value
    if value is None:
        return Fixed(None)
    try:
        return _count(found) if _looks_like_count(value) else Fixed(micros_of_text(value))
    except (ValueError, AttributeError, OverflowError):
        return Fixed(None, "invalid_timestamp")


def _looks_like_count(value: Any) -> bool:
    return is_count(value.strip()) if isinstance(value, str) else _is_number(value)


def _count(found: Found) -> Fixed:
    number = found.value if _is_number(found.value) else int(found.value)
    reason: Reason | None = None if found.notation.counts_are_times else "invalid_timestamp"
    return Fixed(micros_of_count(number), reason)


def _turns(found: Found) -> Fixed:
    value = found.value
    if value is None or value == "":
        return Fixed("[]")
    turns = _list_of(value)
    usable = usable_turns(turns or ())
    whole = len(usable) == len(turns or ()) and isinstance(value, list)
    return Fixed(in_order(usable), None if whole else "wrong_type")


def _list_of(value: Any) -> list[Any] | None:
    value = value_of_text(value, Mender()) if isinstance(value, str) else value
    return value if isinstance(value, list) else None


def _trace(found: Found) -> Fixed | Refusal:
    value = found.value
    value = value_of_text(value, Mender()) if isinstance(value, str) else value
    if value is None or value == "":
        return Fixed(None)
    trace = value if isinstance(value, dict) else {found.theirs: value}
    return TOO_DEEP if deeper_than(trace, MOST_LEVELS) else Fixed(canonical(trace))


def _wrong_type(found: Found) -> Refusal:
    return Refusal("wrong_type", f"{found.ours} holds {kind_of(found.value)}, not a text.")


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) or math.isfinite(value)


_FIXES: Mapping[Kind, Fix] = {
    Kind.IDENTITY: _identity,
    Kind.MESSAGE: _message,
    Kind.REPLY: _reply,
    Kind.LABEL: _label,
    Kind.FEEDBACK: _feedback,
    Kind.CONFIDENCE: _confidence,
    Kind.MOMENT: _moment,
    Kind.TURNS: _turns,
    Kind.TRACE: _trace,
}
