"""Where interactions come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """A source as the store keeps it: its nickname, its stable key, its kind, its settings.

    `config` never holds a secret; times are microseconds UTC.
    """

    name: str
    key: str
    kind: str
    config: Mapping[str, Any] = field(default_factory=dict)
    added_at: int = 0
    cursor: str | None = None
    finished_at: int | None = None
    outcome: Mapping[str, Any] | None = None
