"""From other threads to the GUI thread: in time, in order, not too often, and safely at the end."""

import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from reviewer.errors import StoreDamaged
from services.jobs.control import JobControl
from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from services.jobs.status import JobState, JobStatus
from services.jobs.write_lane import WriteLane
from tests.services.jobs.journal import Held, Journal, Lane, entry
from ui.job_bridge import JobBridge
from ui.tickets import Question, Ticket


@pytest.fixture
def runner() -> Iterator[JobRunner]:
    network = NetworkLane()
    runner = JobRunner(network)
    yield runner
    assert runner.close(timeout=10) == ()
    assert network.close(timeout=10)


@pytest.fixture
def bridge(qapp: QApplication, runner: JobRunner) -> Iterator[JobBridge]:
    bridge = JobBridge(runner, qapp, patience_ms=0)
    yield bridge
    assert bridge.close()
    delete(bridge)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.db")


@pytest.fixture
def lane(journal: Journal) -> Iterator[Lane]:
    lane = WriteLane(journal.writing)
    yield lane
    assert lane.close(timeout=10)


class Inbox:
    """Takes deliveries, and notes on which thread they came."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.threads: set[threading.Thread] = set()

    def __call__(self, value: Any) -> None:
        self.values.append(value)
        self.threads.add(threading.current_thread())


class Gate:
    """Work that waits to be let through."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.open = threading.Event()

    def __call__(self) -> str:
        self.begun.set()
        assert self.open.wait(10)
        return "through"


@pytest.fixture
def gates() -> Iterator[Callable[[], Gate]]:
    made: list[Gate] = []

    def make() -> Gate:
        made.append(Gate())
        return made[-1]

    yield make
    for gate in made:
        gate.open.set()


def settled(qtbot: QtBot, bridge: JobBridge) -> None:
    """Wait until everything that was asked before has been delivered or dropped."""
    markers = Inbox()
    barrier = threading.Barrier(2)  # one for each reader, so both have come to the end of the queue
    for _ in range(2):
        bridge.read(lambda: barrier.wait(10), markers)
    qtbot.waitUntil(lambda: len(markers.values) == 2)


def test_a_read_runs_elsewhere_and_is_delivered_here(
    qtbot: QtBot, bridge: JobBridge, journal: Journal, lane: Lane
) -> None:
    lane.interactive(entry("decision")).result(10)
    readers: list[threading.Thread] = []

    def read() -> list[str]:
        readers.append(threading.current_thread())
        return journal.names()

    inbox = Inbox()
    bridge.read(read, inbox)
    assert inbox.values == []
    qtbot.waitUntil(lambda: inbox.values == [["decision"]])
    assert inbox.threads == {threading.main_thread()}
    assert readers != [threading.main_thread()]


def test_the_window_goes_on_while_every_reader_is_busy(
    qtbot: QtBot, bridge: JobBridge, gates: Callable[[], Gate]
) -> None:
    busy, inbox = [gates() for _ in range(3)], Inbox()
    for gate in busy:
        bridge.read(gate, inbox)
    qtbot.waitUntil(lambda: busy[0].begun.is_set() and busy[1].begun.is_set())
    ticks = Inbox()
    QTimer.singleShot(0, lambda: ticks("tick"))
    qtbot.waitUntil(lambda: ticks.values == ["tick"])
    assert not busy[2].begun.is_set()
    for gate in busy:
        gate.open.set()
    qtbot.waitUntil(lambda: inbox.values == ["through"] * 3)


def test_a_read_that_fails_goes_to_who_asked(qtbot: QtBot, bridge: JobBridge) -> None:
    def read() -> None:
        raise StoreDamaged("The store is damaged. Restore a backup: reviewer store restore.")

    done, failed, unheard = Inbox(), Inbox(), Inbox()
    bridge.faulted.connect(unheard)
    bridge.read(read, done, failed)
    qtbot.waitUntil(lambda: len(failed.values) == 1)
    assert isinstance(failed.values[0], StoreDamaged)
    assert failed.threads == {threading.main_thread()}
    assert done.values == unheard.values == []


def test_a_read_that_fails_with_nobody_to_hear_it_goes_to_the_window(
    qtbot: QtBot, bridge: JobBridge
) -> None:
    with qtbot.waitSignal(bridge.faulted) as faulted:
        bridge.read(lambda: 1 / 0, Inbox())
    assert isinstance(faulted.args[0], ZeroDivisionError)


def test_the_latest_read_wins(qtbot: QtBot, bridge: JobBridge, gates: Callable[[], Gate]) -> None:
    old, inbox = gates(), Inbox()
    ticket = bridge.read(old, inbox)
    qtbot.waitUntil(old.begun.is_set)
    ticket.cancel()
    bridge.read(lambda: "newer", inbox)
    old.open.set()
    settled(qtbot, bridge)
    assert inbox.values == ["newer"]


def test_a_read_cancelled_while_it_waits_is_never_begun(
    qtbot: QtBot, bridge: JobBridge, gates: Callable[[], Gate]
) -> None:
    busy, dropped = [gates(), gates()], gates()
    for gate in busy:
        bridge.read(gate, Inbox())
    bridge.read(dropped, Inbox()).cancel()
    for gate in busy:
        gate.open.set()
    settled(qtbot, bridge)
    assert not dropped.begun.is_set()


def test_a_read_cancelled_after_it_has_run_is_not_delivered(
    qtbot: QtBot, bridge: JobBridge
) -> None:
    inbox, has_run = Inbox(), threading.Event()
    ticket = bridge.read(has_run.set, inbox)
    assert has_run.wait(10)  # the event loop has not turned since
    ticket.cancel()
    settled(qtbot, bridge)
    assert inbox.values == []


@pytest.mark.parametrize("way", ["read", "after", "watch"])
def test_nothing_is_delivered_to_an_owner_that_was_deleted(
    qtbot: QtBot, bridge: JobBridge, runner: JobRunner, way: str
) -> None:
    owner, touched = QLabel(), Inbox()

    def show(value: object) -> None:
        touched(value)
        owner.setText(str(value))

    future: Future[str] = Future()
    released = threading.Event()
    job = runner.start("Importing", lambda _control: released.wait(10))
    if way == "read":
        bridge.read(lambda: released.wait(10), show, owner=owner)
    elif way == "after":
        bridge.after(future, show, owner=owner)
    else:
        bridge.watch(job, show, owner=owner)
    delete(owner)
    released.set()
    future.set_result("late")
    assert job.wait(10)
    settled(qtbot, bridge)
    qtbot.wait(150)
    assert touched.values == []


def test_a_write_is_reported_once_it_is_committed(
    qtbot: QtBot, bridge: JobBridge, lane: Lane, journal: Journal
) -> None:
    under_way, done, failed = Held("first"), Inbox(), Inbox()
    bridge.after(lane.interactive(under_way), done, failed)
    bridge.after(lane.interactive(entry("first")), done, failed)  # its name is taken
    assert under_way.begun.wait(10)
    assert done.values == failed.values == []
    under_way.released.set()
    qtbot.waitUntil(lambda: len(failed.values) == 1)
    assert done.values == ["first"] == journal.names()
    assert done.threads == failed.threads == {threading.main_thread()}


def test_a_write_that_is_done_already_is_delivered_from_the_event_loop_too(
    qtbot: QtBot, bridge: JobBridge
) -> None:
    future: Future[str] = Future()
    future.set_result("done")
    inbox = Inbox()
    bridge.after(future, inbox)
    assert inbox.values == []
    qtbot.waitUntil(lambda: inbox.values == ["done"])


def test_work_that_was_cancelled_is_no_fault_of_the_window(qtbot: QtBot, bridge: JobBridge) -> None:
    unheard, done = Inbox(), Inbox()
    bridge.faulted.connect(unheard)
    future: Future[str] = Future()
    bridge.after(future, done)
    future.cancel()
    settled(qtbot, bridge)
    assert unheard.values == done.values == []


def test_announcements_are_relayed_in_order(qtbot: QtBot, bridge: JobBridge) -> None:
    inbox = Inbox()
    announce = bridge.relay(inbox)
    announcer = threading.Thread(target=lambda: [announce(number) for number in range(100)])
    announcer.start()
    announcer.join()
    assert inbox.values == []
    qtbot.waitUntil(lambda: inbox.values == list(range(100)))
    assert inbox.threads == {threading.main_thread()}


def test_a_job_is_watched_at_most_ten_times_a_second_and_to_its_end(
    qtbot: QtBot, bridge: JobBridge, runner: JobRunner
) -> None:
    def body(control: JobControl) -> None:
        until = time.monotonic() + 0.5
        number = 0
        while time.monotonic() < until:
            number += 1
            control.report(number, None)
        control.report(number, number, "last")

    began, inbox = time.monotonic(), Inbox()
    job = runner.start("Importing", body)
    bridge.watch(job, inbox)
    qtbot.waitUntil(lambda: bool(inbox.values) and inbox.values[-1].state.ended)
    lasted = time.monotonic() - began
    assert 3 <= len(inbox.values) <= lasted * 10 + 2
    assert inbox.values[-1] == job.status
    assert inbox.values[-1].progress.detail == "last"
    assert inbox.threads == {threading.main_thread()}


def test_a_job_that_has_ended_is_delivered_once(
    qtbot: QtBot, bridge: JobBridge, runner: JobRunner
) -> None:
    job = runner.start("Importing", lambda _control: None)
    assert job.wait(10)
    inbox = Inbox()
    bridge.watch(job, inbox)
    assert inbox.values == []
    qtbot.waitUntil(lambda: bool(inbox.values))
    qtbot.wait(250)
    assert [status.state for status in inbox.values] == [JobState.SUCCEEDED]


def test_a_job_that_does_not_change_is_not_delivered_again(
    qtbot: QtBot, bridge: JobBridge, runner: JobRunner, gates: Callable[[], Gate]
) -> None:
    gate, still, moving = gates(), Inbox(), Inbox()
    job = runner.start("Waiting", lambda _control: gate())
    assert gate.begun.wait(10)
    bridge.watch(job, still)

    def report_until_opened(control: JobControl) -> None:
        while not gate.open.wait(0.01):
            control.report(len(moving.values))

    bridge.watch(runner.start("Importing", report_until_opened), moving)
    qtbot.waitUntil(lambda: len(moving.values) >= 4)
    assert [status.state for status in still.values] == [JobState.RUNNING]


def test_a_watch_that_is_cancelled_hears_no_more(
    qtbot: QtBot, bridge: JobBridge, runner: JobRunner, gates: Callable[[], Gate]
) -> None:
    gate, inbox, other = gates(), Inbox(), Inbox()
    job = runner.start("Importing", lambda _control: gate())
    watch = bridge.watch(job, inbox)
    bridge.watch(job, other)
    qtbot.waitUntil(lambda: bool(inbox.values))
    watch.cancel()
    heard = len(inbox.values)
    gate.open.set()
    qtbot.waitUntil(lambda: other.values[-1].state is JobState.SUCCEEDED)
    assert len(inbox.values) == heard


def test_wishes_and_pauses_are_seen(
    qtbot: QtBot, bridge: JobBridge, runner: JobRunner, gates: Callable[[], Gate]
) -> None:
    gate, inbox = gates(), Inbox()

    def body(control: JobControl) -> None:
        gate()
        control.checkpoint()

    job = runner.start("Importing", body)
    bridge.watch(job, inbox)

    def latest() -> JobStatus:
        return inbox.values[-1] if inbox.values else job.status

    job.pause()
    qtbot.waitUntil(lambda: bool(inbox.values) and latest().pausing)
    gate.open.set()
    qtbot.waitUntil(lambda: latest().state is JobState.PAUSED)
    job.cancel()
    qtbot.waitUntil(lambda: latest().state is JobState.CANCELLED)


def test_a_handler_with_a_bug_starves_no_other(
    qtbot: QtBot, bridge: JobBridge, runner: JobRunner
) -> None:
    def buggy(_value: object) -> None:
        raise LookupError("a bug of a page")

    job, inbox = runner.start("Importing", lambda _control: None), Inbox()
    with qtbot.captureExceptions() as bugs:
        bridge.watch(job, buggy)
        bridge.read(lambda: "row", buggy)
        bridge.watch(job, inbox)
        bridge.read(lambda: "row", inbox)
        qtbot.waitUntil(lambda: "row" in inbox.values and job.status in inbox.values)
    assert {kind for kind, _fault, _trace in bugs} == {LookupError}
    assert len(bugs) >= 2


def test_a_job_that_lasts_is_shown_until_it_ends(
    qtbot: QtBot, bridge: JobBridge, runner: JobRunner, gates: Callable[[], Gate]
) -> None:
    gate, lists = gates(), Inbox()
    bridge.visible_jobs_changed.connect(lists)
    job = runner.start("Importing", lambda _control: gate())
    qtbot.waitUntil(lambda: bridge.visible_jobs == (job,))
    gate.open.set()
    qtbot.waitUntil(lambda: bridge.visible_jobs == ())
    assert lists.values == [(job,), ()]
    assert lists.threads == {threading.main_thread()}


def test_a_job_that_began_before_the_window_is_shown_too(
    qtbot: QtBot, runner: JobRunner, gates: Callable[[], Gate]
) -> None:
    gate = gates()
    job = runner.start("Importing", lambda _control: gate())
    assert gate.begun.wait(10)
    bridge = JobBridge(runner, patience_ms=0)
    qtbot.waitUntil(lambda: bridge.visible_jobs == (job,))
    gate.open.set()
    assert bridge.close()


def test_a_job_is_not_shown_before_patience_has_ended(
    qtbot: QtBot, runner: JobRunner, gates: Callable[[], Gate]
) -> None:
    bridge, gate, inbox = JobBridge(runner, patience_ms=60_000), gates(), Inbox()
    bridge.watch(runner.start("Importing", lambda _control: gate()), inbox)
    qtbot.waitUntil(lambda: bool(inbox.values))
    settled(qtbot, bridge)
    assert bridge.visible_jobs == ()
    gate.open.set()
    assert bridge.close()


def test_quick_jobs_are_never_shown(qtbot: QtBot, runner: JobRunner) -> None:
    bridge, lists, inbox = JobBridge(runner, patience_ms=60_000), Inbox(), Inbox()
    bridge.visible_jobs_changed.connect(lists)
    for _ in range(20):
        bridge.watch(runner.start("Quick", lambda _control: None), inbox)
    qtbot.waitUntil(lambda: sum(status.state.ended for status in inbox.values) == 20)
    assert lists.values == []
    assert bridge.close()


def test_after_closing_nothing_is_begun_or_delivered_and_no_thread_is_left(
    qtbot: QtBot, runner: JobRunner, gates: Callable[[], Gate]
) -> None:
    bridge, inbox = JobBridge(runner, patience_ms=0), Inbox()
    gate, never, future = gates(), gates(), Future[str]()
    announce = bridge.relay(inbox)
    bridge.read(gate, inbox)
    bridge.after(future, inbox)
    job = runner.start("Importing", lambda _control: gate())
    bridge.watch(job, inbox)
    assert gate.begun.wait(10)
    announce("on its way")
    assert not bridge.close(timeout=0.01)
    gate.open.set()
    future.set_result("late")
    announce("late")
    bridge.read(never, inbox)
    assert job.wait(10)
    assert bridge.close()
    qtbot.wait(150)
    delete(bridge)
    announce("after its end")
    assert inbox.values == []
    assert not never.begun.is_set()


def keep_announcing(announce: Callable[[int], None], stop: threading.Event) -> None:
    while not stop.wait(0.0001):
        announce(1)


def close_while_everything_talks(qtbot: QtBot, runner: JobRunner) -> None:
    bridge, inbox, stop = JobBridge(runner, patience_ms=0), Inbox(), threading.Event()

    def talk(control: JobControl) -> None:
        while not stop.is_set():
            control.report(1)

    bridge.watch(runner.start("Talking", talk), inbox)
    announcer = threading.Thread(target=keep_announcing, args=(bridge.relay(inbox), stop))
    announcer.start()
    for _ in range(10):
        bridge.read(lambda: 1, inbox)
    qtbot.waitUntil(lambda: bool(inbox.values))
    assert bridge.close()
    delete(bridge)
    stop.set()
    announcer.join(10)


def test_closing_while_everything_talks_is_safe(qtbot: QtBot, runner: JobRunner) -> None:
    for _ in range(20):
        close_while_everything_talks(qtbot, runner)


def test_what_a_read_holds_of_the_window_is_freed_on_the_gui_thread(
    qtbot: QtBot, bridge: JobBridge
) -> None:
    freed: list[threading.Thread] = []

    class Page(QObject):
        def read(self) -> str:
            return "row"

        def show(self, _row: str) -> None:
            """Take the row."""

    for _ in range(300):
        page = Page()
        weakref.finalize(page, lambda: freed.append(threading.current_thread()))
        ticket = bridge.read(page.read, page.show, owner=page)
        if len(freed) % 2:
            ticket.cancel()
        del page, ticket
        qtbot.waitUntil(lambda: True, timeout=1000)
    qtbot.waitUntil(lambda: len(freed) == 300)
    assert set(freed) == {threading.main_thread()}


def test_an_answer_that_was_delivered_is_held_by_nobody_who_asked() -> None:
    class Page:
        def read(self) -> "Page":
            return self

    page, freed = Page(), threading.Event()
    weakref.finalize(page, freed.set)
    question = Question(page.read, Ticket(str, str, None))
    del page
    question.ask()
    assert not freed.is_set()
    question.deliver()
    assert freed.is_set()


WINDOW = """
import sys
import threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from ui.job_bridge import JobBridge

app = QApplication(sys.argv)
network = NetworkLane()
runner = JobRunner(network)
bridge = JobBridge(runner)
label = QLabel()
label.show()

def endless(control):
    while True:
        control.checkpoint()
        control.report(1)

async def endless_async(control):
    import asyncio
    while True:
        await asyncio.sleep(0)
        control.report(1)

for job in (runner.start("Importing", endless), runner.start_async("Syncing", endless_async)):
    bridge.watch(job, lambda status: label.setText(status.title), owner=label)

def ask(_answer=None):
    bridge.read(lambda: 1, ask, owner=label)

ask()
QTimer.singleShot(300, app.quit)
app.exec()
print("still running:", *(job.title for job in runner.jobs))
assert bridge.close()
assert runner.close(timeout=10) == ()
assert network.close(timeout=10)
print("threads:", threading.active_count())
"""


def test_an_application_that_ends_while_all_is_busy_leaves_no_thread_and_no_warning(
    repository: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", WINDOW],
        cwd=repository,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout == "still running: Importing Syncing\nthreads: 1\n"
    assert done.returncode == 0
