"""Which state follows which, in any order of wishes and works; and races of real threads."""

import logging
import threading
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reviewer.errors import SourceUnreachable
from services.jobs.attempt import Raised, Returned
from services.jobs.job import Job
from services.jobs.lifecycle import Lifecycle
from services.jobs.status import JobCancelled, JobState, JobStatus

OUTCOMES: dict[JobState, Returned[int] | Raised] = {
    JobState.SUCCEEDED: Returned(42),
    JobState.FAILED: Raised(SourceUnreachable("The source does not answer. Try again later.")),
    JobState.CANCELLED: Raised(JobCancelled("asked to")),
}
FOLLOWERS = {
    JobState.PENDING: {JobState.RUNNING, *OUTCOMES},
    JobState.RUNNING: {JobState.PAUSED, *OUTCOMES},
    JobState.PAUSED: {JobState.RUNNING, *OUTCOMES},
}


class AnyOrderOfWishesAndWorks(RuleBasedStateMachine):
    """The worker's steps come in their order; wishes come at any time, sensible or not."""

    def __init__(self) -> None:
        super().__init__()
        self.life: Lifecycle[int] = Lifecycle("Importing", clock=lambda: self.now)
        self.job = Job(self.life)
        self.now = 0.0
        self.states = [JobState.PENDING]
        self.heard: list[JobStatus] = []
        self.stops = 0
        self.job.observe(self.listen)

    def listen(self, job: Job[int]) -> None:
        self.heard.append(job.status)
        if job.state is not self.states[-1]:
            self.states.append(job.state)

    def stop(self) -> None:
        self.stops += 1

    @rule()
    def cancel(self) -> None:
        self.job.cancel()
        assert self.job.status.cancelling or self.job.state.ended

    @rule()
    def pause(self) -> None:
        self.job.pause()

    @rule()
    def resume(self) -> None:
        self.job.resume()
        assert not self.job.status.pausing
        assert self.job.state is not JobState.PAUSED

    @rule(seconds=st.floats(0, 10))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def begin(self) -> None:
        was = self.job.state
        assert self.life.begin(self.stop) is (was is JobState.PENDING)

    @precondition(lambda self: self.job.state is JobState.RUNNING)
    @rule(done=st.integers(0, 100))
    def report(self, done: int) -> None:
        self.life.report(done, 100, f"row {done}")
        assert self.job.progress.done == done
        assert self.job.progress.rate >= 0

    @precondition(lambda self: self.job.state in {JobState.RUNNING, JobState.PAUSED})
    @rule()
    def checkpoint(self) -> None:
        wished = self.job.status.pausing
        assert self.life.stand() is wished
        assert (self.job.state is JobState.PAUSED) is wished

    @precondition(lambda self: self.job.state is not JobState.PENDING)
    @rule(state=st.sampled_from(list(OUTCOMES)))
    def end(self, state: JobState) -> None:
        was = self.job.state
        self.life.end(OUTCOMES[state])
        assert self.job.state is (was if was.ended else state)

    @invariant()
    def each_state_follows_the_one_before(self) -> None:
        for before, after in zip(self.states, self.states[1:], strict=False):
            assert after in FOLLOWERS[before]

    @invariant()
    def everyone_has_heard_the_latest(self) -> None:
        assert self.states[-1] is self.job.state
        assert not self.heard or self.heard[-1] == self.job.status

    @invariant()
    def the_outcome_is_there_exactly_at_the_end(self) -> None:
        assert self.job.wait(0) is self.job.state.ended
        assert (self.life.outcome is not None) is self.job.state.ended
        assert (self.job.failure is not None) is (self.job.state is JobState.FAILED)

    @invariant()
    def the_worker_is_stopped_once_and_only_when_asked(self) -> None:
        assert self.stops <= 1
        assert not self.stops or self.job.status.cancelling


TestAnyOrder = AnyOrderOfWishesAndWorks.TestCase
TestAnyOrder.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)


ROUNDS = range(300)


def race(here: Callable[[], object], there: Callable[[], object]) -> None:
    """Run both at the same moment, the second one on another thread."""
    ready = threading.Barrier(2)

    def run() -> None:
        ready.wait(10)
        there()

    other = threading.Thread(target=run)
    other.start()
    ready.wait(10)
    here()
    other.join(10)


def note_the_end(job: Job[int], heard: list[JobState]) -> None:
    if job.state.ended:
        heard.append(job.state)


def test_the_end_is_never_missed_by_whoever_begins_to_observe_as_it_comes() -> None:
    for _ in ROUNDS:
        life, heard = Lifecycle[int]("short"), list[JobState]()
        life.begin()
        race(
            partial(Job(life).observe, partial(note_the_end, heard=heard)),
            partial(life.end, Returned(1)),
        )
        assert JobState.SUCCEEDED in heard


def test_the_end_is_never_missed_while_another_thread_cancels() -> None:
    for _ in ROUNDS:
        life, heard = Lifecycle[int]("short"), list[JobState]()
        Job(life).observe(partial(note_the_end, heard=heard))
        life.begin()
        race(life.cancel, partial(life.end, Returned(1)))
        assert JobState.SUCCEEDED in heard
        assert life.outcome == Returned(1)


def begin_and_note(life: Lifecycle[int], begun: list[bool]) -> None:
    begun.append(life.begin())


def test_a_job_either_runs_or_is_cancelled_before_it_starts() -> None:
    for _ in ROUNDS:
        life, begun = Lifecycle[int]("short"), list[bool]()
        race(life.cancel, partial(begin_and_note, life, begun))
        assert life.status.state is (JobState.RUNNING if begun[0] else JobState.CANCELLED)
        assert life.status.cancelling is begun[0]


def test_an_observer_with_a_bug_is_logged_by_its_place_and_hurts_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    life: Lifecycle[int] = Lifecycle("Importing")
    job, heard = Job(life), threading.Event()

    def buggy(_job: Job[int]) -> None:
        raise ValueError("Dear Ms Miller, your card ends in 1234")

    job.observe(buggy)
    job.observe(lambda _job: heard.set())
    with caplog.at_level(logging.ERROR):
        assert life.begin()
    assert heard.is_set()
    assert "ValueError at test_lifecycle.py" in caplog.text
    assert "Miller" not in caplog.text


def test_whoever_observes_a_job_that_has_ended_hears_so_at_once() -> None:
    life, heard = Lifecycle[int]("short"), list[JobState]()
    life.begin()
    life.end(Returned(1))
    Job(life).observe(partial(note_the_end, heard=heard))
    assert heard == [JobState.SUCCEEDED]


def test_observing_stops_when_asked_and_more_than_once() -> None:
    life: Lifecycle[int] = Lifecycle("Importing")
    calls: list[JobState] = []
    stop = Job(life).observe(lambda job: calls.append(job.state))
    life.begin()
    stop()
    stop()
    life.end(Returned(1))
    assert calls == [JobState.RUNNING]


def test_a_result_that_does_not_come_in_time_is_a_timeout() -> None:
    with pytest.raises(TimeoutError, match="“Importing” has not ended"):
        Job(Lifecycle("Importing")).result(0.01)


def test_the_time_of_a_pause_counts_for_no_rate() -> None:
    now = [0.0]
    life: Lifecycle[int] = Lifecycle("Importing", clock=lambda: now[0])
    life.begin()
    life.report(0, 100, "")
    life.pause()
    assert life.stand()
    now[0] = 3600
    life.resume()
    now[0] = 3601
    life.report(10, 100, "")
    assert life.status.progress.rate == pytest.approx(10)
