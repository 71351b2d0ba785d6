"""A person's corrections of a guessed mapping, `ours=theirs`, checked against sampled records."""

from collections.abc import Iterable, Sequence
from typing import Any

from reviewer.errors import UsageError
from services.sync.aliases import fold
from services.sync.fields import OURS
from services.sync.paths import Path, dotted, has, paths_in

_MOST_NEAR = 3


def corrected_paths(corrections: Iterable[str], records: Sequence[Any]) -> dict[str, Path]:
    """Return the paths that the corrections name, by our names.

    Raises UsageError for a correction that is malformed, given twice, names no fact of ours, or
    a path that no record has.
    """
    paths: dict[str, Path] = {}
    for correction in corrections:
        ours, theirs = _split(correction)
        if ours in paths:
            raise UsageError(f"--map names {ours} twice: keep one of the two.")
        paths[ours] = _path(theirs, records)
    return paths


def _split(correction: str) -> tuple[str, str]:
    ours, equals, theirs = (part.strip() for part in correction.partition("="))
    if not (ours and equals and theirs):
        raise UsageError(
            f"--map {correction!r} is not of the form OURS=THEIRS, "
            "as in --map customer_message=customer.text."
        )
    if ours not in OURS:
        raise UsageError(
            f"--map {correction!r}: {ours!r} is not a field of Reviewer. Its fields are: "
            f"{', '.join(OURS)}."
        )
    return ours, theirs


def _path(theirs: str, records: Sequence[Any]) -> Path:
    for path in ((theirs,), tuple(theirs.split("."))):
        if any(has(record, path) for record in records):
            return path
    raise UsageError(
        f"No record among the first {len(records)} has {theirs!r}. {_hint(theirs, records)}"
    )


def _hint(theirs: str, records: Sequence[Any]) -> str:
    import difflib

    names = [dotted(path) for path in paths_in(records)]
    near = difflib.get_close_matches(theirs, names, _MOST_NEAR)
    alike = [name for name in names if fold(name) == fold(theirs) or fold(theirs) in fold(name)]
    found = [*dict.fromkeys([*near, *alike])][:_MOST_NEAR]
    return f"Did you mean {' or '.join(found)}?" if found else f"They have: {', '.join(names)}."
