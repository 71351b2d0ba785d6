"""How a kind of source writes values, so that what is natural there is not called a repair."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from reviewer.domain.moments import from_micros
from services.sync.fields import Kind
from services.sync.json_text import parsed
from services.sync.times import micros_of_count, micros_of_day

#: Turns a value of one type into what JSON would have; raises ValueError where it cannot.
Reading = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Notation:
    """Per kind of fact, the types that are natural beside JSON's own, and how they are read.

    `counts_are_times`: a bare number is a usual way to write a moment there.
    """

    name: str
    natural: Mapping[Kind, Mapping[type, Reading]]
    counts_are_times: bool


def number_of_text(text: str) -> float | None:
    """Return a number written as text, a share where it ends in `%`; raises ValueError.

    One comma and no point is a decimal comma; an empty text is no number at all.
    """
    stripped = text.strip()
    if not stripped:
        return None
    if "_" in stripped:
        raise ValueError(text)
    digits = stripped.removesuffix("%")
    if digits.count(",") == 1 and "." not in digits:
        digits = digits.replace(",", ".")
    return float(digits) / 100 if stripped.endswith("%") else float(digits)


def _json_of_text(text: str) -> Any:
    return parsed(text) if text.strip() else None


def _moment_of_count(count: int) -> datetime:
    return from_micros(micros_of_count(count))


def _moment_of_day(day: date) -> datetime:
    return from_micros(micros_of_day(day))


def _decode(octets: bytes | bytearray | memoryview) -> str:
    return bytes(octets).decode()


def _digits(number: Decimal) -> str:
    return format(number, "f")


_OCTETS: Mapping[type, Reading] = dict.fromkeys((bytes, bytearray, memoryview), _decode)
_TEXTS: Mapping[type, Reading] = {
    **_OCTETS,
    int: str,
    float: repr,
    UUID: str,
    Decimal: _digits,
    date: date.isoformat,
    datetime: datetime.isoformat,
}
_JSON_TEXTS: Mapping[type, Reading] = {str: _json_of_text}

#: JSON: numbers are numbers, texts are texts.
JSON = Notation("JSON", {}, counts_are_times=False)

#: CSV: every cell is a text.
CELLS = Notation(
    "CSV",
    {
        Kind.CONFIDENCE: {str: number_of_text},
        Kind.TURNS: _JSON_TEXTS,
        Kind.TRACE: _JSON_TEXTS,
    },
    counts_are_times=True,
)

#: A database: ids may be numbers, times are times, and JSON may stand in a column of text.
TYPED = Notation(
    "SQL",
    {
        Kind.IDENTITY: {**_OCTETS, int: str, UUID: str, Decimal: _digits},
        Kind.MESSAGE: _TEXTS,
        Kind.REPLY: _TEXTS,
        Kind.LABEL: _TEXTS,
        Kind.FEEDBACK: {bool: {True: "yes", False: "no"}.__getitem__},
        Kind.CONFIDENCE: {Decimal: float, str: number_of_text},
        Kind.MOMENT: {int: _moment_of_count, date: _moment_of_day},
        Kind.TURNS: _JSON_TEXTS,
        Kind.TRACE: _JSON_TEXTS,
    },
    counts_are_times=True,
)
