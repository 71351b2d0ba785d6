"""Folders and files that cannot be written or read: one sentence each, and nothing is harmed."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.disks import modes_hold, without_privileges
from tests.support.command_line import CommandLine, Finished

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes of files are those of POSIX")


@pytest.fixture
def shelf(tmp_path: Path, shared: Path) -> Iterator[CommandLine]:
    """A store and a backup of it in a folder that nothing can be written to."""
    if not modes_hold(tmp_path / "probe"):
        pytest.skip("here, the modes of files stop nobody")
    folder = tmp_path / "shelf"
    folder.mkdir()
    reviewer = CommandLine(tmp_path).on(folder / "team.db", "--plain")
    reviewer.done("import", shared / "data" / "interactions-small.jsonl")
    reviewer.done("store", "backup", "--to", folder / "copy.db")
    folder.chmod(0o555)
    yield reviewer
    folder.chmod(0o755)


def run(reviewer: CommandLine, *arguments: str | Path) -> Finished:
    return reviewer(*arguments, preexec_fn=without_privileges)


@pytest.mark.parametrize(
    "command",
    ["store info", "triage list", "store backup", "triage undo", "triage decide 1 --decision skip"],
)
def test_a_store_in_a_folder_that_is_read_only_is_told(shelf: CommandLine, command: str) -> None:
    finished = run(shelf, *command.split())
    assert finished.code == 1
    assert "team.db cannot be written" in finished.problem


def test_a_backup_there_can_be_read_and_checked(shelf: CommandLine, tmp_path: Path) -> None:
    copy = shelf.on(tmp_path / "shelf" / "copy.db")
    assert run(copy, "store", "info", "--json").document["interactions"] == 500
    assert run(copy, "store", "verify", "--json").document["sound"]
    assert len(run(copy, "triage", "list", "--json").document) == 20
    before = sorted(path.name for path in (tmp_path / "shelf").iterdir())
    assert before == ["copy.db", "team.db", "team.db.lock"]


def test_a_backup_that_is_read_only_itself_is_checked_but_for_its_words(
    shelf: CommandLine, tmp_path: Path
) -> None:
    copy = tmp_path / "shelf" / "copy.db"
    copy.chmod(0o444)
    document = run(shelf.on(copy), "store", "verify", "--json").document
    assert document["sound"]
    assert document["skipped"] == {"full text": "the file is read-only"}
    assert "not checked: the file is read-only" in run(shelf.on(copy), "store", "verify").text


def test_a_backup_there_is_restored_elsewhere(shelf: CommandLine, tmp_path: Path) -> None:
    here = shelf.on(tmp_path / "mine.db")
    finished = run(here, "store", "restore", tmp_path / "shelf" / "copy.db")
    assert finished.code == 0, finished.err.decode()
    assert here.json("store", "info")["interactions"] == 500


def test_nothing_is_made_there(shelf: CommandLine, tmp_path: Path, shared: Path) -> None:
    rows = shared / "data" / "interactions-small.jsonl"
    folder = tmp_path / "shelf"
    before = sorted(path.name for path in folder.iterdir())
    new = shelf.on(folder / "new.db", "--plain")
    for finished in (
        run(new, "import", rows),
        run(new, "store", "restore", folder / "copy.db"),
        run(new.on(folder / "secret.db", REVIEWER_PASSPHRASE="secret"), "import", rows),
        run(shelf.on(folder / "copy.db"), "store", "backup", "--to", folder / "deep" / "copy.db"),
        run(shelf.on(folder / "copy.db"), "triage", "undo"),
    ):
        assert finished.code == 1
        assert "cannot be written (Permission denied)" in finished.problem
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_file_that_cannot_be_read_is_told(shelf: CommandLine, tmp_path: Path) -> None:
    store = tmp_path / "shelf" / "team.db"
    store.chmod(0)
    for command in ("store info", f"store restore {store} --store mine.db"):
        finished = run(shelf, *command.split())
        assert finished.code == 1
        assert finished.problem.startswith(f"{store} cannot be read (Permission denied)")
    store.chmod(0o600)
    (tmp_path / "shelf").chmod(0)
    assert "cannot be read (Permission denied)" in run(shelf, "store", "info").problem


def test_a_home_that_cannot_be_written_is_told(shelf: CommandLine, tmp_path: Path) -> None:
    home = {"REVIEWER_HOME": str(tmp_path / "shelf" / "home")}
    homeless = CommandLine(shelf.folder, (), home)
    (tmp_path / "rows.jsonl").write_text('{"id": 1, "message": "hello"}\n')
    finished = run(homeless, "import", "--plain", "rows.jsonl")
    assert finished.code == 1
    assert "cannot be written (Permission denied)" in finished.problem
