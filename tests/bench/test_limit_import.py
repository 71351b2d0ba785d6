"""The limit of imports is a fair one: it leaves what the store leaves."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bench.import_rows import empty_store, run_import
from bench.limit_import import limit_import
from reviewer.store.segments import needs_segments
from services.demo.corpus import write_jsonl

ROWS = 400
#: Columns that the limit may fill more cheaply, as its docstring says.
FREE = {"content_hash", "arrived_at"}
TABLES = ("customer_interactions", "interaction_context", "interaction_state")


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
    """A store that took the demo's rows, and the file that the limit made of them."""
    source = tmp_path / "rows.jsonl"
    write_jsonl(source, rows=ROWS)
    spaced = [line for line in source.read_bytes().splitlines(keepends=True) if is_spaced(line)]
    source.write_bytes(b"".join(spaced))
    ours = empty_store(tmp_path / "ours.sqlite", None)
    run_import(source, ours, None)
    limit_import(source, tmp_path / "limit.sqlite", empty_store(tmp_path / "empty.sqlite", None))
    with (
        closing(sqlite3.connect(ours)) as one,
        closing(sqlite3.connect(tmp_path / "limit.sqlite")) as other,
    ):
        for connection in (one, other):
            connection.create_function("segmented", 1, lambda text: text)
        yield one, other


def is_spaced(line: bytes) -> bool:
    """Tell whether a row has words that the index takes as they are, as the limit does."""
    return not needs_segments(line.decode())


def rows(connection: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    found = connection.execute(f"SELECT * FROM {table} ORDER BY row_id")
    names = [column[0] for column in found.description]
    return [
        {name: value for name, value in zip(names, row, strict=True) if name not in FREE}
        for row in found
    ]


def schema(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    query = "SELECT type, name, sql FROM sqlite_master WHERE name <> 'alembic_version'"
    return set(connection.execute(query))


def entries(connection: sqlite3.Connection) -> list[Any]:
    query = "SELECT term, doc, col, offset FROM interaction_terms ORDER BY 1, 2, 3, 4"
    return connection.execute(query).fetchall()


def test_it_has_the_same_rows_tables_indexes_and_words(
    sides: tuple[sqlite3.Connection, sqlite3.Connection],
) -> None:
    ours, limit = sides
    assert len(rows(ours, "customer_interactions")) > ROWS // 2
    for table in TABLES:
        assert rows(ours, table) == rows(limit, table)
    assert schema(ours) - schema(limit) == set()
    assert entries(ours)
    assert entries(ours) == entries(limit)
