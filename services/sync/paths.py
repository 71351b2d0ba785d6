"""Where a value stands inside a record: the names on the way, outermost first."""

from collections.abc import Iterable, Iterator
from typing import Any

Path = tuple[str, ...]

#: `paths_in` looks into objects this deep.
_DEEPEST = 5

#: Which parts of a record are used: None for a whole value, else what is used inside it.
Used = dict[str, "Used | None"]


def walk(record: Any, path: Path) -> Any:
    """Return the value at a path, or None; a whole number in the path is a place in a list."""
    value = record
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def has(record: Any, path: Path) -> bool:
    """Tell whether there is anything at a path, be it null."""
    holder = walk(record, path[:-1])
    if isinstance(holder, dict):
        return path[-1] in holder
    return isinstance(holder, list) and path[-1].isdecimal() and int(path[-1]) < len(holder)


def dotted(path: Path) -> str:
    """Return the path as it is written and shown."""
    return ".".join(path)


def paths_in(records: Iterable[Any]) -> dict[Path, list[Any]]:
    """Return every path in the records in order of appearance, with its values that are not null.

    Lists are not looked into.
    """
    found: dict[Path, list[Any]] = {}
    for record in records:
        for path, value in _paths_of(record, ()):
            values = found.setdefault(path, [])
            if value is not None:
                values.append(value)
    return found


def _paths_of(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if not isinstance(value, dict) or len(path) >= _DEEPEST:
        return
    for name, inner in value.items():
        yield (*path, name), inner
        yield from _paths_of(inner, (*path, name))


def used_parts(paths: Iterable[Path]) -> Used:
    """Return which parts of a record the paths use."""
    used: Used = {}
    for path in paths:
        _use(used, path)
    return used


def _use(used: Used, path: Path) -> None:
    inside = used
    for step in path[:-1]:
        deeper = inside.setdefault(step, {})
        if deeper is None:
            return
        inside = deeper
    inside[path[-1]] = None


def rest(record: dict[str, Any], used: Used) -> dict[str, Any]:
    """Return what the used parts leave of a record; nulls, and what is emptied, are left out."""
    kept = {name: value for name, value in record.items() if name not in used}
    for name, inside in used.items():
        if inside is not None and name in record:
            kept[name] = _inner_rest(record[name], inside)
    return {name: value for name, value in kept.items() if value is not None}


def _inner_rest(value: Any, used: Used) -> Any:
    if isinstance(value, dict):
        return rest(value, used) or None
    if isinstance(value, list):
        return [_element_rest(item, used.get(str(i), {})) for i, item in enumerate(value)]
    return value


def _element_rest(item: Any, used: Used | None) -> Any:
    return None if used is None else _inner_rest(item, used) if used else item
