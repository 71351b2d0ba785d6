"""Runs that stopped before their end, as wishes that go on with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from reviewer.domain.assistant import Provider
from reviewer.domain.filters import Filter
from reviewer.store import runs
from reviewer.store.store import Connection
from services.assistant.wishes import Wish


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A run of `size` interactions of which `left` are not done; `wish` goes on with it."""

    kind: str
    wish: Wish
    size: int
    left: int
    started_at: int


def open_runs(connection: Connection, providers: Iterable[Provider]) -> tuple[OpenRun, ...]:
    """Return the runs with something left whose provider is still there, newest first."""
    names = {(one.base_url, one.model, one.judge_model): one.name for one in providers}
    found = []
    for run in runs.unended(connection):
        spec = orjson.loads(run.spec)
        name = names.get((spec["base_url"], spec["model"], spec["judge"]))
        tally = runs.tally(connection, run.id)
        left = tally.waiting + tally.unreached
        if name is not None and left:
            found.append(OpenRun(run.kind, _wish(spec, name), run.size, left, run.started_at))
    return tuple(found)


def _wish(spec: Mapping[str, Any], provider: str) -> Wish:
    asked = {name: value for name, value in spec["filter"].items() if value is not None}
    only_new = spec.get("only_new", False)
    return Wish(Filter.from_json(asked), spec["limit"], provider, only_new=only_new)
