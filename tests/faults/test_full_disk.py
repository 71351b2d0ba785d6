"""A disk without room, as a limit on the size of files stands for it: one sentence, no bug."""

import sys
from pathlib import Path

import pytest

from reviewer.store import sync
from reviewer.store.opening import create_store
from tests.support.command_line import CommandLine
from tests.support.rows import a_row

if sys.platform != "win32":
    import resource

LARGEST_FILE = 100_000


def limit_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_backup_without_room_is_told_in_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    path, target = tmp_path / "team.db", tmp_path / "elsewhere" / "copy.db"
    store = create_store(path, None)
    with store.writing() as writing:
        sync.save_page(writing.connection, "file", [a_row(str(number)) for number in range(100)])
    store.close()
    reviewer = CommandLine(tmp_path).on(path)
    finished = reviewer("store", "backup", "--to", target, preexec_fn=limit_files)
    assert finished.code == 1
    assert str(target) in finished.problem
    assert list(target.parent.iterdir()) == []
    reviewer.done("store", "backup", "--to", target)
