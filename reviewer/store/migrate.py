"""Brings a store's tables to this program's version. Alembic is imported only when needed."""

from pathlib import Path

from reviewer.errors import StoreTooNew
from reviewer.store.connection import Connection

#: The newest migration this program knows.
HEAD = "0004"


def version(connection: Connection) -> str | None:
    """Return the store's version, None for an empty file."""
    tables = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
    if connection.exec_driver_sql(tables).first() is None:
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def check_not_newer(found: str | None, path: Path) -> None:
    """Raise StoreTooNew where a newer program wrote the store."""
    if found is not None and found > HEAD:
        raise StoreTooNew(
            f"{path} was written by a newer Reviewer (store version {found}, "
            f"this program knows {HEAD}). Update Reviewer to open it."
        )


def upgrade(connection: Connection) -> None:
    """Run the missing migrations in the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def is_empty(connection: Connection) -> bool:
    """Tell whether the database has no table at all."""
    return connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1").first() is None
