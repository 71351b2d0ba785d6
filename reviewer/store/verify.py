"""Checks a store: pages, references, full text against content, derived state against events."""

from contextlib import closing
from dataclasses import dataclass
from typing import Any

import sqlcipher3.dbapi2

from reviewer.store import state
from reviewer.store.connections import connect
from reviewer.store.store import Store


@dataclass(frozen=True, slots=True)
class Check:
    """One check with what it found; an empty list of findings is a pass."""

    name: str
    findings: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Tell whether the check found nothing wrong."""
        return not self.findings


def verify(store: Store) -> tuple[Check, ...]:
    """Run all checks; takes seconds for a large store, and changes nothing."""
    with closing(connect(store.path, store.key)) as connection:
        pages = Check("pages", _pages(connection, encrypted=store.encrypted))
        if not pages.passed:
            return (pages,)
        checks = (pages, _references(connection), _full_text(connection))
    return (*checks, _state(store))


def _pages(connection: Any, *, encrypted: bool) -> tuple[str, ...]:
    try:
        broken = _column(connection, "PRAGMA cipher_integrity_check") if encrypted else ()
        found = _column(connection, "PRAGMA integrity_check(20)")
    except sqlcipher3.dbapi2.DatabaseError as error:
        return (str(error),)
    return broken + tuple(line for line in found if line != "ok")


def _references(connection: Any) -> Check:
    rows = connection.execute("PRAGMA foreign_key_check").fetchmany(20)
    found = tuple(
        f"{table} row {row} points to no row of {parent}" for table, row, parent, _ in rows
    )
    return Check("references", found)


def _full_text(connection: Any) -> Check:
    """Compare the index with the texts (rank 1; without it FTS5 compares nothing)."""
    query = "INSERT INTO interaction_text (interaction_text, rank) VALUES ('integrity-check', 1)"
    try:
        connection.execute(query)
    except sqlcipher3.dbapi2.DatabaseError as error:
        return Check("full text", (str(error),))
    return Check("full text", ())


def _state(store: Store) -> Check:
    with store.reading() as connection:
        stale = state.count_stale(connection)
    found = (f"{stale} interactions are not in the state that their events give",) if stale else ()
    return Check("derived state", found)


def _column(connection: Any, query: str) -> tuple[str, ...]:
    return tuple(str(row[0]) for row in connection.execute(query))
