from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from reviewer.errors import StoreDamaged, StoreTooNew
from reviewer.store import migrate
from reviewer.store.connections import connect
from reviewer.store.opening import create_store, open_store
from reviewer.store.schema import Base
from reviewer.store.store import Store

OWN_TABLES = set(Base.metadata.tables)


def test_the_migrations_make_the_tables_that_the_mappings_speak_of(store: Store) -> None:
    with store.writing() as writing:
        context = MigrationContext.configure(
            writing.connection, opts={"include_name": _mapped, "compare_type": False}
        )
        assert compare_metadata(context, Base.metadata) == []


def _mapped(name: str | None, kind: str, _parents: object) -> bool:
    return kind != "table" or name in OWN_TABLES


def test_a_row_id_is_the_integer_primary_key_so_full_text_can_rely_on_it(store: Store) -> None:
    with store.reading() as connection:
        columns = connection.exec_driver_sql("PRAGMA table_info(customer_interactions)").all()
    key = next(column for column in columns if column[5])
    assert (key[1], key[2]) == ("row_id", "INTEGER")


def test_the_newest_migration_is_the_one_this_program_knows() -> None:
    folder = Path(migrate.__file__).with_name("migrations")
    assert ScriptDirectory(str(folder)).get_current_head() == migrate.HEAD


def test_a_newer_store_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    create_store(path, None).close()
    connection = connect(path, None)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    with pytest.raises(StoreTooNew, match="Update Reviewer"):
        open_store(path, None)


def test_a_database_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    connection = connect(path, None)
    connection.execute("CREATE TABLE notes (text)")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(StoreDamaged, match="not a store of Reviewer"):
        open_store(path, None)
    assert path.read_bytes() == before
