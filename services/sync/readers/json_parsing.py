"""JSON as people's systems write it: fast where it is right, forgiving where that is safe."""

import json
from typing import Any

import orjson

from services.sync.records import Damaged, Unparsed

ESCAPED_NUL = b"\\u0000"

#: From here on the fast parser gives whole numbers as floating point.
_INEXACT = 2.0**63


def parse_leniently(text: bytes) -> Any:
    """Return the value of a JSON text, `Damaged` or `Unparsed` where it is not quite JSON.

    Lone surrogates, NaN and infinities, numbers beyond a double and bytes that are not UTF-8
    make a damaged value. Of equal keys in an object the last one counts.
    """
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return parse_exactly(text)
    return Damaged(value) if ESCAPED_NUL in text else value


def parse_exactly(text: bytes) -> Damaged | Unparsed:
    """Return the value of a JSON text with every digit of its whole numbers; slower."""
    decoded = text.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    try:
        return Damaged(json.loads(decoded), not_utf8=not _is_utf8(text))
    except RecursionError:
        return Unparsed("too_deep", "The JSON is nested too deep.")
    except json.JSONDecodeError as reason:
        told = reason.msg.removesuffix(" starting at")
        return Unparsed("malformed_json", f"Not JSON at character {reason.pos + 1}: {told}.")
    except ValueError:
        return Unparsed("malformed_json", "Not JSON: A number has more digits than can be read.")


def lost_digits(record: Any) -> bool:
    """Tell whether a number of the record may have been a longer whole number."""
    return isinstance(record, dict) and any(
        isinstance(value, float) and abs(value) >= _INEXACT for value in record.values()
    )


def damaged_if_need_be(value: Any, *, not_utf8: bool) -> Any:
    """Return a part of a damaged value, marked unless that part is sound."""
    try:
        sound = ESCAPED_NUL not in orjson.dumps(value)
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        sound = False
    return value if sound else Damaged(value, not_utf8)


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
