"""Checks a store: pages, references, full text, contents by their hashes, state by its events."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from sqlcipher3 import dbapi2

from reviewer.store import contents, state
from reviewer.store.connections import connect
from reviewer.store.faults import named_faults
from reviewer.store.store import Store

#: Findings that one check tells.
MOST = 20
#: Errors that tell nothing about the store itself.
SURROUNDINGS = frozenset(
    f"SQLITE_{name}" for name in ("BUSY", "LOCKED", "READONLY", "FULL", "IOERR", "CANTOPEN")
)


@dataclass(frozen=True, slots=True)
class Check:
    """One check with what it found; no finding is a pass. `skipped` says why it was not made."""

    name: str
    findings: tuple[str, ...]
    skipped: str | None = None

    @property
    def passed(self) -> bool:
        """Tell whether the check found nothing wrong."""
        return not self.findings


def verify(store: Store) -> tuple[Check, ...]:
    """Run all checks; takes seconds for a large store, and changes nothing.

    Where pages are broken, nothing else is looked at. Raises StoreError where the store cannot
    be read.
    """
    with named_faults(store.path), closing(connect(store.path, store.key)) as connection:
        connection.text_factory = _readable
        pages = _check("pages", _pages(connection, encrypted=store.encrypted))
        if not pages.passed:
            return (pages,)
        return (
            pages,
            _check("references", _references(connection)),
            _full_text(connection),
            _check("contents", contents.findings(connection)),
            _check("derived state", _state(store)),
        )


def _readable(text: bytes) -> str:
    return text.decode("utf-8", "replace")


def _check(name: str, findings: Iterator[str]) -> Check:
    try:
        return Check(name, tuple(islice(findings, MOST)))
    except dbapi2.DatabaseError as error:
        if _of_the_surroundings(error):
            raise
        return Check(name, (str(error),))


def _of_the_surroundings(error: dbapi2.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorname", "") in SURROUNDINGS


def _pages(connection: Any, *, encrypted: bool) -> Iterator[str]:
    broken = _column(connection, "PRAGMA cipher_integrity_check") if encrypted else iter(())
    found = _column(connection, f"PRAGMA integrity_check({MOST})")
    return (line for line in chain(broken, found) if line != "ok")


def _references(connection: Any) -> Iterator[str]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"{table} row {row} points to no row of {parent}"


def _full_text(connection: Any) -> Check:
    """Compare the index with the texts (rank 1; without it FTS5 compares nothing)."""
    query = "INSERT INTO interaction_text (interaction_text, rank) VALUES ('integrity-check', 1)"
    try:
        return _check("full text", _column(connection, query))
    except dbapi2.DatabaseError as error:
        if error.sqlite_errorname != "SQLITE_READONLY":
            raise
        return Check("full text", (), "the file is read-only")


def _state(store: Store) -> Iterator[str]:
    with store.reading() as connection:
        stale = state.count_stale(connection)
    if stale:
        yield f"{stale:,} interactions are not in the state that their events give"


def _column(connection: Any, query: str) -> Iterator[str]:
    for row in connection.execute(query):
        yield str(row[0])
