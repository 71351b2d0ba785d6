"""Where in a JSON document the records are: the best list of objects inside."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from services.sync.guess import guess_mapping
from services.sync.paths import Path

#: Objects are searched this deep.
_DEEPEST = 20
#: That many items tell whether a list holds interactions.
_TELLING = 50


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list of objects, and the names on the way to it."""

    path: Path
    items: list[Any]

    @property
    def merit(self) -> tuple[bool, int, int]:
        """More is better: interactions before other objects, then longer, then less deep."""
        return _are_interactions(self.items), len(self.items), -len(self.path)


def best_list(document: Any) -> FoundList | None:
    """Return the list that holds the records, or None; a lone interaction is a list of one.

    Lists inside of lists are not searched: the turns of a conversation are no records.
    """
    if _is_object(document) and _are_interactions([document]):
        return FoundList((), [document])
    return max(_lists_in(document), key=lambda found: found.merit, default=None)


def _lists_in(document: Any) -> Iterator[FoundList]:
    layer: list[tuple[Path, Any]] = [((), document)]
    for _ in range(_DEEPEST):
        for path, value in layer:
            if isinstance(value, list) and _mostly_objects(value):
                yield FoundList(path, value)
        layer = [
            ((*path, name), inner)
            for path, value in layer
            if isinstance(value, dict)
            for name, inner in value.items()
        ]


def _mostly_objects(items: list[Any]) -> bool:
    return bool(items) and 2 * sum(map(_is_object, items)) >= len(items)


def _are_interactions(items: list[Any]) -> bool:
    objects = [item for item in items[:_TELLING] if _is_object(item)]
    return not guess_mapping(objects).missing


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)
