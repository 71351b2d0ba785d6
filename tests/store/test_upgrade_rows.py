"""Every version's store, with a row in each of its tables, comes up to date and loses nothing."""

import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory

from reviewer.domain.identity import interaction_id
from reviewer.domain.snooze import WakeOn
from reviewer.store import drafts, migrate, saved_filters, snoozes, tags
from reviewer.store.connections import connect
from reviewer.store.opening import open_store
from reviewer.store.verify import verify
from tests.store.old_stores import columns_of, old_store, own_tables, rows_of
from tests.support.command_line import REPOSITORY

SCRIPTS = ScriptDirectory(str(Path(migrate.__file__).with_name("migrations")))
VERSIONS = sorted(script.revision for script in SCRIPTS.walk_revisions())
#: What is not kept, but computed again.
DERIVED = {"interaction_state", "store_facts"}
_SHAPE = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name"

UPGRADING = """
import sys, time
from itertools import count
from pathlib import Path
from alembic import op
from reviewer.store import state
from reviewer.store.opening import open_store

path, stop = Path(sys.argv[1]), int(sys.argv[2])
execute, numbers = op.execute, count(1)

def wait():
    print("in the middle", flush=True)
    time.sleep(600)

def slow(statement):
    execute(statement)
    if next(numbers) == stop:
        wait()

def derive(connection):
    derived(connection)
    wait()

op.execute = slow
derived, state.bring_up_to_date = state.bring_up_to_date, derive
open_store(path, None)
"""


@pytest.fixture(params=VERSIONS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return old_store(tmp_path / "old.sqlite", request.param)


def _everything(path: Path, columns: dict[str, tuple[str, ...]]) -> dict[str, list[Any]]:
    with closing(connect(path, None)) as connection:
        return {table: rows_of(connection, table, own) for table, own in columns.items()}


def _columns(path: Path) -> dict[str, tuple[str, ...]]:
    with closing(connect(path, None)) as connection:
        tables = [table for table in own_tables(connection) if table not in DERIVED]
        return {table: columns_of(connection, table) for table in tables}


def test_no_row_is_lost_or_changed(old: Path) -> None:
    columns = _columns(old)
    before = _everything(old, columns)
    assert all(before.values()), "a table has no row to lose"
    open_store(old, None).close()
    assert _everything(old, columns) == before


def test_the_store_is_sound_and_its_full_text_agrees(old: Path) -> None:
    store = open_store(old, None)
    assert {check.name: check.findings for check in verify(store) if not check.passed} == {}
    store.close()
    with closing(connect(old, None)) as connection:
        connection.execute(
            "INSERT INTO interaction_text (interaction_text, rank) VALUES ('integrity-check', 1)"
        )


def test_integer_keys_stay_the_row_ids(old: Path) -> None:
    with closing(connect(old, None)) as connection:
        before = _integer_keys(connection)
    open_store(old, None).close()
    with closing(connect(old, None)) as connection:
        after = _integer_keys(connection)
    assert before <= after
    assert ("customer_interactions", "row_id") in after
    assert ("interaction_state", "row_id") in after


def _integer_keys(connection: Any) -> set[tuple[str, str]]:
    query = (
        "SELECT l.name, i.name FROM pragma_table_list l, pragma_table_info(l.name) i "
        "WHERE l.schema = 'main' AND l.type = 'table' AND i.pk = 1 AND i.type = 'INTEGER' "
        "AND (SELECT count(*) FROM pragma_table_info(l.name) WHERE pk) = 1"
    )
    return {(row[0], row[1]) for row in connection.execute(query)}


def test_every_version_ends_in_the_same_tables(old: Path, tmp_path: Path) -> None:
    newest = old_store(tmp_path / "newest.sqlite", migrate.HEAD)
    open_store(old, None).close()
    assert _shape(old) == _shape(newest)


def _shape(path: Path) -> list[Any]:
    """Return tables, indexes and triggers, whatever the order of columns that were added."""
    with closing(connect(path, None)) as connection:
        named = [row[:3] for row in connection.execute(_SHAPE)]
        tables = [(t, sorted(columns_of(connection, t))) for t in own_tables(connection)]
    return [named, tables]


def test_what_people_did_in_the_second_version_is_read_as_they_did_it(tmp_path: Path) -> None:
    store = open_store(old_store(tmp_path / "old.sqlite", "0002"), None)
    with store.reading() as connection:
        (snooze,) = snoozes.snoozes_of(connection, interaction_id("file", "7"))
        (saved,) = saved_filters.all_saved(connection)
        draft = drafts.of(connection, interaction_id("file", "7"))
        (tag,) = tags.tags_in_use(connection)
    assert snooze.standing
    assert snooze.snooze.wake_on == {WakeOn.NEW_VERSION}
    assert saved.wanted.topic == "bank"
    assert draft is not None
    assert draft.category == "tone"
    assert tag.rows == 1
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX")
@pytest.mark.parametrize("stop", [1, 25, 10_000], ids=["begun", "half", "derived"])
@pytest.mark.parametrize("version", VERSIONS[:-1])
def test_a_kill_in_the_middle_leaves_the_old_store(tmp_path: Path, version: str, stop: int) -> None:
    old = old_store(tmp_path / "old.sqlite", version)
    columns, shape = _columns(old), _shape(old)
    before = _everything(old, columns)

    command = [sys.executable, "-c", UPGRADING, str(old), str(stop)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"in the middle"
        process.kill()
    assert process.returncode == -signal.SIGKILL

    assert _shape(old) == shape
    assert _everything(old, columns) == before
    with closing(connect(old, None)) as connection:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert found == version
    store = open_store(old, None)
    assert all(check.passed for check in verify(store))
    store.close()
    assert _everything(old, columns) == before
