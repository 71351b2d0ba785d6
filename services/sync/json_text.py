"""JSON as the store keeps it: one text per value, whatever kind of source it came from."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson

#: `orjson` writes no value that is nested deeper.
MOST_LEVELS = 254

_SMALLEST, _LARGEST = -(2**63), 2**64 - 1


def canonical(value: Any) -> str:
    """Return JSON with sorted keys and no spaces.

    Values of a database that JSON does not have become text (dates in ISO 8601) or numbers.
    Raises TypeError where a value is nested too deep or holds text that is not Unicode.
    """
    return orjson.dumps(value, default=_plain, option=orjson.OPT_SORT_KEYS).decode()


def in_order(value: Any) -> str:
    """Return JSON with the keys in the order they have, and no spaces; raises like `canonical`."""
    return orjson.dumps(value).decode()


def parsed(text: str | bytes) -> Any:
    """Return the value of a JSON text; raises ValueError."""
    return orjson.loads(text)


def deeper_than(value: Any, levels: int) -> bool:
    """Tell whether lists and objects are nested deeper, without recursion; `[]` is one level."""
    layer = _containers([value])
    for _ in range(levels):
        if not layer:
            return False
        layer = [child for parent in layer for child in _containers(parent)]
    return bool(layer)


def fits(number: int) -> bool:
    """Tell whether JSON as the store keeps it can hold the whole number exactly."""
    return _SMALLEST <= number <= _LARGEST


def as_text(octets: bytes | bytearray | memoryview) -> str:
    """Return bytes as text: UTF-8, with U+FFFD for what is not."""
    return bytes(octets).decode("utf-8", "replace")


def _containers(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value
    return [child for child in inner if isinstance(child, dict | list)]


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        whole = value.is_finite() and value == value.to_integral_value()
        return int(value) if whole and fits(int(value)) else float(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return as_text(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return str(value)
