"""The window killed with -9: what it showed as done is done, and what was typed is there."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.domain.identity import interaction_id
from reviewer.domain.review import Decision
from reviewer.store import drafts, reviews
from reviewer.store.opening import open_store
from reviewer.store.sync import save_page
from tests.faults.at_the_window import TYPED
from tests.faults.killing import REPOSITORY, assert_sound
from tests.support.rows import a_row
from tests.ui.app_window import known_store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX")

AGENT_REPLY = "It arrives on Friday before noon."
REPLY = interaction_id("file", "first")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A plain store with two replies that are due."""
    path = known_store(tmp_path / "store.sqlite")
    store = open_store(path, None)
    with store.writing() as writing:
        save_page(
            writing.connection, "file", [a_row("first"), a_row("second", created_at=2 * 10**15)]
        )
    store.close()
    return path


def kill_after(path: Path, what: str, lines: int) -> list[tuple[float, str]]:
    """Run the window, kill -9 it once it has told so much, and return all that it told."""
    command = [sys.executable, "-m", "tests.faults.at_the_window", str(path), what]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        told = [window.stdout.readline() for _ in range(lines)]
        window.kill()
        told += window.stdout.readlines()
        window.wait(60)
    assert window.returncode == -signal.SIGKILL
    parts = (line.strip().partition(" ") for line in told if line.endswith("\n"))
    return [(float(moment), words) for moment, _, words in parts]


def test_all_but_the_last_second_of_an_edit_is_there(path: Path) -> None:
    told = kill_after(path, "type", 60)
    last = told[-1][0]
    surely = max(int(typed) for moment, typed in told if moment <= last - 1)
    store = open_store(path, None)
    with store.reading() as connection:
        draft = drafts.of(connection, REPLY)
    assert_sound(store)
    store.close()
    assert draft is not None
    assert draft.text is not None
    written = (TYPED * len(told))[: len(draft.text) - len(AGENT_REPLY)]
    assert draft.text == AGENT_REPLY + written
    assert len(written) >= surely > 10


def test_a_decision_that_was_shown_as_made_is_there(path: Path) -> None:
    told = kill_after(path, "decide", 1)
    assert told[0][1] == "Decided: agent better"
    store = open_store(path, None)
    with store.reading() as connection:
        found = reviews.reviews_of(connection, REPLY)
    assert_sound(store)
    store.close()
    assert [(one.decision, one.standing) for one in found] == [(Decision.AGENT_BETTER, True)]
