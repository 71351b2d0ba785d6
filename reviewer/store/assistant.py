"""The ledger of model calls: written before a call starts and when it ends, summed for budgets."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any
from uuid import UUID

from reviewer.domain.assistant import Call, CallState, Purpose
from reviewer.domain.cost import Spending, TokenUse
from reviewer.domain.moments import SECOND, from_micros
from reviewer.store.connection import Connection

#: A bucket of time that belongs to one day in every time zone there is.
_BUCKET = 15 * 60 * SECOND

_COLUMNS = (
    "id, run_id, purpose, provider, model, interaction_id, cache_key, state, at, latency, "
    "prompt_tokens, cached_tokens, completion_tokens, estimated, cost, priced, attempts, "
    "request_id, problem"
)
_ADD = f"INSERT INTO llm_calls ({_COLUMNS}) VALUES ({', '.join('?' * 19)})"
_END = """
UPDATE llm_calls SET model = ?2, state = ?3, latency = ?4, prompt_tokens = ?5, cached_tokens = ?6,
       completion_tokens = ?7, estimated = ?8, cost = ?9, attempts = ?10, request_id = ?11,
       problem = ?12
 WHERE id = ?1
"""
_LOSE = """
UPDATE llm_calls SET state = 'lost',
       problem = 'The program ended during this call; it counts as the most it can have cost.'
 WHERE state = 'started'
"""
_SUMS = """
SELECT {key}, sum(state <> 'cached'), sum(state = 'cached'), sum(prompt_tokens),
       sum(cached_tokens), sum(completion_tokens), sum(cost)
  FROM llm_calls WHERE at >= ?1 GROUP BY 1
"""


def add_call(connection: Connection, call: Call) -> None:
    """Write a call down: one that starts, or one that the cache answered."""
    connection.exec_driver_sql(_ADD, _values(call))


def end_call(connection: Connection, call: Call) -> None:
    """Write down how a call ended."""
    use = call.use
    values = (
        call.id.bytes,
        call.model,
        call.state.value,
        call.latency,
        use.prompt,
        use.cached,
        use.completion,
        use.estimated,
        call.cost,
        call.attempts,
        call.request_id,
        call.problem,
    )
    connection.exec_driver_sql(_END, values)


def lose_started(connection: Connection) -> int:
    """Mark calls that were under way when a program died, and return how many there were.

    Only for the one writer of the store, before its first call.
    """
    return connection.exec_driver_sql(_LOSE).rowcount


def spent_since(connection: Connection, at: int) -> int:
    """Return what calls since a moment (microseconds UTC) cost, in nanos."""
    query = "SELECT coalesce(sum(cost), 0) FROM llm_calls WHERE at >= ?"
    return int(connection.exec_driver_sql(query, (at,)).scalar_one())


def spent_by_run(connection: Connection, run_id: UUID) -> int:
    """Return what the calls of a run cost until now, in nanos."""
    query = "SELECT coalesce(sum(cost), 0) FROM llm_calls WHERE run_id = ?"
    return int(connection.exec_driver_sql(query, (run_id.bytes,)).scalar_one())


def mean_use(connection: Connection, purpose: Purpose, model: str) -> TokenUse | None:
    """Return the mean tokens of the last answers of this kind; None where there is none yet."""
    query = (
        "SELECT avg(prompt_tokens), avg(cached_tokens), avg(completion_tokens) FROM ("
        "SELECT prompt_tokens, cached_tokens, completion_tokens FROM llm_calls "
        "WHERE purpose = ? AND model = ? AND state = 'answered' ORDER BY at DESC LIMIT 200)"
    )
    row = connection.exec_driver_sql(query, (purpose.value, model)).one()
    return None if row[0] is None else TokenUse(*(round(mean) for mean in row))


def spending_by(connection: Connection, column: str, since: int) -> tuple[Spending, ...]:
    """Sum the calls since a moment by `purpose` or `model`, dearest first."""
    assert column in {"purpose", "model", "provider"}
    rows = connection.exec_driver_sql(_SUMS.format(key=column), (since,))
    found = (Spending(*row) for row in rows)
    return tuple(sorted(found, key=lambda one: (-one.cost, -one.calls, one.key)))


def spending_by_day(connection: Connection, since: int, zone: tzinfo) -> tuple[Spending, ...]:
    """Sum the calls since a moment by day in a time zone, newest first."""
    days: dict[str, Spending] = {}
    for row in connection.exec_driver_sql(_SUMS.format(key=f"at / {_BUCKET}"), (since,)):
        day = from_micros(row[0] * _BUCKET).astimezone(zone).date().isoformat()
        days[day] = _together(days.get(day), Spending(day, *row[1:]))
    return tuple(days[day] for day in sorted(days, reverse=True))


def _together(one: Spending | None, other: Spending) -> Spending:
    if one is None:
        return other
    return Spending(
        one.key,
        one.calls + other.calls,
        one.from_cache + other.from_cache,
        one.prompt_tokens + other.prompt_tokens,
        one.cached_tokens + other.cached_tokens,
        one.completion_tokens + other.completion_tokens,
        one.cost + other.cost,
    )


def recent_calls(connection: Connection, limit: int) -> tuple[Call, ...]:
    """Return the newest calls."""
    query = f"SELECT {_COLUMNS} FROM llm_calls ORDER BY at DESC, id DESC LIMIT ?"
    return tuple(_call(row) for row in connection.exec_driver_sql(query, (limit,)))


def any_call(connection: Connection) -> bool:
    """Tell whether a model was ever asked."""
    return connection.exec_driver_sql("SELECT 1 FROM llm_calls LIMIT 1").first() is not None


def call_ids(connection: Connection, since: int) -> tuple[UUID, ...]:
    """Return the calls since a moment (microseconds UTC), newest first."""
    query = "SELECT id FROM llm_calls WHERE at >= ? ORDER BY at DESC, id DESC"
    rows = connection.exec_driver_sql(query, (since,)).scalars()
    return tuple(UUID(bytes=key) for key in rows)


def calls_by_id(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Call]:
    """Return a few calls."""
    marks = ", ".join("?" * len(ids))
    query = f"SELECT {_COLUMNS} FROM llm_calls WHERE id IN ({marks})"
    rows = connection.exec_driver_sql(query, tuple(one.bytes for one in ids))
    return {call.id: call for call in map(_call, rows)}


def _values(call: Call) -> tuple[Any, ...]:
    use = call.use
    return (
        call.id.bytes,
        _bytes(call.run_id),
        call.purpose.value,
        call.provider,
        call.model,
        _bytes(call.interaction_id),
        call.key,
        call.state.value,
        call.at,
        call.latency,
        use.prompt,
        use.cached,
        use.completion,
        use.estimated,
        call.cost,
        call.priced,
        call.attempts,
        call.request_id,
        call.problem,
    )


def _call(row: Sequence[Any]) -> Call:
    return Call(
        id=UUID(bytes=row[0]),
        run_id=_uuid(row[1]),
        purpose=Purpose(row[2]),
        provider=row[3],
        model=row[4],
        interaction_id=_uuid(row[5]),
        key=row[6],
        state=CallState(row[7]),
        at=row[8],
        latency=row[9],
        use=TokenUse(row[10], row[11], row[12], bool(row[13])),
        cost=row[14],
        priced=bool(row[15]),
        attempts=row[16],
        request_id=row[17],
        problem=row[18],
    )


def _bytes(value: UUID | None) -> bytes | None:
    return None if value is None else value.bytes


def _uuid(value: bytes | None) -> UUID | None:
    return None if value is None else UUID(bytes=value)
