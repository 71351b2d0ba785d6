"""A lock is one process's at a time, outlives no kill, and is made anew where it was lost."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.store.file_lock import FileLock

HOLD = """
import sys
from pathlib import Path
from reviewer.store.file_lock import FileLock
lock = FileLock(Path(sys.argv[1]))
print(lock.take(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.lock"


@pytest.fixture
def other(path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process, which holds the lock until its input ends or it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        yield process
        process.kill()


def test_one_holds_it_and_the_next_may_after(path: Path) -> None:
    one, two = FileLock(path), FileLock(path)
    assert (one.take(), one.take(), two.take()) == (True, True, False)
    assert (one.held, two.held) == (True, False)
    one.release()
    one.release()
    assert (two.take(), one.take()) == (True, False)
    two.release()


def test_another_process_keeps_it_until_it_ends(path: Path, other: "subprocess.Popen[str]") -> None:
    lock = FileLock(path)
    assert not lock.take()
    other.kill()
    other.wait()
    assert lock.take()
    lock.release()


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be deleted on Windows")
def test_a_lost_file_is_made_anew(path: Path) -> None:
    lock = FileLock(path)
    assert lock.take()
    path.unlink()
    again = FileLock(path)
    assert again.take()
    for held in (lock, again):
        held.release()


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's")
def test_the_file_is_private(path: Path) -> None:
    lock = FileLock(path)
    lock.take()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    lock.release()


def test_a_folder_that_is_missing_is_an_error(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "nowhere" / "store.lock")
    with pytest.raises(FileNotFoundError):
        lock.take()
    assert not lock.held
