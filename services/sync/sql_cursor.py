"""How far a table was read, and from where to read on so that nothing is missed.

The cursor is the updated time and key of the last row handed over. The time is capped at the
database's own clock, so that a row from the future does not hide later changes, and a sync starts
a little before it, for transactions that committed late.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

from reviewer.domain.moments import MICROSECOND, to_micros
from services.sync.times import micros_of_count

if TYPE_CHECKING:
    from sqlalchemy import Column

#: How long before its cursor a sync starts: longer than transactions at the source take.
OVERLAP = timedelta(minutes=5)
#: Times without a zone may be local ones, and once a year an hour of those comes twice.
REPEATED_HOUR = timedelta(hours=1)

#: What a column of updated times may hold to be read on from; texts do not sort as times do.
_TYPES = (datetime, date, int, float, Decimal)


@dataclass(frozen=True, slots=True)
class SqlCursor:
    """How far a table was read: the last row's updated time and key, as their texts."""

    updated: str
    key: str

    def as_text(self) -> str:
        """Return the cursor as the store keeps it."""
        return orjson.dumps([self.updated, self.key]).decode()

    @classmethod
    def of_text(cls, text: str | None) -> "SqlCursor | None":
        """Return the cursor that the store kept."""
        return None if text is None else cls(*orjson.loads(text))


def can_be_cursor(column: "Column[Any]") -> bool:
    """Tell whether changes can be found by what the column holds."""
    return _type_of(column) is not None


def start_after(column: "Column[Any]", cursor: SqlCursor) -> Any:
    """Return the value of the column at which to read on."""
    kind = _type_of(column)
    if kind is datetime:
        moment = datetime.fromisoformat(cursor.updated)
        return moment - (OVERLAP if moment.tzinfo else OVERLAP + REPEATED_HOUR)
    if kind is date:
        return date.fromisoformat(cursor.updated) - timedelta(days=1)
    assert kind is not None
    count = kind(cursor.updated)
    return count - OVERLAP // MICROSECOND // (_unit(count) or 1)


def reached(
    records: Sequence[Mapping[str, Any]], key: str, updated: str, clock: datetime
) -> SqlCursor | None:
    """Return the cursor after these rows; None where none of them has an updated time."""
    for record in reversed(records):
        moment = _capped(record[updated], clock)
        if moment is not None:
            return SqlCursor(_text(moment), str(record[key]))
    return None


def _type_of(column: "Column[Any]") -> type | None:
    try:
        kind = column.type.python_type
    except NotImplementedError:
        return None
    return next((known for known in _TYPES if kind is known), None)


def _capped(moment: Any, clock: datetime) -> Any:
    """Return the moment, or the clock's if that is earlier; None for what is no moment."""
    if isinstance(moment, datetime):
        return min(moment, clock if moment.tzinfo else _earliest_without_zone(clock))
    if isinstance(moment, date):
        return min(moment, _earliest_without_zone(clock).date())
    unit = _unit(moment)
    return None if unit is None else min(moment, to_micros(_zoned(clock)) // unit)


def _earliest_without_zone(clock: datetime) -> datetime:
    """Return the earlier of the clock's local time and its UTC: nobody says which is meant."""
    return min(clock.replace(tzinfo=None), _zoned(clock).astimezone(UTC).replace(tzinfo=None))


def _zoned(clock: datetime) -> datetime:
    return clock if clock.tzinfo else clock.replace(tzinfo=UTC)


def _unit(count: Any) -> int | None:
    """Return how many microseconds one unit of a count since 1970 has; None for what is none."""
    if not isinstance(count, int | float | Decimal):
        return None
    try:
        return round(micros_of_count(float(count)) / float(count))
    except ValueError:
        return None


def _text(moment: Any) -> str:
    return moment.isoformat() if isinstance(moment, date) else str(moment)
