"""A run of the assistant killed with -9 again and again: nothing that was saved is asked again."""

import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reviewer.store.opening import open_store
from services.demo.provider.server import SimulatedProvider
from services.demo.provider.settings import Settings
from tests.cli.failures import add_provider, write_failures
from tests.faults.killing import assert_sound
from tests.services.assistant.bench import Simulated
from tests.support.command_line import CommandLine

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX")

ITEMS = 40
AT_ONCE = 4
#: After how many requests in all the run is killed each time; two are needed for each item.
KILLED_AFTER = (9, 30, 55)
SECONDS = 120


@pytest.fixture
def simulated() -> Iterator[Simulated]:
    """A simulated provider that takes its time."""
    provider = SimulatedProvider(settings=Settings(latency=0.15))
    with provider.running() as url:
        yield Simulated(provider, url)


@pytest.fixture
def reviewer(tmp_path: Path, simulated: Simulated) -> CommandLine:
    reviewer = CommandLine(tmp_path).on(tmp_path / "team.db", "--plain")
    write_failures(tmp_path / "failures.jsonl", ITEMS)
    reviewer.done("import", "failures.jsonl")
    add_provider(reviewer, simulated.url, "--concurrency", str(AT_ONCE))
    return reviewer


@pytest.mark.parametrize(("command", "calls"), [("improve", 2), ("categorise", 1)])
def test_a_killed_run_goes_on_without_repeating_what_was_saved(
    command: str, calls: int, reviewer: CommandLine, simulated: Simulated
) -> None:
    kills = KILLED_AFTER if calls == 2 else KILLED_AFTER[:2]
    for requests in kills:
        kill_after(reviewer, simulated, command, requests)
        with_store(reviewer, assert_sound)

    done = reviewer.json(command)

    assert (done["asked"], done["failed"], done["left"]) == (ITEMS, 0, 0)
    assert done["improved" if calls == 2 else "categorised"] == ITEMS
    assert simulated.chats <= calls * ITEMS + len(kills) * AT_ONCE
    repeated = simulated.counts.bodies
    assert len(repeated) == calls * ITEMS
    assert sum(repeated.values()) - len(repeated) <= len(kills) * AT_ONCE
    with_store(reviewer, assert_sound)
    asked = simulated.chats
    reviewer.done(command)
    assert simulated.chats == asked


def kill_after(reviewer: CommandLine, simulated: Simulated, command: str, requests: int) -> None:
    """Run the command, and kill it once so many requests have come in, in all."""
    with reviewer.start(command) as process:
        deadline = time.monotonic() + SECONDS
        while simulated.chats < requests:
            assert process.poll() is None, "it ended before it was to be killed"
            assert time.monotonic() < deadline
            time.sleep(0.005)
        process.kill()
        process.communicate()
    assert process.returncode == -signal.SIGKILL


def with_store(reviewer: CommandLine, check: Callable[..., object]) -> None:
    store = open_store(reviewer.folder / "team.db", None)
    try:
        check(store)
    finally:
        store.close()
