"""A JSON schema that stands in a prompt, for models that take none beside it."""

import json
import re
from typing import Any

from services.demo.provider.structured.rules import Schema

_ANNOUNCED = re.compile(r"json[ -]schema", re.IGNORECASE)


def schema_in(instructions: str) -> Schema | None:
    """Return the schema that the instructions announce, None where they hold none."""
    announced = _ANNOUNCED.search(instructions)
    start = instructions.find("{", announced.end()) if announced else -1
    if start < 0:
        return None
    try:
        found: Any = json.JSONDecoder().raw_decode(instructions, start)[0]
    except ValueError:
        return None
    return found if isinstance(found, dict) and {"type", "properties"} & set(found) else None
