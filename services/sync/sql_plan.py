"""What a table of somebody's database holds, and how it is going to be read."""

from collections import abc
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from reviewer.errors import SourceRefused
from services.sync.fields import OURS
from services.sync.guess import guess_mapping
from services.sync.mapping import Mapping
from services.sync.paths import dotted, paths_in
from services.sync.sql_address import SqlAddress
from services.sync.sql_source import SqlTable


@dataclass(frozen=True, slots=True)
class SqlPlan:
    """Which table is read, and which of its columns is which fact of ours."""

    address: SqlAddress
    mapping: Mapping

    @property
    def key(self) -> str:
        """Return the column that tells rows apart. Raises UsageError where there is none."""
        self.mapping.require()
        return (self.mapping.path("id") or ("",))[0]

    @property
    def updated(self) -> str | None:
        """Return the column that tells when a row changed, if it is one of its own."""
        path = self.mapping.path("updated_at")
        return path[0] if path and len(path) == 1 else None

    def check(self, table: SqlTable) -> None:
        """Raise SourceRefused where the table lost a column that the mapping uses."""
        used = {choice.path[0]: choice.theirs for choice in self.mapping.choices}
        gone = sorted(theirs for column, theirs in used.items() if column not in table.columns)
        if gone:
            raise SourceRefused(
                f"{self.address.shown} no longer has {', '.join(gone)}. "
                "Remove the source and add it again; what was read stays."
            )

    def as_json(self) -> dict[str, Any]:
        """Return the settings as the store keeps them."""
        return {
            "url": self.address.url,
            "table": self.address.table,
            "mapping": self.mapping.as_json(),
        }

    @classmethod
    def from_json(cls, kept: abc.Mapping[str, Any]) -> "SqlPlan":
        """Return the plan that `as_json` gave."""
        return cls(SqlAddress(kept["url"], kept["table"]), Mapping.from_json(kept["mapping"]))


@dataclass(frozen=True, slots=True)
class TableLook:
    """What a first look at a table showed.

    `unused` are columns that go into no fact of ours: their values are kept beside each row.
    Without `tells_changes` every sync reads the whole table.
    """

    plan: SqlPlan
    rows: int
    columns: tuple[str, ...]
    paths: tuple[str, ...]
    tells_changes: bool

    @property
    def unused(self) -> tuple[str, ...]:
        """Return the columns that the mapping leaves."""
        return self.plan.mapping.left


def look_at(
    table: SqlTable,
    address: SqlAddress,
    corrections: Iterable[str] = (),
    without: Collection[str] = (),
) -> TableLook:
    """Guess how a table is to be read. Raises UsageError where a correction makes no sense."""
    records = _records(table)
    mapping = guess_mapping(records, corrections)
    for ours in without:
        mapping = mapping.without(ours)
    return _look(table, SqlPlan(address, mapping), records)


def look_again(table: SqlTable, plan: SqlPlan) -> TableLook:
    """Return what a table holds now, seen through the mapping that is kept."""
    plan.check(table)
    kept = {choice.ours: choice.theirs for choice in plan.mapping.choices}
    corrections = [f"{ours}={theirs}" for ours, theirs in kept.items()]
    return look_at(table, plan.address, corrections, [ours for ours in OURS if ours not in kept])


def _records(table: SqlTable) -> list[dict[str, Any]]:
    """Return sampled rows, behind an empty one, so that an empty table has its columns too."""
    return [dict.fromkeys(table.columns), *table.sample()]


def _look(table: SqlTable, plan: SqlPlan, records: list[dict[str, Any]]) -> TableLook:
    return TableLook(
        plan=plan,
        rows=table.count(),
        columns=table.columns,
        paths=tuple(map(dotted, paths_in(records))),
        tells_changes=table.tells_changes(plan.updated),
    )
