"""What is clean, told for a whole column at once: the path that nearly every row takes.

Each function treats values one by one, only faster, so a column is clean exactly if each of its
values is. It returns the column as the store keeps it, or raises one of `UNCLEAN`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson

from reviewer.domain.interaction import FEEDBACKS
from reviewer.domain.moments import EPOCH, MICROSECOND
from services.sync.fields import Kind
from services.sync.notation import Notation, Reading
from services.sync.times import EARLIEST, LATEST, micros_of
from services.sync.turns import lists_as_json

Column = Sequence[Any]
Cleaner = Callable[[Column], Column]

#: What a value that is not clean raises, here or in the functions that read it.
UNCLEAN = (ValueError, TypeError, OverflowError)

_TEXTS: frozenset[type] = frozenset((str, type(None)))
_NUMBERS: frozenset[type] = frozenset((float, int, type(None)))
_TIMES: frozenset[type] = frozenset((str, datetime, type(None)))
_LISTS: frozenset[type] = frozenset((list, type(None)))
_OBJECTS: frozenset[type] = frozenset((dict, type(None)))
_FEEDBACKS = FEEDBACKS | {None}

#: Shorter texts may be bare dates or counts, which take the careful path.
_SHORTEST_TIME = 19


def cleaner(kind: Kind, notation: Notation) -> Cleaner:
    """Return the function that cleans a column of this kind, written in this notation."""
    clean = _CLEANERS[kind]
    natural = notation.natural.get(kind)
    if not natural:
        return clean
    return lambda values: clean(_read(values, natural))


def _read(values: Column, natural: Mapping[type, Reading]) -> Column:
    if natural.keys().isdisjoint(map(type, values)):
        return values
    return [natural[type(v)](v) if type(v) in natural else v for v in values]


def _check(values: Column, allowed: frozenset[type]) -> None:
    if not allowed.issuperset(map(type, values)):
        raise TypeError(allowed)


def ids(values: Column) -> Column:
    """Texts of which none is blank."""
    if {*map(type, values)} != {str} or not all(map(str.strip, values)):
        raise TypeError(values)
    return values


def texts(values: Column) -> Column:
    """Texts or nothing; an empty text is nothing."""
    _check(values, _TEXTS)
    return [v or None for v in values] if "" in values else values


def messages(values: Column) -> Column:
    """Texts of which none is empty."""
    if {*map(type, values)} != {str} or "" in values:
        raise TypeError(values)
    return values


def feedbacks(values: Column) -> Column:
    """Yes, no or nothing."""
    if not _FEEDBACKS.issuperset(values):
        raise ValueError(values)
    return values


def confidences(values: Column) -> Column:
    """Numbers from 0 to 1, or nothing."""
    _check(values, _NUMBERS)
    if False in [v is None or 0 <= v <= 1 for v in values]:
        raise ValueError(values)
    return [v if v is None else v + 0.0 for v in values]


def moments(values: Column) -> Column:
    """ISO 8601 with date and time, moments of a database, or nothing; as microseconds UTC."""
    _check(values, _TIMES)
    present = [v for v in values if v is not None] if None in values else values
    if not present:
        return values
    micros = _micros(present)
    if min(micros) < EARLIEST or max(micros) > LATEST:
        raise ValueError(values)
    if len(micros) == len(values):
        return micros
    following = iter(micros)
    return [v if v is None else next(following) for v in values]


def _micros(values: Column) -> list[int]:
    found = [*map(_moment, values)] if datetime in map(type, values) else _moments_of(values)
    try:
        return [(moment - EPOCH) // MICROSECOND for moment in found]
    except TypeError:
        return [*map(micros_of, found)]


def _moments_of(values: Column) -> list[datetime]:
    if min(map(len, values)) < _SHORTEST_TIME:
        raise ValueError(values)
    return [*map(datetime.fromisoformat, values)]


def _moment(value: str | datetime) -> datetime:
    return value if isinstance(value, datetime) else _moments_of([value])[0]


def turns(values: Column) -> Column:
    """Lists of turns of which each is usable, as JSON."""
    _check(values, _LISTS)
    return lists_as_json(values)


def traces(values: Column) -> Column:
    """Objects, as JSON with sorted keys, or nothing."""
    _check(values, _OBJECTS)
    dumps, sort = orjson.dumps, orjson.OPT_SORT_KEYS
    return [None if v is None else dumps(v, None, sort).decode() for v in values]


_CLEANERS: Mapping[Kind, Cleaner] = {
    Kind.IDENTITY: ids,
    Kind.MESSAGE: messages,
    Kind.REPLY: texts,
    Kind.LABEL: texts,
    Kind.FEEDBACK: feedbacks,
    Kind.CONFIDENCE: confidences,
    Kind.MOMENT: moments,
    Kind.TURNS: turns,
    Kind.TRACE: traces,
}
