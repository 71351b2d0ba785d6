"""Answers that fit any schema of the subset, guided by what the properties are called."""

import math
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any, Protocol

from services.demo.provider.structured.formats import formatted
from services.demo.provider.structured.patterns import text_matching
from services.demo.provider.structured.rules import Place, Schema, resolve, types_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_DEEP = 6
_FEW = 3
_WIDE = 100


class Knows(Protocol):
    """Who knows what stands under a name."""

    def text(self, place: Place) -> str:
        """Return the text that stands there."""

    def texts(self, place: Place) -> list[str]:
        """Return the texts of a list that stands there."""

    def choice(self, place: Place, options: list[Any]) -> Any:
        """Return which of the options stands there."""

    def number(self, place: Place, low: float | None, high: float | None) -> float:
        """Return the number that stands there."""

    def flag(self, place: Place) -> bool:
        """Return whether it is so."""


@dataclass(frozen=True, slots=True)
class SchemaAnswers:
    """Makes values for the nodes of one schema."""

    root: Schema
    knows: Knows
    rng: Random

    def make(self) -> Any:
        """Return a document that fits the schema."""
        return self._value(self.root, ())

    def _value(self, node: Schema, place: Place) -> Any:
        if "$ref" in node:
            return self._value(resolve(self.root, node["$ref"]) or {}, place)
        if "const" in node:
            return node["const"]
        if "enum" in node:
            return self.knows.choice(place, list(node["enum"]))
        if "anyOf" in node:
            return self._value(self._branch(node["anyOf"], place), place)
        return self._typed(self._type(node, place), node, place)

    def _branch(self, branches: list[Schema], place: Place) -> Schema:
        """Return the branch that says most; deep down one that ends."""
        if len(place) < _DEEP:
            saying = [branch for branch in branches if types_of(branch) != ("null",)]
            return (saying or branches)[0]
        return min(branches, key=self._size)

    def _size(self, node: Schema) -> int:
        if "$ref" in node:
            return _WIDE
        kinds = types_of(node)
        if "object" in kinds:
            return 1 + sum(map(self._size, node.get("properties", {}).values()))
        if "anyOf" in node:
            return min(map(self._size, node["anyOf"]))
        return 1 + int(node.get("minItems", 0)) * self._size(node.get("items", {}))

    def _type(self, node: Schema, place: Place) -> str:
        kinds = types_of(node) or (("object",) if "properties" in node else ("string",))
        if "null" in kinds and len(place) >= _DEEP:
            return "null"
        return next((kind for kind in kinds if kind != "null"), "null")

    def _typed(self, kind: str, node: Schema, place: Place) -> Any:
        match kind:
            case "object":
                return self._object(node, place)
            case "array":
                return self._array(node, place)
            case "string":
                return self._string(node, place)
            case "integer" | "number":
                return self._number(kind, node, place)
            case "boolean":
                return self.knows.flag(place)
            case _:
                return None

    def _object(self, node: Schema, place: Place) -> dict[str, Any]:
        properties: Mapping[str, Schema] = node.get("properties", {})
        return {name: self._value(child, (*place, name)) for name, child in properties.items()}

    def _array(self, node: Schema, place: Place) -> list[Any]:
        items = node.get("items", {"type": "string"})
        low, high = node.get("minItems", 0), node.get("maxItems", _WIDE)
        if types_of(items) == ("string",) and not set(items) & {
            "enum",
            "const",
            "format",
            "pattern",
        }:
            return self._texts(items, low, high, place)
        wanted = low if len(place) >= _DEEP else max(low, min(high, 1 + self.rng.randrange(_FEW)))
        return [self._value(items, (*place, str(index))) for index in range(wanted)]

    def _texts(self, items: Schema, low: int, high: int, place: Place) -> list[str]:
        known = self.knows.texts(place)[:high]
        known += [f"{index + 1}" for index in range(len(known), low)]
        return [_fitted(text, items) for text in known]

    def _string(self, node: Schema, place: Place) -> str:
        if "pattern" in node:
            return text_matching(node["pattern"], self.rng)
        if "format" in node:
            return formatted(node["format"], self.rng)
        return _fitted(self.knows.text(place), node)

    def _number(self, kind: str, node: Schema, place: Place) -> float:
        low, high = _bounds(node, step=1 if kind == "integer" else 1e-6)
        wanted = self.knows.number(place, low, high)
        unit = node.get("multipleOf")
        if unit is None and kind == "integer":
            unit = 1
        return _on_grid(wanted, unit, low, high, whole=kind == "integer")


def _fitted(text: str, node: Schema) -> str:
    text = text[: node.get("maxLength", len(text))]
    return text.ljust(node.get("minLength", 0), ".")


def _bounds(node: Schema, *, step: float) -> tuple[float | None, float | None]:
    low, high = node.get("minimum"), node.get("maximum")
    if "exclusiveMinimum" in node:
        above = node["exclusiveMinimum"] + step
        low = above if low is None else max(low, above)
    if "exclusiveMaximum" in node:
        below = node["exclusiveMaximum"] - step
        high = below if high is None else min(high, below)
    return low, high


def _on_grid(
    wanted: float, unit: float | None, low: float | None, high: float | None, *, whole: bool
) -> float:
    """Return the multiple of `unit` within the bounds that is nearest to what is wanted."""
    if unit is None:
        return wanted
    step = Fraction(str(unit))
    if whole:
        step = Fraction(step.numerator)
    count = round(Fraction(str(wanted)) / step)
    if high is not None:
        count = min(count, math.floor(Fraction(str(high)) / step))
    if low is not None:
        count = max(count, math.ceil(Fraction(str(low)) / step))
    return int(count * step) if whole else float(count * step)
