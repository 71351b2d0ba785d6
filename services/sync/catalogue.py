"""The sources a team reads from: add one, look at it, sync it, forget it.

What reads databases is imported with the first look at one: a window shows its sources long before.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from reviewer.domain.changes import Changed
from reviewer.domain.moments import now_micros
from reviewer.domain.source import Source
from reviewer.errors import ReviewerError, UsageError
from reviewer.store import sources
from reviewer.store.store import Store, Writing
from services.jobs.control import JobControl
from services.jobs.status import JobCancelled
from services.jobs.write_lane import WriteLane
from services.sync.backoff import Backoff
from services.sync.passwords import SecretKeeper, SourcePasswords
from services.sync.source_keys import checked_key, table_key

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from services.sync.intake import Tally
    from services.sync.sql_address import SqlAddress
    from services.sync.sql_plan import SqlPlan, TableLook
    from services.sync.sql_source import SqlTable
    from services.sync.table_sync import TableSync

MOST_NAME = 60


@dataclass(frozen=True, slots=True)
class Added:
    """A source that was added, with what its table showed.

    `advice` says what is left to do for the password, where the keyring could not take it.
    """

    source: Source
    look: "TableLook"
    advice: str | None


@dataclass(frozen=True, slots=True)
class Synced:
    """A sync that came to its end. `at` is microseconds UTC."""

    source: Source
    tally: "Tally"
    at: int


class SourceCatalogue:
    """Blocks while it reads a database or waits for a write: not for the GUI thread."""

    def __init__(
        self,
        store: Store,
        lane: WriteLane[Writing],
        secrets: SecretKeeper,
        backoff: Callable[[], Backoff] = Backoff,
    ) -> None:
        self._store = store
        self._lane = lane
        self._passwords = SourcePasswords(secrets)
        self._backoff = backoff

    def list(self) -> tuple[Source, ...]:
        """Return the sources by name."""
        with self._store.reading() as connection:
            return sources.all_sources(connection)

    def find(self, name: str) -> Source:
        """Return one source. Raises UsageError, naming those there are."""
        known = self.list()
        for source in known:
            if source.name == name:
                return source
        names = ", ".join(source.name for source in known)
        there = f"There is: {names}." if names else "Add one first."
        raise UsageError(f"There is no source “{name}”. {there}")

    def look(
        self,
        url: str,
        table: str | None = None,
        corrections: Iterable[str] = (),
        without: Collection[str] = (),
        password: str | None = None,
    ) -> "TableLook":
        """Connect to a table that is not added yet, and return how it would be read.

        Raises UsageError for what is no address or no sensible correction, SourceError.
        """
        from services.sync.sql_address import SqlAddress
        from services.sync.sql_plan import look_at
        from services.sync.sql_source import open_table

        address, in_url = SqlAddress.parsed(url, table)
        with open_table(address, password or in_url) as opened:
            return look_at(opened, address, corrections, without)

    def add(
        self,
        name: str,
        url: str,
        table: str | None = None,
        key: str | None = None,
        corrections: Iterable[str] = (),
        without: Collection[str] = (),
        password: str | None = None,
    ) -> Added:
        """Add a table as a source, by a mapping that is guessed from it and corrected.

        `key` goes into the ids of its interactions and stays; without one it is the database's
        and the table's name. The password, here or in the URL, goes to the keyring and nowhere
        else. Raises UsageError, SourceError.
        """
        from services.sync.sql_address import SqlAddress

        named = self._checked_name(name)
        address, in_url = SqlAddress.parsed(url, table)
        look = self.look(url, table, corrections, without, password)
        look.plan.mapping.require()
        source = Source(named, _key(key, address), "sql", look.plan.as_json(), now_micros())
        self._write(lambda writing: sources.put(writing.connection, source))
        secret = password or in_url
        advice = self._passwords.keep(named, secret) if secret else None
        return Added(source, look, advice)

    def test(self, name: str) -> "TableLook":
        """Connect to a source, count its rows and return how they are read.

        Raises UsageError, SourceError.
        """
        from services.sync.sql_plan import look_again

        source = self.find(name)
        with self._open(source)() as table:
            return look_again(table, _plan(source))

    def remove(self, name: str) -> Source:
        """Forget a source, its cursor and its password; its interactions and reviews stay."""
        source = self.find(name)
        self._write(lambda writing: sources.remove(writing.connection, name))
        self._passwords.forget(name)
        return source

    def sync(self, name: str, control: JobControl) -> Synced:
        """Read what is new or changed at a source, on from where the last sync got.

        How it ended is kept with the source, whichever way. Raises UsageError, SourceError,
        StoreError, JobCancelled.
        """
        source = self.find(name)
        try:
            tally = self._table_sync(source).run(control)
        except JobCancelled:
            self._note(source, {"state": "cancelled"})
            raise
        except ReviewerError as fault:
            self._note(source, {"state": "failed", "problem": str(fault)})
            raise
        return Synced(source, tally, self._note(source, {"state": "done", **tally.as_json()}))

    def _table_sync(self, source: Source) -> "TableSync":
        from services.sync.table_sync import TableSync

        return TableSync(
            source=source,
            plan=_plan(source),
            open_table=self._open(source),
            store=self._store,
            lane=self._lane,
            backoff=self._backoff(),
        )

    def _open(self, source: Source) -> Callable[[], "AbstractContextManager[SqlTable]"]:
        from services.sync.sql_source import open_table

        return lambda: open_table(_plan(source).address, self._passwords.of(source.name))

    def _checked_name(self, name: str) -> str:
        named = name.strip()
        if not named or not named.isprintable() or len(named) > MOST_NAME:
            raise UsageError(f"A source's name is a short text of at most {MOST_NAME} characters.")
        if any(source.name == named for source in self.list()):
            raise UsageError(f"There is a source “{named}” already: choose another name.")
        return named

    def _note(self, source: Source, outcome: dict[str, Any]) -> int:
        from reviewer.store import sync

        at = now_micros()
        told = orjson.dumps(outcome).decode()
        self._write(lambda writing: sync.save_outcome(writing.connection, source.name, at, told))
        return at

    def _write(self, change: Callable[[Writing], object]) -> None:
        def transaction(writing: Writing) -> None:
            change(writing)
            writing.announce(Changed(sources=True))

        self._lane.interactive(transaction).result()


def _plan(source: Source) -> "SqlPlan":
    from services.sync.sql_plan import SqlPlan

    return SqlPlan.from_json(source.config)


def _key(key: str | None, address: "SqlAddress") -> str:
    return checked_key(key) if key else table_key(address.database, address.table)
