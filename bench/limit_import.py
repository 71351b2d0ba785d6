"""The hand-tuned import: stdlib sqlite3, one transaction, indexes and full text at the end.

It leaves what the store leaves, and a test compares the two: the tables, indexes and full text of
all migrations (read from an empty store, so that they follow each new one), the same interactions
under the same ids, their context, and the state that rows without events have. It may know
beforehand what a store has to find out: the shape of every record, that all rows are new, that
none is refused or repaired, that every text has spaces between its words. Two columns alone
differ: `arrived_at` is 0, and the content hash is taken over the line as it came, which is cheaper
than over the facts.
"""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from reviewer.domain.identity import interaction_keys
from reviewer.domain.moments import EPOCH, MICROSECOND

_PAGE = 5000
_EVERY_ROW = """
INSERT INTO interaction_state (
       row_id, queue, stay, due_at, returns, skips, waits, sort_at, confidence, confidence_origin,
       overridden, feedback, flagged, disagreement, changed,
       topic, assistant_version, channel, language)
SELECT row_id, coalesce(confidence < 0.3, 0), CASE WHEN confidence < 0.3 THEN 1 END,
       CASE WHEN confidence < 0.3 THEN 0 END, 0, 0, 0, created_at, confidence,
       CASE WHEN confidence IS NOT NULL THEN 'source' END,
       agent_reply IS NOT NULL AND agent_reply IS NOT ai_reply, feedback, 0, 0, 0,
       topic, assistant_version, channel, language
  FROM customer_interactions
"""
_FULL_TEXT = """
INSERT INTO interaction_text (rowid, customer_message, ai_reply, agent_reply)
SELECT row_id, customer_message, ai_reply, agent_reply FROM customer_interactions
"""
_FACTS = (
    "conversation_id", "channel", "feedback", "confidence", "assistant_version", "model",
    "prompt_version", "topic", "intent", "language",
)  # fmt: skip
_TEXTS = ("customer_message", "ai_reply", "agent_reply")

# As the store does with its own driver: here they save a twentieth.
_NOTHING: dict[None, None] = {}
sqlite3.register_adapter(type(None), _NOTHING.get)
sqlite3.register_adapter(bytes, bytearray)


def limit_import(source: Path, target: Path, empty: Path) -> None:
    """Import a clean JSONL file whose shape is known into the tables of an empty, plain store."""
    fill(target, empty, lambda connection: _insert(connection, source))


def fill(target: Path, empty: Path, insert: Callable[[sqlite3.Connection], object]) -> None:
    """Make the tables of an empty, plain store, have rows inserted, and do the rest at the end."""
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target, isolation_level=None)
    connection.create_function("segmented", 1, lambda text: text, deterministic=True)
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "cache_size = -200000"):
        connection.execute(f"PRAGMA {pragma}")
    tables, indexes = _schema(empty)
    connection.execute("BEGIN")
    for statement in tables:
        connection.execute(statement)
    insert(connection)
    for statement in (_EVERY_ROW, *indexes, _FULL_TEXT):
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.close()


def _schema(empty: Path) -> tuple[list[str], list[str]]:
    """Return the statements that make tables and views, and those that make indexes."""
    query = (
        "SELECT type = 'index', sql FROM sqlite_master WHERE sql IS NOT NULL "
        "AND (name NOT LIKE 'interaction_text_%') ORDER BY rowid"
    )
    store = sqlite3.connect(empty)
    made = store.execute(query).fetchall()
    store.close()
    return [sql for later, sql in made if not later], [sql for later, sql in made if later]


def _insert(connection: sqlite3.Connection, source: Path) -> None:
    first = 1
    with source.open("rb") as file:
        while lines := [*islice(file, _PAGE)]:
            _insert_page(connection, first, lines)
            first += len(lines)


def _insert_page(connection: sqlite3.Connection, first: int, lines: Sequence[bytes]) -> None:
    records = [*map(orjson.loads, lines)]
    keys = interaction_keys("file", [record["id"] for record in records])
    connection.executemany(
        f"INSERT INTO customer_interactions VALUES ({','.join('?' * 21)})",
        map(_fact, range(first, first + len(lines)), keys, records, lines),
    )
    connection.executemany(
        "INSERT INTO interaction_context VALUES (?, ?, NULL, NULL)",
        (
            (row_id, orjson.dumps(record["context"]).decode())
            for row_id, record in enumerate(records, first)
        ),
    )


def _fact(row_id: int, key: bytes, record: dict[str, Any], line: bytes) -> tuple[Any, ...]:
    return (
        row_id, key, "file", record["id"], blake2b(line, digest_size=16).digest(),
        *[record[name] for name in _FACTS],
        _micros(record["created_at"]), _micros(record["updated_at"]), 0,
        *[record[name] for name in _TEXTS],
    )  # fmt: skip


def _micros(text: str) -> int:
    return (datetime.fromisoformat(text) - EPOCH) // MICROSECOND


def limit_reimport(source: Path, target: Path) -> None:
    """Import the same file again: an upsert that writes only where a column differs."""
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA cache_size = -200000")
    names = ("external_id", *_FACTS, "created_at", "updated_at", *_TEXTS)
    changes = [name for name in names if name != "external_id"]
    different = " OR ".join(f"{name} IS NOT excluded.{name}" for name in changes)
    updates = ", ".join(f"{name} = excluded.{name}" for name in changes)
    statement = (
        f"INSERT INTO upserted ({', '.join(names)}) VALUES ({','.join('?' * len(names))}) "
        f"ON CONFLICT (external_id) DO UPDATE SET {updates} WHERE {different}"
    )
    connection.execute("BEGIN")
    with source.open("rb") as file:
        connection.executemany(statement, map(_upserted, map(orjson.loads, file)))
    connection.execute("COMMIT")
    connection.close()


def prepare_reimport(target: Path) -> None:
    """Give the limit a table keyed by the source's own id, with nothing else to keep current."""
    connection = sqlite3.connect(target, isolation_level=None)
    names = ("external_id", *_FACTS, "created_at", "updated_at", *_TEXTS)
    connection.execute(f"CREATE TABLE upserted ({', '.join(names)}, PRIMARY KEY (external_id))")
    connection.execute(
        f"INSERT INTO upserted SELECT {', '.join(names)} FROM customer_interactions ORDER BY row_id"
    )
    connection.close()


def _upserted(record: dict[str, Any]) -> tuple[Any, ...]:
    return (
        record["id"],
        *[record[name] for name in _FACTS],
        _micros(record["created_at"]),
        _micros(record["updated_at"]),
        *[record[name] for name in _TEXTS],
    )
