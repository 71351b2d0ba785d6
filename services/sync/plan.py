"""A mapping made ready to run: per fact of ours, where it stands and how it is read."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.sync.clean import Cleaner, cleaner
from services.sync.fields import KINDS, Kind
from services.sync.mapping import Mapping
from services.sync.notation import Notation
from services.sync.paths import Path, Used, used_parts


@dataclass(frozen=True, slots=True)
class Part:
    """One fact of ours; without a path the source does not have it.

    `reads_text`: JSON of this fact may come as text.
    """

    ours: str
    kind: Kind
    path: Path | None
    clean: Cleaner
    reads_text: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """All facts in the order of `SourceRow`, and which parts of a record they use."""

    parts: tuple[Part, ...]
    used: Used
    notation: Notation


def plan_of(mapping: Mapping, notation: Notation) -> Plan:
    """Return the plan of a mapping for sources of this notation."""
    parts = tuple(_parts(mapping, notation))
    used = used_parts(part.path for part in parts if part.path)
    return Plan(parts, used, notation)


def _parts(mapping: Mapping, notation: Notation) -> Iterator[Part]:
    for ours, kind in KINDS.items():
        reads_text = str in notation.natural.get(kind, ())
        yield Part(ours, kind, mapping.path(ours), cleaner(kind, notation), reads_text)
