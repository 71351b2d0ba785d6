"""A long job written as the package's docstring says: resuming neither repeats nor pays twice."""

import threading
from collections.abc import Callable
from functools import partial

from services.jobs.control import JobControl
from services.jobs.runner import JobRunner
from services.jobs.status import JobState
from tests.services.jobs.journal import Journal, Lane, entry

ITEMS = [f"item {number}" for number in range(10)]


def grade(journal: Journal, lane: Lane, work_on: Callable[[str], None], control: JobControl) -> int:
    waiting = [item for item in ITEMS if item not in journal.names()]
    done = len(ITEMS) - len(waiting)
    control.report(done, len(ITEMS))
    for position, item in enumerate(waiting, done + 1):
        control.checkpoint()
        work_on(item)
        lane.background(entry(item)).result()
        control.report(position, len(ITEMS), item)
    return len(waiting)


def test_a_cancelled_job_goes_on_where_it_stopped(
    journal: Journal, lane: Lane, runner: JobRunner
) -> None:
    paid: list[str] = []
    fourth_is_paid, cancelled = threading.Event(), threading.Event()

    def work_on(item: str) -> None:
        paid.append(item)
        if item == ITEMS[3]:
            fourth_is_paid.set()
            assert cancelled.wait(10)

    body = partial(grade, journal, lane, work_on)
    first = runner.start("Stress test", body)
    assert fourth_is_paid.wait(10)
    first.cancel()
    cancelled.set()
    assert first.wait(10)
    assert first.state is JobState.CANCELLED
    assert journal.names() == ITEMS[:4]

    second = runner.start("Stress test", body)
    assert second.result(10) == 6
    assert paid == journal.names() == ITEMS
    assert second.progress.done == 10
