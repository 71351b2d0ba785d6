"""Stores as earlier versions left them, with rows of every kind."""

from contextlib import closing
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from alembic import command
from alembic.config import Config

from reviewer.domain.fingerprint import content_hash
from reviewer.domain.identity import interaction_id
from reviewer.domain.revision import texts_hash
from reviewer.store import facts, migrate
from reviewer.store.connections import connect
from reviewer.store.store import Store
from tests.support.rows import a_row

TEXTS = ("Where is my giraffe?", "我的包裹在哪里", "Cancel the café booking")
SEEN = texts_hash(TEXTS[0], "Yes.", None)
ROW_IDS = (3, 7, 20)
#: What stands in columns that only take certain values.
_CERTAIN = {
    "wake_on": '["new_version"]',
    "wanted": '{"topic": "bank"}',
    "interaction_id": interaction_id("file", "7").bytes,
    "row_id": 7,
    "category": "tone",
    "failure_category": "tone",
    "confidence": 0.25,
    "origin": "similarity",
    "key": "weather",
    "raw": b"half a row",
    "raw_hash": blake2b(b"half a row", digest_size=16).digest(),
}


def old_store(path: Path, version: str) -> Path:
    """Make a plain store of an earlier version, by its own migrations."""
    path.touch()
    store = Store(path, None)
    with store.writing() as writing:
        _migrate(writing.connection, version)
        facts.put(writing.connection, "threshold", "0.5")
    store.close()
    with closing(connect(path, None)) as connection:
        _fill(connection)
        for table in own_tables(connection):
            _fill_if_empty(connection, table)
    return path


def own_tables(connection: Any) -> list[str]:
    """Return the tables that keep rows of ours, those of full text apart."""
    query = (
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version' ORDER BY name"
    )
    return [row[0] for row in connection.execute(query)]


def rows_of(connection: Any, table: str, columns: tuple[str, ...]) -> list[Any]:
    """Return the rows of a table, in the order of their row ids."""
    named = ", ".join(f'"{column}"' for column in columns)
    return list(connection.execute(f"SELECT rowid, {named} FROM {table} ORDER BY rowid"))


def columns_of(connection: Any, table: str) -> tuple[str, ...]:
    """Return the names of a table's columns, the generated ones apart."""
    return tuple(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))


def _fill_if_empty(connection: Any, table: str) -> None:
    if not connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
        _insert(connection, table, _some_row(connection, table))


def _some_row(connection: Any, table: str) -> dict[str, Any]:
    """Return values of the columns' types, which refer to rows that are there."""
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    values = {
        name: _CERTAIN.get(name, _some_value(kind, number))
        for number, (_, name, kind, *_) in zip(count(1), columns)
    }
    parents = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    for _, _, parent, own, theirs, *_ in parents:
        _fill_if_empty(connection, parent)
        values[own] = connection.execute(f"SELECT {theirs} FROM {parent} LIMIT 1").fetchone()[0]
    return values


def _some_value(kind: str, number: int) -> Any:
    values = {"TEXT": f"text {number}", "REAL": number / 100, "BOOLEAN": 1, "INTEGER": number}
    return values[kind] if kind in values else _key(number)


def _migrate(connection: Any, version: str) -> None:
    config = Config()
    folder = Path(migrate.__file__).with_name("migrations")
    config.set_main_option("script_location", str(folder))
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def _fill(connection: Any) -> None:
    for row_id, text in zip(ROW_IDS, TEXTS, strict=True):
        _add_interaction(connection, row_id, text)
    connection.execute("INSERT INTO reviewers VALUES (?, 'Ada', NULL)", (_key(1),))
    connection.execute(
        "INSERT INTO interaction_revisions VALUES (?, ?, 'Yes.', NULL)", (SEEN, TEXTS[0])
    )
    _decide(connection, 11, 3, "ai_bad", "no")
    _decide(connection, 12, 7, "ai_good", "yes")
    _act(connection, 13, "undo", 90, undoes=_key(12))
    _decide(connection, 14, 20, "skip", None)


def _add_interaction(connection: Any, row_id: int, text: str) -> None:
    row = a_row(
        str(row_id), customer_message=text, ai_reply="Yes.", agent_reply=None, feedback=None,
        confidence=0.4, created_at=row_id, context="[]",
    )  # fmt: skip
    facts_of: dict[str, Any] = dict(zip(row._fields, row, strict=True))
    beside = {name: facts_of.pop(name) for name in ("context", "source", "extra")}
    facts_of |= {
        "row_id": row_id,
        "id": interaction_id("file", str(row_id)).bytes,
        "source_key": "file",
        "content_hash": content_hash(row),
        "arrived_at": 50,
    }
    _insert(connection, "customer_interactions", facts_of)
    _insert(connection, "interaction_context", {"row_id": row_id, **beside})
    connection.execute(
        "INSERT INTO interaction_text (rowid, customer_message, ai_reply, agent_reply) "
        "SELECT row_id, customer_message, ai_reply, agent_reply FROM interaction_words "
        "WHERE row_id = ?", (row_id,))  # fmt: skip
    stale = {**_some_row(connection, "interaction_state"), "row_id": row_id, "queue": 0}
    _insert(connection, "interaction_state", stale)


def _decide(connection: Any, number: int, row_id: int, decision: str, said: str | None) -> None:
    _act(connection, number, "decide", number)
    review = {
        "id": _key(number + 100),
        "action_id": _key(number),
        "interaction_id": interaction_id("file", str(row_id)).bytes,
        "decision": decision,
        "feedback": said,
        "failure_category": "tone",
        "note": "n",
        "revision_hash": SEEN,
        "at": number,
    }
    _insert(connection, "feedback_replay_log", review)


def _act(connection: Any, number: int, kind: str, at: int, undoes: bytes | None = None) -> None:
    who = {"reviewer_id": _key(1), "device_id": _key(2)}
    action = {"id": _key(number), "kind": kind, "label": kind, "at": at, "undoes": undoes}
    _insert(connection, "actions", action | who)


def _insert(connection: Any, table: str, values: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))


def _key(number: int) -> bytes:
    return UUID(int=number).bytes
