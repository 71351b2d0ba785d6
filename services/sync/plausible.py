"""Whether sampled values can be a fact of ours, so that a name alone does not mislead."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from services.sync.fields import Kind
from services.sync.fixes import Fixed, Found, fix, verdict_of
from services.sync.json_text import parsed
from services.sync.notation import TYPED
from services.sync.turns import usable_turns

#: More values say no more.
_ENOUGH = 100


def fits_kind(kind: Kind, values: Sequence[Any]) -> bool:
    """Tell whether at least half of the values, nulls aside, can be of this kind."""
    sample = [value for value in values[:_ENOUGH] if value is not None and value != ""]
    return 2 * sum(map(_TESTS[kind], sample)) >= len(sample)


def fits_shape(kind: Kind, values: Sequence[Any]) -> bool:
    """Tell whether the values are more than objects in which the fact may stand."""
    present = [value for value in values[:_ENOUGH] if value is not None]
    return kind is Kind.TRACE or not present or not all(isinstance(v, dict) for v in present)


def _is_scalar(value: Any) -> bool:
    return not isinstance(value, dict | list)


def _is_moment(value: Any) -> bool:
    return isinstance(value, date) or _can_be_read(Kind.MOMENT, value)


def _is_share(value: Any) -> bool:
    return _can_be_read(Kind.CONFIDENCE, value)


def _can_be_read(kind: Kind, value: Any) -> bool:
    outcome = fix(kind, Found("", "", value, TYPED, str))
    return isinstance(outcome, Fixed) and outcome.value is not None


def _is_verdict(value: Any) -> bool:
    return verdict_of(value) is not None


def _are_turns(value: Any) -> bool:
    turns = _unwrapped(value)
    return isinstance(turns, list) and (not turns or bool(usable_turns(turns)))


def _is_object(value: Any) -> bool:
    return isinstance(_unwrapped(value), dict)


def _unwrapped(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return parsed(value)
    except ValueError:
        return None


_TESTS: Mapping[Kind, Callable[[Any], bool]] = {
    Kind.IDENTITY: _is_scalar,
    Kind.MESSAGE: _is_scalar,
    Kind.REPLY: _is_scalar,
    Kind.LABEL: _is_scalar,
    Kind.FEEDBACK: _is_verdict,
    Kind.CONFIDENCE: _is_share,
    Kind.MOMENT: _is_moment,
    Kind.TURNS: _are_turns,
    Kind.TRACE: _is_object,
}
