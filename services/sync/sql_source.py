"""Interactions from a table or view of somebody's SQL database, page by page, newest last.

Reads only. The order is (updated time, key); see `sql_cursor` for how far a read got.
"""

import json
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import (
    Connection,
    CursorResult,
    Engine,
    MetaData,
    NullPool,
    Select,
    Table,
    create_engine,
    event,
    func,
    inspect,
    or_,
    select,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import NoSuchTableError, SQLAlchemyError

from reviewer.errors import SourceRefused, UsageError
from services.sync.records import Deferred, RawBlock, screened
from services.sync.sql_address import SqlAddress, connecting
from services.sync.sql_cursor import SqlCursor, can_be_cursor, reached, start_after
from services.sync.sql_faults import fault_of
from services.sync.sql_values import json_or_text, read_leniently

#: Rows fetched at a time, and handed over as one block.
BLOCK = 1000
#: Tables that are named where the wanted one is not there.
NAMED = 20


class SqlTable:
    """An open table. `key` and `updated` are columns; without a usable `updated` all is read."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._table = table

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column names."""
        return tuple(str(column.name) for column in self._table.columns)

    def tells_changes(self, updated: str | None) -> bool:
        """Tell whether changed rows can be found by this column, so that not all are read."""
        return updated is not None and can_be_cursor(self._table.columns[updated])

    def count(self, updated: str | None = None, after: SqlCursor | None = None) -> int:
        """Count the rows behind a cursor; reads the whole table or an index of it."""
        query = self._behind(select(func.count()).select_from(self._table), updated, after)
        return int(self._connection.execute(query).scalar_one())

    def sample(self, rows: int = 200) -> list[dict[str, Any]]:
        """Return some rows, for guessing a mapping."""
        found = self._connection.execute(select(self._table).limit(rows))
        return [dict(zip(self.columns, row, strict=True)) for row in found]

    def blocks(
        self, key: str, updated: str | None, after: SqlCursor | None
    ) -> Generator[tuple[RawBlock, SqlCursor | None]]:
        """Give the rows behind a cursor, each block with the cursor that it reaches.

        Close the generator where it is not read to its end.
        """
        query = self._in_order(self._behind(select(self._table), updated, after), key, updated)
        clock = self._clock()
        so_far, names = after, self.columns
        with closing(self._streamed(query)) as streamed:
            for rows in streamed.partitions(BLOCK):
                records = [dict(zip(names, row, strict=True)) for row in rows]
                if updated is not None and self.tells_changes(updated):
                    so_far = reached(records, key, updated, clock) or so_far
                yield _block(records, key), so_far

    def _streamed(self, query: "Select[Any]") -> "CursorResult[Any]":
        """Ask for rows that stay at the server until they are read."""
        return self._connection.execution_options(yield_per=BLOCK).execute(query)

    def _behind(
        self, query: "Select[Any]", updated: str | None, after: SqlCursor | None
    ) -> "Select[Any]":
        if updated is None or after is None or not self.tells_changes(updated):
            return query
        column = self._table.columns[updated]
        return query.where(or_(column >= start_after(column, after), column.is_(None)))

    def _in_order(self, query: "Select[Any]", key: str, updated: str | None) -> "Select[Any]":
        columns = self._table.columns
        if updated is None or not self.tells_changes(updated):
            return query.order_by(columns[key])
        return query.order_by(columns[updated], columns[key])

    def _clock(self) -> datetime:
        return self._connection.execute(select(func.now())).scalar_one()


def _block(records: list[dict[str, Any]], key: str) -> RawBlock:
    return RawBlock(
        records=screened(records),
        numbers=[record[key] for record in records],
        unit="key",
        raws=Deferred(records, _raw),
        consumed=len(records),
    )


def _raw(record: Mapping[str, Any]) -> bytes:
    try:
        return orjson.dumps(record, default=str)
    except TypeError:
        return json.dumps(record, default=str).encode()


@contextmanager
def open_table(address: SqlAddress, password: str | None) -> Iterator[SqlTable]:
    """Connect and look the table up.

    Raises SourceUnreachable where nobody answers, SourceRefused where the answer is no.
    """
    url = make_url(address.url)
    try:
        with _engine(url if password is None else url.set(password=password)).connect() as opened:
            _read_only(opened)
            yield SqlTable(opened, _reflected(opened, address))
    except SQLAlchemyError as error:
        raise fault_of(error, address) from error
    except ModuleNotFoundError as error:
        raise UsageError(f"There is no driver for {url.drivername} here ({error.name}).") from error


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        _require_file(url)
    if url.get_backend_name() != "postgresql":
        return create_engine(url, poolclass=NullPool)
    engine = create_engine(
        url,
        poolclass=NullPool,
        connect_args=connecting(url),
        json_deserializer=json_or_text,
    )
    event.listen(engine, "connect", lambda connection, _record: read_leniently(connection))
    return engine


def _require_file(url: URL) -> None:
    """Refuse a file that is not there: connecting would make an empty one."""
    if not Path(url.database or "").is_file():
        raise SourceRefused(f"There is no database file {url.database}. Check the address.")


def _read_only(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _reflected(connection: Connection, address: SqlAddress) -> Table:
    schema, _, name = address.table.rpartition(".")
    try:
        return Table(
            name, MetaData(), schema=schema or None, autoload_with=connection, resolve_fks=False
        )
    except NoSuchTableError as error:
        raise SourceRefused(_no_such_table(connection, address, schema or None)) from error


def _no_such_table(connection: Connection, address: SqlAddress, schema: str | None) -> str:
    looked = inspect(connection)
    found = sorted((*looked.get_table_names(schema), *looked.get_view_names(schema)))
    there = f"It has: {', '.join(found[:NAMED])}." if found else "It has none at all."
    return f"{address.database} has no table or view {address.table}. {there}"
