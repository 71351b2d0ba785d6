"""Which path of a source's records is which fact of ours, guessed by name.

Ranks, best first; of equal ones the shallower path, then the earlier in the record:

1. our own name at the top of the record (`confidence`);
2. our own name written another way, or along a path (`Customer Message`, `customer.message`);
3. an alias, in the order of `aliases.ALIASES`, wrappers and endings aside (`data.attributes.id`);
4. a particular name inside any object (`scores.confidence`).

From rank 3 on the sampled values must be of a kind that fits: a `score` of 4 is no confidence.
An object under our own name is looked into (`topic.name`).
The best pair of all is settled first; each path and each fact is used once. What a person
corrects stands before all guesses.
"""

from collections import abc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from services.sync.aliases import ALIASES, ENDINGS, PARTICULAR, bare_path, fold, fold_path
from services.sync.corrections import corrected_paths
from services.sync.fields import KINDS, OURS, Kind
from services.sync.mapping import Choice, Mapping
from services.sync.paths import Path, dotted, paths_in, walk
from services.sync.plausible import fits_kind, fits_shape
from services.sync.records import shown

Rank = tuple[int, int, int, int]

_FOLDED = {ours: [fold(alias) for alias in aliases] for ours, aliases in ALIASES.items()}
_PARTICULAR = {fold(name) for name in PARTICULAR}


def guess_mapping(records: Sequence[Any], corrections: Iterable[str] = ()) -> Mapping:
    """Return the mapping of sampled records, guessed by name, corrections (`ours=theirs`) first.

    Raises UsageError as `corrected_paths` does.
    """
    corrected = corrected_paths(corrections, records)
    values = paths_in(records)
    found = candidates(values)
    paths = _settled(found, corrected)
    choices = tuple(
        Choice(
            ours,
            paths[ours],
            "corrected" if ours in corrected else "guessed",
            _sample(records, paths[ours]),
            tuple(_others(ours, found, paths)),
        )
        for ours in OURS
        if ours in paths
    )
    return Mapping(choices, tuple(_left(values, paths)))


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A path that may be a fact of ours; smaller is likelier."""

    rank: Rank
    ours: str
    path: Path


def candidates(values: abc.Mapping[Path, Sequence[Any]]) -> list[Candidate]:
    """Return what each path may be, likeliest first."""
    return sorted(
        Candidate((*tier, len(path), position), ours, path)
        for position, path in enumerate(values)
        for ours in KINDS
        if (tier := _tier(ours, path, values[path]))
    )


def _settled(found: Iterable[Candidate], corrected: abc.Mapping[str, Path]) -> dict[str, Path]:
    taken = dict(corrected)
    for candidate in found:
        if candidate.ours not in taken and candidate.path not in taken.values():
            taken[candidate.ours] = candidate.path
    return taken


def _others(ours: str, found: Iterable[Candidate], paths: abc.Mapping[str, Path]) -> Iterator[str]:
    for candidate in found:
        if candidate.ours == ours and candidate.path not in paths.values():
            yield dotted(candidate.path)


def _sample(records: Iterable[Any], path: Path) -> str:
    values = (walk(record, path) for record in records)
    return next((shown(value) for value in values if value is not None), "")


def _left(values: Iterable[Path], paths: abc.Mapping[str, Path]) -> Iterator[str]:
    used = {path[0] for path in paths.values()}
    for path in values:
        if len(path) == 1 and path[0] not in used:
            yield path[0]


def _tier(ours: str, path: Path, values: Sequence[Any]) -> tuple[int, int] | None:
    kind = KINDS[ours]
    if fold_path(path) == fold(ours) and fits_shape(kind, values):
        return (1, 0) if path == (ours,) else (2, 0)
    alias = _alias_rank(ours, path)
    return alias if alias and fits_kind(kind, values) else None


def _alias_rank(ours: str, path: Path) -> tuple[int, int] | None:
    known = _FOLDED[ours]
    for form in (path, bare_path(path)):
        folded = fold_path(form)
        if folded in known and _ending_fits(ours, path, form):
            return 3, known.index(folded)
    leaf = fold(path[-1])
    return (4, known.index(leaf)) if leaf in known and leaf in _PARTICULAR else None


def _ending_fits(ours: str, path: Path, form: Path) -> bool:
    dropped = form[-1] != path[-1] and path[-1].lower() in ENDINGS
    return not dropped or path[-1].lower() != "name" or KINDS[ours] is Kind.LABEL
