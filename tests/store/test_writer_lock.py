"""Who is refused the writing learns who writes, and what to do about it."""

import os
from pathlib import Path

import pytest

from reviewer.errors import StoreBusy
from reviewer.store.writer_lock import COMMAND, WINDOW, Holder, WriterLock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "support.reviewer"


@pytest.mark.parametrize(
    ("by", "advice"),
    [
        (WINDOW, "It is the window of process {pid}. Do this there, or close it first."),
        (COMMAND, "It is a command (process {pid}). Wait until it is done."),
    ],
)
def test_the_sentence_names_the_process(path: Path, by: str, advice: str) -> None:
    holding, refused = WriterLock(path, by), WriterLock(path)
    holding.take()
    with pytest.raises(StoreBusy) as told:
        refused.take()
    said = advice.format(pid=os.getpid())
    assert str(told.value) == f"Another Reviewer is writing to {path}. {said}"
    assert (holding.held, refused.held) == (True, False)
    assert refused.holder() == Holder(by, os.getpid())
    holding.release()


@pytest.mark.parametrize(
    "note", [b"", b"4711\n", b"window", b"window x", b"\xff\xfe 1", b"a" * 999]
)
def test_a_note_that_says_nothing_is_no_hindrance(path: Path, note: bytes) -> None:
    holding, refused = WriterLock(path), WriterLock(path)
    holding.take()
    path.with_name(path.name + ".lock").write_bytes(note)
    with pytest.raises(StoreBusy, match="Wait until it is done, or do this in its window"):
        refused.take()
    holding.release()


def test_the_note_is_that_of_the_last_one(path: Path) -> None:
    for by in (WINDOW, COMMAND):
        lock = WriterLock(path, by)
        lock.take()
        assert lock.holder() == Holder(by, os.getpid())
        lock.release()
