"""The hand-tuned import: stdlib sqlite3, one transaction, indexes and full text at the end.

The same tables and the same rows as the store's, so what it leaves can be compared with it.
"""

import sqlite3
from datetime import datetime
from hashlib import blake2b, sha1
from importlib import import_module
from pathlib import Path
from typing import Any

import orjson

from reviewer.domain.moments import EPOCH, MICROSECOND

_MIGRATION = import_module("reviewer.store.migrations.versions.0001_first_tables")
_STATE = """
INSERT INTO interaction_state
SELECT row_id, CASE WHEN confidence < 0.3 THEN 1 ELSE 0 END, CASE WHEN confidence < 0.3 THEN 1 END,
       CASE WHEN confidence < 0.3 THEN 0 END, 0, created_at, confidence, coalesce(confidence, 2),
       CASE WHEN confidence IS NOT NULL THEN 'source' END, feedback, NULL, NULL, NULL, 0
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


def limit_import(source: Path, target: Path) -> None:
    """Import a clean JSONL file whose shape is known beforehand."""
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target, isolation_level=None)
    connection.create_function("segmented", 1, lambda text: text, deterministic=True)
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "cache_size = -200000"):
        connection.execute(f"PRAGMA {pragma}")
    tables = [s for s in _MIGRATION.TABLES.split(";\n") if "CREATE TABLE" in s]
    indexes = [s for s in _MIGRATION.TABLES.split(";\n") if "CREATE TABLE" not in s]
    connection.execute("BEGIN")
    for statement in (*tables, *_MIGRATION.FULL_TEXT.split(";\n")):
        connection.execute(statement)
    _insert(connection, source)
    connection.execute(_STATE)
    for statement in (*indexes, _FULL_TEXT):
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.close()


def _insert(connection: sqlite3.Connection, source: Path) -> None:
    facts, beside = [], []
    row_id = 0
    with source.open("rb") as file:
        for line in file:
            row_id += 1
            record = orjson.loads(line)
            facts.append(_fact(row_id, record, line))
            beside.append((row_id, orjson.dumps(record["context"]).decode()))
            if len(facts) == 5000:
                _flush(connection, facts, beside)
    _flush(connection, facts, beside)


def _flush(connection: sqlite3.Connection, facts: list[Any], beside: list[Any]) -> None:
    connection.executemany(
        f"INSERT INTO customer_interactions VALUES ({','.join('?' * 21)})", facts
    )
    connection.executemany("INSERT INTO interaction_context VALUES (?, ?, NULL, NULL)", beside)
    facts.clear()
    beside.clear()


def _fact(row_id: int, record: dict[str, Any], line: bytes) -> tuple[Any, ...]:
    key = record["id"]
    digest = blake2b(line, digest_size=16).digest()
    return (
        row_id, sha1(key.encode()).digest()[:16], "file", key, digest,
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
