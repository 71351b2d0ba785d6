"""Kills a process in which rows arrive, and compares what is left with what should be."""

import signal
import subprocess
import sys
from pathlib import Path

from reviewer.store.store import Store
from reviewer.store.verify import verify

REPOSITORY = Path(__file__).parents[2]
_CONTENT = """
SELECT hex(i.id), hex(i.content_hash), s.queue, s.stay, s.confidence, s.feedback
  FROM customer_interactions i JOIN interaction_state s ON s.row_id = i.row_id ORDER BY i.id
"""


def kill_amid_arrival(store: Path, kind: str, what: str, reports: int) -> None:
    """Let rows arrive in another process, and kill -9 it after so many reports of progress."""
    arriving = [sys.executable, "-m", "tests.faults.arriving"]
    command = [*arriving, str(store), kind, what, str(reports)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(reports):
            assert process.stdout.readline(), "it ended before it was to be killed"
        process.kill()
        process.wait(60)
    assert process.returncode == -signal.SIGKILL


def content(store: Store) -> list[tuple[object, ...]]:
    """Return what is in the store, whatever the order in which it arrived."""
    with store.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(_CONTENT)]


def assert_sound(store: Store) -> None:
    """Check what `reviewer store verify` checks."""
    assert {check.name: check.findings for check in verify(store) if not check.passed} == {}
