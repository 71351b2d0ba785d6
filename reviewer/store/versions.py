"""Which versions of the assistant replies have come from; the first of another one is an event."""

from collections.abc import Iterable

import orjson

from reviewer.domain.snooze import WakeOn
from reviewer.store import facts, snoozes
from reviewer.store.connection import Connection

_KEY = "assistant_versions"
_BEFORE = """
SELECT DISTINCT assistant_version FROM interaction_state
 WHERE row_id < ? AND assistant_version IS NOT NULL
"""


def note(connection: Connection, first: int, arrived: Iterable[object], at: int) -> None:
    """Note the versions of rows that arrived, `first` being the first one's row id.

    A version that no reply had before wakes what was snoozed until there is one; the first
    version of all is none. `at` is microseconds UTC.
    """
    seen = {version for version in arrived if version and isinstance(version, str)}
    kept = facts.get(connection, _KEY)
    known = _before(connection, first) if kept is None else set(orjson.loads(kept))
    if fresh := seen - known:
        facts.put(connection, _KEY, orjson.dumps(sorted(known | fresh)).decode())
        for version in sorted(fresh) if known else ():
            snoozes.happened(connection, WakeOn.NEW_VERSION, version, at, None)


def _before(connection: Connection, first: int) -> set[str]:
    return set(connection.exec_driver_sql(_BEFORE, (first,)).scalars())
