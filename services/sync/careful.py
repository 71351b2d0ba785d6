"""The path of rows that are not clean: field by field, and each repair is told."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from reviewer.domain.interaction import SourceRow
from reviewer.domain.moments import iso_utc
from services.sync.clean import UNCLEAN
from services.sync.fields import Kind
from services.sync.fixes import TOO_DEEP, Fixed, Found, Refusal, fix, kind_of
from services.sync.json_text import MOST_LEVELS, canonical, deeper_than
from services.sync.mending import Mender, value_of_text
from services.sync.paths import Path, dotted, rest, walk
from services.sync.plan import Part, Plan
from services.sync.records import Damaged, Reason, Repair, Unparsed, shorten, shown
from services.sync.swift import UNREAD, row_of


@dataclass(frozen=True, slots=True)
class Accepted:
    """A row, and what had to be repaired to get it."""

    row: SourceRow
    repairs: tuple[Repair, ...] = ()


def read_carefully(
    plan: Plan, record: Any, raw: bytes = b"", known: Sequence[Any] | None = None
) -> Accepted | Refusal:
    """Return the row of a record of any shape, or why there is none.

    `raw` is its JSON, if it came as JSON: it tells how numbers are written that become text.
    `known` are the values that were read before, in the order of `SourceRow`, and `UNREAD`.
    """
    if isinstance(record, Unparsed):
        return Refusal(record.reason, record.detail)
    damage = record if isinstance(record, Damaged) else None
    value = damage.record if damage else record
    if not isinstance(value, dict):
        return Refusal("not_an_object", f"The record is {kind_of(value)}, not an object.")
    known = known or (UNREAD,) * len(SourceRow._fields)
    return _Reading(plan, value, raw, damage).outcome(known)


@dataclass(slots=True)
class _Reading:
    """An object while it is read: the values so far, and the repairs."""

    plan: Plan
    record: dict[str, Any]
    raw: bytes
    damage: Damaged | None
    values: list[Any] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def outcome(self, known: Sequence[Any]) -> Accepted | Refusal:
        takes: list[Callable[[], Refusal | None]]
        takes = [*(partial(self._take, part) for part in self.plan.parts), self._take_rest]
        for take, value in zip(takes, known, strict=True):
            if value is not UNREAD:
                self.values.append(value)
            elif refusal := take():
                return refusal
        return Accepted(row_of(tuple(self.values)), tuple(self.repairs))

    def _take(self, part: Part) -> Refusal | None:
        came = part.value_in(self.record)
        if deeper_than(came, MOST_LEVELS):
            return TOO_DEEP
        mender = self._mender()
        value = _mended(part, came, mender) if self.damage else came
        outcome = self._cleaned(part, value)
        if isinstance(outcome, Refusal):
            return outcome
        reasons = [*mender.reasons, *([outcome.reason] if outcome.reason else [])]
        self._keep(part.ours, came, outcome.value, reasons)
        return None

    def _cleaned(self, part: Part, value: Any) -> Fixed | Refusal:
        try:
            return Fixed(part.clean((value,))[0])
        except UNCLEAN:
            written = partial(_written, value, part.path or (), self.raw)
            theirs = dotted(part.path or ())
            return fix(part.kind, Found(part.ours, theirs, value, self.plan.notation, written))

    def _take_rest(self) -> Refusal | None:
        came = rest(self.record, self.plan.used)
        if deeper_than(came, MOST_LEVELS):
            return TOO_DEEP
        mender = self._mender()
        value = mender.mend(came) if self.damage else came
        self._keep("extra", came, canonical(value) if value else None, mender.reasons)
        return None

    def _mender(self) -> Mender:
        return Mender(not_utf8=self.damage is not None and self.damage.not_utf8)

    def _keep(self, ours: str, came: Any, value: Any, reasons: Iterable[Reason]) -> None:
        self.values.append(value)
        for reason in reasons:
            self.repairs.append(Repair(ours, reason, shown(came), _shown_after(ours, value)))


def _mended(part: Part, came: Any, mender: Mender) -> Any:
    value = mender.mend(came)
    if isinstance(value, str) and part.kind in (Kind.TURNS, Kind.TRACE) and part.reads_text:
        return value_of_text(value, mender)
    return value


def _shown_after(ours: str, value: Any) -> str:
    if ours.endswith("_at") and value is not None:
        return str(iso_utc(value))
    if ours in ("context", "source", "extra") and value is not None:
        return shorten(value)
    return shown(value)


def _written(number: float, path: Path, raw: bytes) -> str:
    """Return a number as the JSON of its record writes it, so that no digit is lost."""
    if isinstance(number, int) or not raw:
        return str(number)
    text = raw.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    return str(walk(json.loads(text, parse_float=str, parse_int=str), path))
