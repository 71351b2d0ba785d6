"""A mapping made ready to run: per fact of ours, where it stands and how it is read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from services.sync.clean import Cleaner, cleaner
from services.sync.fields import KINDS, Kind
from services.sync.mapping import Mapping
from services.sync.notation import Notation
from services.sync.paths import Path, Used, used_parts, walk


@dataclass(frozen=True, slots=True)
class Part:
    """One fact of ours; without a path it is taken from records that have one of the late names.

    `reads_text`: JSON of this fact may come as text.
    """

    ours: str
    kind: Kind
    path: Path | None
    late: tuple[str, ...]
    clean: Cleaner
    reads_text: bool

    def value_in(self, record: Any) -> Any:
        """Return the value of the fact in a record, or None."""
        if self.path:
            return walk(record, self.path)
        return next((record[name] for name in self.late if name in record), None)


@dataclass(frozen=True, slots=True)
class Plan:
    """All facts in the order of `SourceRow`, and which parts of a record they use."""

    parts: tuple[Part, ...]
    used: Used
    notation: Notation


def plan_of(mapping: Mapping, notation: Notation) -> Plan:
    """Return the plan of a mapping for sources of this notation."""
    parts = tuple(_parts(mapping, notation))
    paths = [part.path for part in parts if part.path]
    late = [(name,) for part in parts for name in part.late]
    return Plan(parts, used_parts([*paths, *late]), notation)


def _parts(mapping: Mapping, notation: Notation) -> Iterator[Part]:
    for ours, kind in KINDS.items():
        reads_text = str in notation.natural.get(kind, ())
        path, late = mapping.path(ours), mapping.late_names(ours)
        yield Part(ours, kind, path, late, cleaner(kind, notation), reads_text)
