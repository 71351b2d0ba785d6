"""One writer, many who want it: who goes first, what is rolled back, how it ends."""

import asyncio
import sqlite3
import threading
from concurrent.futures import CancelledError, Future
from functools import partial
from itertools import count

import pytest

from services.jobs.control import AsyncJobControl, JobControl
from services.jobs.page_sizer import PageSizer
from services.jobs.runner import JobRunner
from services.jobs.status import JobState, ShuttingDown
from services.jobs.write_lane import AT_WORK_SECONDS, WriteLane
from tests.services.jobs.journal import Held, Journal, Lane, entry


def test_what_a_transaction_returns_is_there_once_it_is_committed(
    lane: Lane, journal: Journal
) -> None:
    assert lane.interactive(entry("decision")).result(10) == "decision"
    assert journal.names() == ["decision"]


def test_what_a_person_did_is_written_before_all_background_work(
    lane: Lane, journal: Journal
) -> None:
    under_way = Held("import 1")
    lane.background(under_way)
    assert under_way.begun.wait(10)
    waiting = [lane.background(entry("import 2")), lane.background(entry("import 3"))]
    lane.interactive(entry("decision 1"))
    lane.interactive(entry("decision 2"))
    under_way.released.set()
    for future in waiting:
        future.result(10)
    assert journal.names() == ["import 1", "decision 1", "decision 2", "import 2", "import 3"]


def test_a_decision_is_written_between_two_pages_of_a_running_job(
    lane: Lane, runner: JobRunner, journal: Journal
) -> None:
    third = Held("page 3")

    def body(_control: JobControl) -> None:
        for number in range(1, 7):
            page = third if number == 3 else entry(f"page {number}")
            lane.background(page).result(10)

    job = runner.start("Importing", body)
    assert third.begun.wait(10)
    decision = lane.interactive(entry("decision"))
    third.released.set()
    decision.result(10)
    job.result(10)
    assert journal.names()[2:5] == ["page 3", "decision", "page 4"]


def test_only_interactive_transactions_wait_for_the_disk(lane: Lane, journal: Journal) -> None:
    lane.interactive(entry("decision")).result(10)
    lane.background(entry("page")).result(10)
    assert journal.levels == ["FULL", "NORMAL"]


def test_a_transaction_that_raises_leaves_nothing_and_hurts_no_other(
    lane: Lane, journal: Journal
) -> None:
    def half_done(connection: sqlite3.Connection) -> None:
        entry("half")(connection)
        raise LookupError("there is no such row")

    failed = lane.interactive(half_done)
    with pytest.raises(LookupError, match="no such row"):
        failed.result(10)
    lane.interactive(entry("next")).result(10)
    assert journal.names() == ["next"]


def test_a_commit_that_fails_is_in_the_future(lane: Lane, journal: Journal) -> None:
    orphan = lane.interactive(entry("orphan", parent="missing"))  # refused at the commit only
    with pytest.raises(sqlite3.IntegrityError):
        orphan.result(10)
    assert journal.names() == []


def test_a_store_that_cannot_begin_says_so_in_the_future() -> None:
    def broken(*, durable: bool) -> object:
        raise sqlite3.OperationalError(f"cannot begin (durable={durable})")

    lane: Lane = WriteLane(broken)  # type: ignore[arg-type]
    with pytest.raises(sqlite3.OperationalError, match="durable=True"):
        lane.interactive(lambda _writer: None).result(10)
    assert lane.close(timeout=10)


def test_background_submitters_wait_while_a_few_transactions_wait(
    lane: Lane, journal: Journal
) -> None:
    under_way, all_submitted = Held("page 0"), threading.Event()
    lane.background(under_way)
    assert under_way.begun.wait(10)

    def submit_all() -> None:
        for number in range(1, 20):
            lane.background(entry(f"page {number}"))
        all_submitted.set()

    submitter = threading.Thread(target=submit_all)
    submitter.start()
    assert not all_submitted.wait(0.2)
    lane.interactive(entry("decision"))  # never waits for them
    under_way.released.set()
    assert all_submitted.wait(10)
    submitter.join()
    lane.close()
    assert journal.names() == ["page 0", "decision", *(f"page {n}" for n in range(1, 20))]


def test_closing_writes_what_is_queued(lane: Lane, journal: Journal) -> None:
    under_way = Held("first")
    lane.interactive(under_way)
    futures = [lane.interactive(entry(name)) for name in ("second", "third")]
    lane.background(entry("page"))
    under_way.released.set()
    assert lane.close(timeout=10)
    assert [future.result(0) for future in futures] == ["second", "third"]
    assert journal.names() == ["first", "second", "third", "page"]


def test_closing_without_draining_refuses_what_is_queued(lane: Lane, journal: Journal) -> None:
    under_way = Held("first")
    first = lane.interactive(under_way)
    assert under_way.begun.wait(10)
    queued = lane.interactive(entry("second"))
    assert not lane.close(drain=False, timeout=0)
    with pytest.raises(ShuttingDown, match="nothing more is written"):
        queued.result(0)
    under_way.released.set()
    assert lane.close(timeout=10)
    assert first.result(0) == "first"
    assert journal.names() == ["first"]


def test_a_closed_lane_refuses(lane: Lane) -> None:
    assert lane.close(timeout=10)
    with pytest.raises(ShuttingDown):
        lane.interactive(entry("late"))
    with pytest.raises(ShuttingDown):
        lane.background(entry("late"))
    assert lane.close(timeout=10)


def test_closing_wakes_a_submitter_that_waits_for_room(lane: Lane) -> None:
    under_way, refused = Held("page 0"), threading.Event()
    lane.background(under_way)
    assert under_way.begun.wait(10)

    def submit_for_ever() -> None:
        for number in count(1):
            lane.background(entry(f"page {number}"))

    def submit_until_refused() -> None:
        with pytest.raises(ShuttingDown):
            submit_for_ever()
        refused.set()

    submitter = threading.Thread(target=submit_until_refused)
    submitter.start()
    lane.close(timeout=0)
    assert refused.wait(10)
    under_way.released.set()
    submitter.join(10)


def test_what_was_accepted_while_closing_is_written(lane: Lane, journal: Journal) -> None:
    accepted: list[Future[str]] = []
    ready = threading.Barrier(4)

    def submit_until_refused(who: int) -> None:
        ready.wait(10)
        for number in count():
            try:
                accepted.append(lane.interactive(entry(f"{who}.{number}")))
            except ShuttingDown:
                return

    submitters = [threading.Thread(target=submit_until_refused, args=(who,)) for who in range(3)]
    for submitter in submitters:
        submitter.start()
    ready.wait(10)
    assert lane.close(timeout=30)
    for submitter in submitters:
        submitter.join(10)
    assert sorted(future.result(0) for future in accepted) == sorted(journal.names())


@pytest.mark.parametrize("way", ["interactive", "background", "close"])
def test_a_transaction_that_uses_its_own_lane_is_told_so(lane: Lane, way: str) -> None:
    def use_the_lane(_writer: sqlite3.Connection) -> None:
        if way == "close":
            lane.close()
        else:
            (lane.interactive if way == "interactive" else lane.background)(entry("inner"))

    with pytest.raises(RuntimeError, match="wait for itself"):
        lane.interactive(use_the_lane).result(10)


def test_a_transaction_cancelled_while_it_waits_is_never_begun(
    lane: Lane, journal: Journal
) -> None:
    under_way = Held("first")
    lane.interactive(under_way)
    waiting = lane.interactive(entry("second"))
    assert waiting.cancel()
    under_way.released.set()
    lane.interactive(entry("third")).result(10)
    assert journal.names() == ["first", "third"]
    with pytest.raises(CancelledError):
        waiting.result(0)


def test_the_lane_keeps_nothing_of_what_it_has_written(lane: Lane) -> None:
    import weakref

    transaction = Held("first")
    transaction.released.set()
    gone = threading.Event()
    weakref.finalize(transaction, gone.set)
    lane.interactive(transaction).result(10)
    del transaction
    assert gone.wait(10)


def test_a_page_sizer_hears_how_long_the_writer_was_held(journal: Journal) -> None:
    ticks = count(step=0.02)  # the lane looks twice a transaction, so each takes 20 ms
    lane = WriteLane(journal.writing, clock=lambda: next(ticks))
    sizer = PageSizer(100, target=0.08)
    lane.background(entry("page"), held=partial(sizer.record, 100)).result(10)
    assert sizer.rows == 200
    assert lane.close(timeout=10)


def test_cancelling_a_job_stops_it_within_one_transaction(
    lane: Lane, runner: JobRunner, journal: Journal
) -> None:
    third = Held("page 3")

    def body(control: JobControl) -> None:
        for number in count(1):
            control.checkpoint()
            lane.background(third if number == 3 else entry(f"page {number}")).result(10)

    job = runner.start("Importing", body)
    assert third.begun.wait(10)
    job.cancel()
    third.released.set()
    assert job.wait(10)
    assert job.state is JobState.CANCELLED
    assert journal.names() == ["page 1", "page 2", "page 3"]


def test_a_coroutine_saves_without_blocking_its_loop(
    lane: Lane, runner: JobRunner, journal: Journal
) -> None:
    async def body(_control: AsyncJobControl) -> list[str]:
        items = [lane.save(entry(f"item {number:02}")) for number in range(32)]
        return await asyncio.gather(*items)

    names = runner.start_async("Stress test", body).result(10)
    assert names == journal.names() == [f"item {number:02}" for number in range(32)]


def test_what_a_cancelled_coroutine_was_saving_is_saved(
    lane: Lane, runner: JobRunner, journal: Journal
) -> None:
    under_way, asked = Held("decision"), threading.Event()
    lane.interactive(under_way)

    async def body(_control: AsyncJobControl) -> None:
        saving = asyncio.ensure_future(lane.save(entry("paid for")))
        await asyncio.sleep(0)
        asked.set()
        await saving

    job = runner.start_async("Improving", body)
    assert asked.wait(10)
    job.cancel()
    assert not job.wait(0.05)
    under_way.released.set()
    assert job.wait(10)
    assert job.state is JobState.CANCELLED
    assert journal.names() == ["decision", "paid for"]


def test_a_transaction_that_raises_reaches_the_coroutine(lane: Lane, runner: JobRunner) -> None:
    async def body(_control: AsyncJobControl) -> None:
        await lane.save(entry("twice"))
        await lane.save(entry("twice"))

    with pytest.raises(sqlite3.IntegrityError):
        runner.start_async("Improving", body).result(10)


def test_a_long_transaction_learns_that_a_person_waits(lane: Lane) -> None:
    under_way = Held("import 1")
    lane.background(under_way)
    assert under_way.begun.wait(10)
    assert not lane.is_wanted()
    lane.background(entry("import 2"))
    assert not lane.is_wanted()
    decision = lane.interactive(entry("decision"))
    assert lane.is_wanted()
    under_way.released.set()
    decision.result(10)
    assert not lane.is_wanted()


def test_a_person_who_wrote_lately_is_at_work(journal: Journal) -> None:
    now = [0.0]
    lane = WriteLane(journal.writing, clock=lambda: now[0])
    assert not lane.is_attended()
    lane.background(entry("import")).result(10)
    assert not lane.is_attended()
    lane.interactive(entry("decision")).result(10)
    assert lane.is_attended()
    now[0] = AT_WORK_SECONDS + 1
    assert not lane.is_attended()
    assert lane.close(timeout=10)


def test_small_parts_that_wait_are_committed_as_one(
    lane: Lane, runner: JobRunner, journal: Journal
) -> None:
    under_way = Held("decision")
    lane.interactive(under_way)
    names = ["decision", *(f"item {number:02}" for number in range(20))]

    async def body(_control: AsyncJobControl) -> list[str]:
        saving = [asyncio.ensure_future(lane.save(entry(name))) for name in names[1:]]
        await asyncio.sleep(0)
        under_way.released.set()
        return await asyncio.gather(*saving)

    assert runner.start_async("Improving", body).result(10) == names[1:]
    assert journal.names() == names
    assert len(journal.levels) == 3


def test_of_parts_that_are_committed_as_one_only_the_faulty_one_fails(
    lane: Lane, runner: JobRunner, journal: Journal
) -> None:
    under_way = Held("decision")
    lane.interactive(under_way)

    async def body(_control: AsyncJobControl) -> list[object]:
        names = ("one", "two", "two", "three")
        saving = [asyncio.ensure_future(lane.save(entry(name))) for name in names]
        await asyncio.sleep(0)
        under_way.released.set()
        return await asyncio.gather(*saving, return_exceptions=True)

    one, two, twice, three = runner.start_async("Improving", body).result(10)
    assert (one, two, three) == ("one", "two", "three")
    assert isinstance(twice, sqlite3.IntegrityError)
    assert journal.names() == ["decision", "one", "two", "three"]
