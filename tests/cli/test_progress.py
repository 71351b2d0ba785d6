"""A job followed on a real terminal: what is shown there, and what Ctrl+C does."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from rich.console import Console

from reviewer.cli.progress import follow, rendered
from reviewer.errors import DiskFull
from services.jobs.control import JobControl
from services.jobs.network_lane import NetworkLane
from services.jobs.progress import Progress
from services.jobs.runner import JobRunner
from services.jobs.status import JobCancelled, JobState, JobStatus
from tests.support.terminals import open_terminal

PROGRAM = """
import sys
from reviewer.cli.progress import follow
from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from services.jobs.status import JobCancelled

def told_to_end(control):
    control.report(1, 4, "tickets[1].csv")
    sys.stdin.readline()
    return "imported"

def endless(control):
    control.report(1, 4)
    while True:
        control.checkpoint()

runner = JobRunner(NetworkLane())
try:
    print(follow(runner.start("Importing", globals()[sys.argv[1]]), patience=float(sys.argv[2])))
except JobCancelled as cancelled:
    print(cancelled)
except KeyboardInterrupt:
    print("aborted")
"""


class Terminal:
    """A program whose standard error is a terminal, and what has appeared there."""

    def __init__(self, repository: Path, body: str, patience: float) -> None:
        self._master, slave = open_terminal()
        environment = {**os.environ, "COLUMNS": "100", "TERM": "xterm-256color"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, body, str(patience)],
            cwd=repository,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=slave,
            text=True,
        )
        os.close(slave)
        self.shown = ""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        while piece := self._piece():
            self.shown += piece.decode("utf-8", "replace")

    def _piece(self) -> bytes:
        try:
            return os.read(self._master, 4096)
        except OSError:  # Linux says so where the other side has hung up
            return b""

    def wait_for(self, text: str) -> None:
        for _ in range(3000):
            if text in self.shown:
                return
            time.sleep(0.01)
        raise AssertionError(f"{text!r} did not appear in {self.shown!r}")

    def end(self, answer: str | None = None) -> str:
        output, _nothing = self.process.communicate(answer, timeout=30)
        self._reader.join(30)
        os.close(self._master)
        return output


@pytest.fixture
def terminal(repository: Path) -> Iterator[Callable[[str, float], Terminal]]:
    programs: list[Terminal] = []

    def start(body: str, patience: float) -> Terminal:
        programs.append(Terminal(repository, body, patience))
        return programs[-1]

    yield start
    for program in programs:
        if program.process.poll() is None:
            program.process.kill()
            program.end()


@pytest.fixture
def runner() -> Iterator[JobRunner]:
    network = NetworkLane()
    runner = JobRunner(network)
    yield runner
    assert runner.close(timeout=10) == ()
    assert network.close(timeout=10)


def test_a_job_that_lasts_is_shown_and_leaves_nothing_behind(
    terminal: Callable[[str, float], Terminal],
) -> None:
    program = terminal("told_to_end", 0.0)
    program.wait_for("Importing")
    program.wait_for("1 of 4")
    program.wait_for("tickets[1].csv")
    assert program.end("\n") == "imported\n"
    assert program.shown.endswith("\x1b[2K")  # the line is erased at the end


def test_a_job_that_is_quick_is_not_shown(terminal: Callable[[str, float], Terminal]) -> None:
    program = terminal("told_to_end", 3600.0)
    assert program.end("\n") == "imported\n"
    assert program.shown == ""


def test_ctrl_c_stops_the_job_gently(terminal: Callable[[str, float], Terminal]) -> None:
    program = terminal("endless", 0.0)
    program.wait_for("Importing")
    program.process.send_signal(signal.SIGINT)
    assert program.end() == "“Importing” was cancelled.\n"
    assert program.process.returncode == 0


def test_a_second_ctrl_c_aborts(terminal: Callable[[str, float], Terminal]) -> None:
    program = terminal("told_to_end", 0.0)  # deaf until it is told
    program.wait_for("Importing")
    program.process.send_signal(signal.SIGINT)
    program.wait_for("Ctrl+C again")
    program.process.send_signal(signal.SIGINT)
    assert program.end("") == "aborted\n"


def test_ctrl_c_stops_a_job_before_it_is_shown(runner: JobRunner) -> None:
    before = signal.getsignal(signal.SIGINT)

    def body(control: JobControl) -> None:
        while signal.getsignal(signal.SIGINT) is before:
            time.sleep(0.001)  # until somebody follows
        os.kill(os.getpid(), signal.SIGINT)
        while True:
            control.checkpoint()

    job = runner.start("Importing", body)
    with pytest.raises(JobCancelled, match="“Importing” was cancelled"):
        follow(job, patience=3600)
    assert signal.getsignal(signal.SIGINT) is before
    assert job.state is JobState.CANCELLED


def test_without_a_terminal_nothing_is_shown(
    runner: JobRunner, capfd: pytest.CaptureFixture[str]
) -> None:
    released = threading.Event()

    def body(control: JobControl) -> str:
        control.report(1, 4)
        released.wait(0.3)
        return "imported"

    assert follow(runner.start("Importing", body), patience=0) == "imported"
    assert capfd.readouterr() == ("", "")


def test_what_the_job_raised_is_raised(runner: JobRunner) -> None:
    def body(_control: JobControl) -> None:
        raise DiskFull("The disk has no room. Free some space.")

    with pytest.raises(DiskFull, match="Free some space"):
        follow(runner.start("Importing", body))


def test_a_job_is_followed_from_other_threads_too(runner: JobRunner) -> None:
    results: list[int] = []
    job = runner.start("Importing", lambda _control: 42)
    follower = threading.Thread(target=lambda: results.append(follow(job)))
    follower.start()
    follower.join(10)
    assert results == [42]


def line(status: JobStatus, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, record=True)
    console.print(rendered(status))
    return console.export_text()


def status(progress: Progress, title: str = "Importing", *, cancelling: bool = False) -> JobStatus:
    return JobStatus(UUID(int=0), title, JobState.RUNNING, progress, cancelling=cancelling)


def test_a_line_says_title_counts_speed_time_left_and_detail() -> None:
    text = line(status(Progress(31_200, 100_000, 5_200.0, 13.2, "page 62")))
    assert text.startswith("Importing ━━━━━━━")
    assert text.rstrip().endswith("31,200 of 100,000 · 5,200/s · 13 s left page 62")


def test_a_narrow_terminal_gets_one_line_too() -> None:
    progress = Progress(31_200, 100_000, 5_200.0, 13.2, "a very long detail " * 9)
    text = line(status(progress, "Importing the tickets of last year.csv"), width=60)
    assert text.count("\n") == 1
    assert "…" in text


def test_names_are_text_and_neither_markup_nor_commands_to_the_terminal() -> None:
    text = line(status(Progress(0, 1, detail="a\x1b[2Jb\nc"), "[red]tickets[/red]"))
    assert "[red]tickets[/red]" in text
    assert "a [2Jb c" in text


def test_a_job_that_is_stopping_says_how_to_abort() -> None:
    assert "Ctrl+C again aborts" in line(status(Progress(1, 4), cancelling=True))
