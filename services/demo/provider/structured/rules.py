"""The subset of JSON Schema that structured answers may be asked for in.

https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
"""

from collections.abc import Iterator, Mapping
from typing import Any

from services.demo.provider.api_errors import invalid
from services.demo.provider.structured.patterns import UnknownPattern, parse_pattern

Schema = Mapping[str, Any]
Place = tuple[str, ...]

DEEPEST = 10
_MOST_PROPERTIES = 5000
_MOST_ENUM_VALUES = 1000
FORMATS = (
    "date-time",
    "time",
    "date",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uuid",
)
_TYPES = ("string", "number", "integer", "boolean", "object", "array", "null")
_REFUSED = (
    "allOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "dependentRequired",
    "dependentSchemas",
    "patternProperties",
)


def check_schema(name: str, schema: Schema, *, strict: bool) -> None:
    """Raise ApiError where strict mode would not take this schema; without it anything goes."""
    if not strict:
        return
    for place, fault in _faults(schema):
        message = f"Invalid schema for response_format '{name}': In context={place!r}, {fault}"
        raise invalid(message, "response_format")


def _faults(schema: Schema) -> Iterator[tuple[Place, str]]:
    if schema.get("type") != "object" or "anyOf" in schema:
        yield (), "schema must be a JSON Schema of 'type: \"object\"', got another one."
        return
    nodes = list(_nodes(schema, ()))
    for place, node in nodes:
        yield from ((place, fault) for fault in _faults_of(node, schema))
    yield from _too_much(nodes)


def _too_much(nodes: list[tuple[Place, Schema]]) -> Iterator[tuple[Place, str]]:
    if sum(len(node.get("properties", ())) for _, node in nodes) > _MOST_PROPERTIES:
        yield (), f"a schema may have at most {_MOST_PROPERTIES} properties."
    if sum(len(node.get("enum", ())) for _, node in nodes) > _MOST_ENUM_VALUES:
        yield (), f"a schema may have at most {_MOST_ENUM_VALUES} enum values."
    for place, _ in nodes:
        if sum(step in ("properties", "items") for step in place) > DEEPEST:
            yield place, f"a schema may have at most {DEEPEST} levels of nesting."


def _nodes(node: Schema, place: Place) -> Iterator[tuple[Place, Schema]]:
    yield place, node
    for holder in ("properties", "$defs", "definitions"):
        for name, child in node.get(holder, {}).items():
            yield from _nodes(child, (*place, holder, name))
    if isinstance(node.get("items"), Mapping):
        yield from _nodes(node["items"], (*place, "items"))
    for index, child in enumerate(node.get("anyOf", ())):
        yield from _nodes(child, (*place, "anyOf", str(index)))


def _faults_of(node: Schema, root: Schema) -> Iterator[str]:
    for keyword in _REFUSED:
        if keyword in node:
            yield f"'{keyword}' is not permitted."
    if "$ref" in node:
        if resolve(root, node["$ref"]) is None:
            yield f"reference can only point to definitions: '{node['$ref']}'."
        return
    yield from _faults_of_type(node)
    if "object" in types_of(node) or "properties" in node:
        yield from _faults_of_object(node)
    if "array" in types_of(node) and not isinstance(node.get("items"), Mapping):
        yield "array schema missing items."


def _faults_of_type(node: Schema) -> Iterator[str]:
    if not any(keyword in node for keyword in ("type", "anyOf", "enum", "const")):
        yield "schema must have a 'type' key."
    for kind in types_of(node):
        if kind not in _TYPES:
            yield f"'{kind}' is not valid under any of the given schemas."
    if node.get("format") not in (None, *FORMATS):
        yield f"'{node['format']}' is not a supported format."
    if isinstance(node.get("pattern"), str):
        try:
            parse_pattern(node["pattern"])
        except UnknownPattern as error:
            yield f"pattern is not supported: {error}"


def _faults_of_object(node: Schema) -> Iterator[str]:
    if node.get("additionalProperties") is not False:
        yield "'additionalProperties' is required to be supplied and to be false."
    missing = sorted(set(node.get("properties", {})) - set(node.get("required", ())))
    if missing:
        yield (
            "'required' is required to be supplied and to be an array including every key in "
            f"properties. Missing '{missing[0]}'."
        )
    for name in set(node.get("required", ())) - set(node.get("properties", {})):
        yield f"'required' names '{name}', which is no property."


def types_of(node: Schema) -> tuple[str, ...]:
    """Return the types a schema allows; none where it does not say."""
    kinds = node.get("type", ())
    return (kinds,) if isinstance(kinds, str) else tuple(kinds)


def resolve(root: Schema, reference: str) -> Schema | None:
    """Return the schema that `#` or `#/$defs/name` points to, None where there is none."""
    if not reference.startswith("#"):
        return None
    node: Any = root
    for step in filter(None, reference[1:].split("/")):
        node = (
            node.get(step.replace("~1", "/").replace("~0", "~"))
            if isinstance(node, Mapping)
            else None
        )
    return node if isinstance(node, Mapping) else None
