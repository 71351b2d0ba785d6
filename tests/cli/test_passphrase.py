"""A passphrase is asked for on the terminal, twice where it is new, and is never shown."""

import os
import re
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command_line import REPOSITORY, CommandLine
from tests.support.terminals import open_terminal

PASSPHRASE = "typed by hand"
#: A new session whose controlling terminal is standard input, which passphrases are read from.
ON_A_TERMINAL = """
import fcntl, os, sys, termios
os.setsid()
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "reviewer", *sys.argv[1:]])
"""


class Terminal:
    """A command on a terminal of its own; what is typed is what a person answers."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._master, slave = open_terminal()
        self.process = subprocess.Popen(
            [sys.executable, "-c", ON_A_TERMINAL, *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), "COLUMNS": "100"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
        )
        os.close(slave)
        self.shown = ""

    def answer(self, prompt: str, typed: str) -> None:
        """Wait until the prompt is the last that is shown, then type a line."""
        while not re.search(f"{prompt}[^\n]*: \\Z", self.shown):
            assert self._read(), self.shown
        os.write(self._master, typed.encode() + b"\n")
        self.shown += "\n"

    def ended(self) -> int:
        """Wait for the end, and return the exit code."""
        while self._read():
            pass
        return self.process.wait(60)

    def _read(self) -> bool:
        """Read what is shown next; tell whether there was anything, within a minute."""
        if not select.select([self._master], [], [], 60)[0]:
            return False
        try:
            some = os.read(self._master, 4096).decode()
        except OSError:  # Linux says so when the other end is closed
            some = ""
        self.shown += some
        return bool(some)

    def close(self) -> None:
        self.process.kill()
        self.process.wait(60)
        os.close(self._master)


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": 1, "message": "hello"}\n')
    return path


def test_a_new_store_is_made_and_opened_by_what_is_typed(
    tmp_path: Path, rows: Path, terminals: list[Terminal]
) -> None:
    making = Terminal(tmp_path, "--store", "team.db", "import", rows.name)
    terminals.append(making)
    making.answer("Choose a passphrase for team.db", PASSPHRASE)
    making.answer("The same again", PASSPHRASE)
    assert making.ended() == 0
    assert "Recovery code" in making.shown

    opening = Terminal(tmp_path, "--store", "team.db", "store", "info")
    terminals.append(opening)
    opening.answer("Passphrase or recovery code of team.db", "wrong")
    opening.answer("Passphrase or recovery code of team.db", PASSPHRASE)
    assert opening.ended() == 0
    assert "This passphrase does not open team.db" in opening.shown
    assert "interactions  1" in opening.shown
    assert PASSPHRASE not in making.shown + opening.shown


def test_two_that_differ_are_asked_for_again(
    tmp_path: Path, rows: Path, terminals: list[Terminal]
) -> None:
    making = Terminal(tmp_path, "--store", "team.db", "import", rows.name)
    terminals.append(making)
    making.answer("Choose a passphrase for team.db", PASSPHRASE)
    making.answer("The same again", "another")
    making.answer("Choose a passphrase for team.db", PASSPHRASE)
    making.answer("The same again", PASSPHRASE)
    assert making.ended() == 0
    opened = CommandLine(tmp_path, (), {"REVIEWER_PASSPHRASE": PASSPHRASE}).on("team.db")
    assert opened.json("store", "info")["encrypted"]


@pytest.mark.parametrize("typed", ["", "\x04"])
def test_who_would_rather_not_makes_no_store(
    tmp_path: Path, rows: Path, terminals: list[Terminal], typed: str
) -> None:
    making = Terminal(tmp_path, "--store", "team.db", "import", rows.name)
    terminals.append(making)
    making.answer("Choose a passphrase for team.db", typed)
    assert making.ended() == 1
    assert "reviewer: No passphrase was given; no store was made at team.db." in making.shown
    assert not (tmp_path / "team.db").exists()


def test_after_three_wrong_ones_it_stays_closed(
    tmp_path: Path, rows: Path, terminals: list[Terminal]
) -> None:
    making = CommandLine(tmp_path, (), {"REVIEWER_PASSPHRASE": PASSPHRASE}).on("team.db")
    making.done("import", rows)
    opening = Terminal(tmp_path, "--store", "team.db", "store", "info")
    terminals.append(opening)
    for _ in range(3):
        opening.answer("Passphrase or recovery code of team.db", "wrong")
    assert opening.ended() == 1
    assert opening.shown.splitlines()[-1].startswith("reviewer: This passphrase does not open")


def test_what_a_script_gives_is_never_taken_for_a_passphrase(tmp_path: Path, rows: Path) -> None:
    making = CommandLine(tmp_path).on("team.db")
    finished = making("import", rows, given=f"{PASSPHRASE}\n{PASSPHRASE}\n".encode())
    assert finished.code == 1
    assert "set REVIEWER_PASSPHRASE" in finished.problem
