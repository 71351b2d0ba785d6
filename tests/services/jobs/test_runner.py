"""Jobs from start to end, on threads and on the loop; failures; the way out."""

import asyncio
import itertools
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest

from reviewer.errors import DiskFull
from services.jobs.control import AsyncJobControl, JobControl
from services.jobs.job import Job
from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from services.jobs.status import JobCancelled, JobState, ShuttingDown


def reached(job: Job[Any], state: JobState) -> bool:
    """Wait until the job is in that state."""
    there = threading.Event()
    stop = job.observe(lambda job: there.set() if job.state is state else None)
    if job.state is state:
        there.set()
    waited = there.wait(10)
    stop()
    return waited


def held(begun: threading.Event, released: threading.Event) -> Callable[[JobControl], str]:
    """Return a body that waits, deaf to cancel, and ends well."""

    def body(_control: JobControl) -> str:
        begun.set()
        assert released.wait(10)
        return "done"

    return body


def endless(control: JobControl) -> None:
    while True:
        control.checkpoint()
        threading.Event().wait(0.001)


async def endless_async(_control: AsyncJobControl) -> None:
    await asyncio.sleep(3600)


def test_a_body_reports_and_returns(runner: JobRunner) -> None:
    def body(control: JobControl) -> int:
        control.report(2, 3, "row 2")
        return 3

    job = runner.start("Importing", body)
    assert job.result(10) == 3
    assert job.state is JobState.SUCCEEDED
    assert job.title == "Importing"
    assert (job.progress.done, job.progress.total, job.progress.detail) == (2, 3, "row 2")


def test_a_coroutine_reports_and_returns(runner: JobRunner) -> None:
    async def body(control: AsyncJobControl) -> int:
        control.report(2, 3, "reply 2")
        await control.checkpoint()
        return 3

    job = runner.start_async("Improving", body)
    assert job.result(10) == 3
    assert (job.progress.done, job.progress.detail) == (2, "reply 2")


def test_a_fault_of_the_environment_is_a_failure_with_its_sentence(runner: JobRunner) -> None:
    def body(_control: JobControl) -> None:
        raise DiskFull("The disk has no room. Free some space and import again.")

    job = runner.start("Importing", body)
    with pytest.raises(DiskFull):
        job.result(10)
    assert job.state is JobState.FAILED
    assert job.failure is not None
    assert job.failure.sentence == "The disk has no room. Free some space and import again."
    assert not job.failure.is_bug


def test_a_bug_is_kept_with_its_traceback(runner: JobRunner) -> None:
    def body(_control: JobControl) -> float:
        return 1 / 0

    job = runner.start("Importing", body)
    with pytest.raises(ZeroDivisionError):
        job.result(10)
    assert job.failure is not None
    assert job.failure.is_bug
    assert (
        job.failure.sentence
        == "“Importing” stopped because of a bug in Reviewer (ZeroDivisionError)."
    )
    assert "return 1 / 0" in (job.failure.traceback or "")


def test_a_coroutine_that_raises_fails(runner: JobRunner) -> None:
    async def body(_control: AsyncJobControl) -> None:
        await asyncio.sleep(0)
        raise DiskFull("The disk has no room.")

    job = runner.start_async("Improving", body)
    with pytest.raises(DiskFull):
        job.result(10)
    assert job.state is JobState.FAILED


def test_bodies_that_want_to_end_the_process_take_nothing_down(runner: JobRunner) -> None:
    async def leave_async(_control: AsyncJobControl) -> None:
        sys.exit(3)

    jobs: list[Job[None]] = [
        runner.start("Leaving", lambda _control: sys.exit(3)) for _ in range(5)
    ]
    jobs.append(runner.start_async("Leaving", leave_async))
    for job in jobs:
        assert job.wait(10)
        assert job.failure is not None
        assert job.failure.is_bug
    assert runner.start("Importing", lambda _control: 42).result(10) == 42
    assert runner.start_async("Improving", answer).result(10) == 42


async def answer(_control: AsyncJobControl) -> int:
    return 42


@pytest.mark.parametrize("kind", ["thread", "loop"])
def test_a_running_job_is_cancelled(runner: JobRunner, kind: str) -> None:
    job: Job[None] = (
        runner.start("Importing", endless)
        if kind == "thread"
        else runner.start_async("Improving", endless_async)
    )
    assert reached(job, JobState.RUNNING)
    job.cancel()
    job.cancel()
    with pytest.raises(JobCancelled, match="cancelled"):
        job.result(10)
    assert job.state is JobState.CANCELLED
    assert job.failure is None


def test_a_job_that_was_done_before_it_heard_of_the_cancel_has_succeeded(runner: JobRunner) -> None:
    begun, released = threading.Event(), threading.Event()
    job = runner.start("Importing", held(begun, released))
    assert begun.wait(10)
    job.cancel()
    released.set()
    assert job.result(10) == "done"


def test_no_more_jobs_run_at_once_than_there_are_threads(runner: JobRunner) -> None:
    begun, released = [threading.Event() for _ in range(6)], threading.Event()
    jobs = [runner.start("Importing", held(event, released)) for event in begun]
    assert begun[0].wait(10)
    assert begun[1].wait(10)
    assert not begun[2].wait(0.1)
    released.set()
    assert [job.result(10) for job in jobs] == ["done"] * 6


def test_more_jobs_than_threads_wait_as_pending_and_can_be_cancelled(runner: JobRunner) -> None:
    released = threading.Event()
    begun = [threading.Event(), threading.Event()]
    first = [runner.start(f"Import {number}", held(begun[number], released)) for number in (0, 1)]
    assert all(event.wait(10) for event in begun)
    third = runner.start("Import 2", lambda _control: 3)
    fourth = runner.start("Import 3", lambda _control: 4)
    assert [third.state, fourth.state] == [JobState.PENDING, JobState.PENDING]
    third.cancel()
    assert third.wait(0)
    assert third.state is JobState.CANCELLED
    assert runner.jobs == (*first, fourth)
    released.set()
    assert fourth.result(10) == 4


@pytest.mark.parametrize("kind", ["thread", "loop"])
def test_a_paused_job_stands_still_until_it_is_resumed(runner: JobRunner, kind: str) -> None:
    going = threading.Event()

    def body(control: JobControl) -> str:
        assert going.wait(10)
        control.checkpoint()
        return "done"

    async def body_async(control: AsyncJobControl) -> str:
        assert going.wait(10)
        await control.checkpoint()
        return "done"

    job = (
        runner.start("Importing", body)
        if kind == "thread"
        else runner.start_async("Improving", body_async)
    )
    job.pause()
    assert job.status.pausing
    going.set()
    assert reached(job, JobState.PAUSED)
    assert not job.wait(0.02)
    job.resume()
    assert job.result(10) == "done"


@pytest.mark.parametrize("kind", ["thread", "loop"])
def test_a_job_resumed_in_the_moment_it_pauses_goes_on(runner: JobRunner, kind: str) -> None:
    going = threading.Event()

    def body(control: JobControl) -> str:
        assert going.wait(10)
        control.checkpoint()
        return "done"

    async def body_async(control: AsyncJobControl) -> str:
        assert going.wait(10)
        await control.checkpoint()
        return "done"

    job = (
        runner.start("Importing", body)
        if kind == "thread"
        else runner.start_async("Improving", body_async)
    )
    job.observe(lambda job: job.resume() if job.state is JobState.PAUSED else None)
    job.pause()
    going.set()
    assert job.result(10) == "done"


@pytest.mark.parametrize("kind", ["thread", "loop"])
def test_a_paused_job_can_be_cancelled(runner: JobRunner, kind: str) -> None:
    def body(control: JobControl) -> None:
        while True:
            control.checkpoint()

    async def body_async(control: AsyncJobControl) -> None:
        while True:
            await control.checkpoint()
            await asyncio.sleep(0)

    job = (
        runner.start("Importing", body)
        if kind == "thread"
        else runner.start_async("Improving", body_async)
    )
    assert reached(job, JobState.RUNNING)
    job.pause()
    assert reached(job, JobState.PAUSED)
    job.cancel()
    assert job.wait(10)
    assert job.state is JobState.CANCELLED


def test_many_items_of_one_coroutine_stand_still_together(runner: JobRunner) -> None:
    done: list[int] = []

    async def item(control: AsyncJobControl, number: int) -> None:
        await control.checkpoint()
        done.append(number)

    async def body(control: AsyncJobControl) -> None:
        while not control_asked.is_set():
            await asyncio.sleep(0.001)
        await asyncio.gather(*(item(control, number) for number in range(32)))

    control_asked = threading.Event()
    job = runner.start_async("Stress test", body)
    job.pause()
    control_asked.set()
    assert reached(job, JobState.PAUSED)
    job.resume()
    job.result(10)
    assert sorted(done) == list(range(32))


def test_the_loop_goes_on_while_one_task_stands_still_and_another_reports(
    runner: JobRunner, network: NetworkLane
) -> None:
    async def keep_reporting(control: AsyncJobControl) -> None:
        for number in itertools.count():
            control.report(number)
            await asyncio.sleep(0)

    async def body(control: AsyncJobControl) -> str:
        reporting = asyncio.ensure_future(keep_reporting(control))
        while not control_asked.is_set():
            await asyncio.sleep(0)
        await control.checkpoint()
        reporting.cancel()
        return "done"

    control_asked = threading.Event()
    job = runner.start_async("Stress test", body)
    job.pause()
    control_asked.set()
    assert reached(job, JobState.PAUSED)
    assert network.submit(asyncio.sleep(0.01, "alive")).result(10) == "alive"
    assert job.state is JobState.PAUSED
    job.resume()
    assert job.result(10) == "done"


def test_pausing_and_resuming_in_a_hurry_loses_no_wake_up(runner: JobRunner) -> None:
    async def body_async(control: AsyncJobControl) -> int:
        for number in range(2000):
            await control.checkpoint()
            if number % 100 == 0:
                await asyncio.sleep(0)
        return 2000

    def body(control: JobControl) -> int:
        for _ in range(2000):
            control.checkpoint()
        return 2000

    jobs = [runner.start("Importing", body), runner.start_async("Improving", body_async)]
    while not all(job.state.ended for job in jobs):
        for job in jobs:
            job.pause()
            job.resume()
    assert [job.result(10) for job in jobs] == [2000, 2000]


def test_the_list_of_jobs_is_told_when_it_changes(runner: JobRunner) -> None:
    begun, released = threading.Event(), threading.Event()
    seen: list[tuple[str, ...]] = []
    empty_again = threading.Event()

    def look() -> None:
        seen.append(tuple(job.title for job in runner.jobs))
        if not seen[-1]:
            empty_again.set()

    stop = runner.observe(look)
    runner.start("Importing", held(begun, released))
    assert begun.wait(10)
    released.set()
    assert empty_again.wait(10)
    stop()
    runner.start("Unheard", lambda _control: None).result(10)
    assert seen == [("Importing",), ()]


def test_draining_says_what_is_left(runner: JobRunner) -> None:
    begun, released = threading.Event(), threading.Event()
    runner.start("Importing tickets.csv", held(begun, released))
    left = runner.drain(0.01)
    assert [job.title for job in left] == ["Importing tickets.csv"]
    released.set()
    assert runner.drain(10) == ()
    assert runner.jobs == ()


def test_closing_cancels_everything_and_refuses_what_comes_later(runner: JobRunner) -> None:
    jobs: list[Job[None]] = [
        runner.start("Importing", endless),
        runner.start_async("Improving", endless_async),
        runner.start("Importing", endless),
        runner.start("Waiting", endless),
    ]
    jobs[0].pause()
    assert runner.close(timeout=10) == ()
    assert {job.state for job in jobs} == {JobState.CANCELLED}
    with pytest.raises(ShuttingDown):
        runner.start("Late", endless)
    with pytest.raises(ShuttingDown):
        runner.start_async("Late", endless_async)


def test_closing_returns_the_job_that_does_not_listen(runner: JobRunner) -> None:
    begun, released = threading.Event(), threading.Event()
    deaf = runner.start("Deaf", held(begun, released))
    assert begun.wait(10)
    assert runner.close(timeout=0.01) == (deaf,)
    released.set()
    assert deaf.wait(10)
    assert runner.close(timeout=10) == ()


def test_closing_the_loop_ends_the_jobs_on_it(runner: JobRunner, network: NetworkLane) -> None:
    running = runner.start_async("Improving", endless_async)
    assert reached(running, JobState.RUNNING)
    last = runner.start_async("Just started", endless_async)
    assert network.close(timeout=10)
    assert running.wait(10)
    assert last.wait(10)
    late = runner.start_async("Late", endless_async)
    assert {job.state for job in (running, last, late)} == {JobState.CANCELLED}
    assert runner.jobs == ()


def test_no_job_is_left_half_way_when_the_runner_closes_while_threads_start_jobs() -> None:
    for _ in range(20):
        network = NetworkLane()
        runner, ready = JobRunner(network, threads=2), threading.Barrier(3)
        jobs: list[Job[Any]] = []

        def start_until_refused(
            runner: JobRunner = runner,
            ready: threading.Barrier = ready,
            jobs: list[Job[Any]] = jobs,
        ) -> None:
            ready.wait(10)
            while True:
                try:
                    jobs.append(runner.start("Importing", endless))
                    jobs.append(runner.start_async("Improving", endless_async))
                except ShuttingDown:
                    return

        starters = [threading.Thread(target=start_until_refused) for _ in range(2)]
        for starter in starters:
            starter.start()
        ready.wait(10)
        runner.close(timeout=10)
        for starter in starters:
            starter.join(10)
        assert runner.close(timeout=10) == ()
        assert network.close(timeout=10)
        assert {job.state for job in jobs} <= {JobState.CANCELLED}
