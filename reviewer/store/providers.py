"""Profiles of providers; their keys are in the keyring or the environment, never here."""

from collections.abc import Sequence
from typing import Any

import orjson

from reviewer.domain.assistant import Capabilities, Provider
from reviewer.domain.cost import Price
from reviewer.store import facts
from reviewer.store.connection import Connection

_DEFAULT = "provider"
_COLUMNS = (
    "name, base_url, model, key_variable, judge_model, concurrency, price, unpriced, added_at, "
    "capabilities"
)
_PUT = f"INSERT OR REPLACE INTO providers ({_COLUMNS}) VALUES ({', '.join('?' * 10)})"
_LEARN = "UPDATE providers SET capabilities = json_set(capabilities, ?2, json(?3)) WHERE name = ?1"


def all_providers(connection: Connection) -> tuple[Provider, ...]:
    """Return the profiles by name."""
    rows = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM providers ORDER BY name")
    return tuple(_provider(row) for row in rows)


def put(connection: Connection, provider: Provider) -> None:
    """Add a profile, or replace the one of that name."""
    price = provider.price
    values = (
        provider.name,
        provider.base_url,
        provider.model,
        provider.key_variable,
        provider.judge_model,
        provider.concurrency,
        None if price is None else _json([price.prompt, price.cached, price.completion]),
        provider.unpriced,
        provider.added_at,
        _json({model: can.as_json() for model, can in provider.capabilities.items()}),
    )
    connection.exec_driver_sql(_PUT, values)


def remove(connection: Connection, name: str) -> bool:
    """Forget a profile and tell whether there was one; what it made stays."""
    if default(connection) == name:
        connection.exec_driver_sql("DELETE FROM store_facts WHERE key = ?", (_DEFAULT,))
    return connection.exec_driver_sql("DELETE FROM providers WHERE name = ?", (name,)).rowcount > 0


def learn(connection: Connection, name: str, model: str, found: Capabilities) -> None:
    """Remember what a model of a provider can do."""
    path = "$." + _json(model)
    connection.exec_driver_sql(_LEARN, (name, path, _json(found.as_json())))


def default(connection: Connection) -> str | None:
    """Return the name of the profile that is used where none is named."""
    return facts.get(connection, _DEFAULT)


def make_default(connection: Connection, name: str) -> None:
    """Use a profile where none is named."""
    facts.put(connection, _DEFAULT, name)


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _provider(row: Sequence[Any]) -> Provider:
    kept = orjson.loads(row[9])
    return Provider(
        name=row[0],
        base_url=row[1],
        model=row[2],
        key_variable=row[3],
        judge_model=row[4],
        concurrency=row[5],
        price=None if row[6] is None else Price(*orjson.loads(row[6])),
        unpriced=bool(row[7]),
        added_at=row[8],
        capabilities={model: Capabilities.from_json(can) for model, can in kept.items()},
    )
