"""One loop on one thread: results, faults, cancel, and an end that waits."""

import asyncio
import logging
import sys
import threading
from concurrent.futures import CancelledError

import pytest

from services.jobs.network_lane import NetworkLane
from services.jobs.status import ShuttingDown


async def for_ever(begun: threading.Event, tidied: threading.Event) -> None:
    try:
        begun.set()
        await asyncio.sleep(3600)
    finally:
        await asyncio.sleep(0)
        tidied.set()


def test_what_a_coroutine_returns_and_raises_is_in_its_future(network: NetworkLane) -> None:
    async def answer() -> int:
        await asyncio.sleep(0)
        return 42

    async def refuse() -> None:
        raise ConnectionRefusedError("nobody listens")

    assert network.submit(answer()).result(10) == 42
    with pytest.raises(ConnectionRefusedError, match="nobody listens"):
        network.submit(refuse()).result(10)


def test_all_coroutines_share_one_loop_on_a_thread_of_its_own(network: NetworkLane) -> None:
    async def place() -> tuple[asyncio.AbstractEventLoop, threading.Thread]:
        return asyncio.get_running_loop(), threading.current_thread()

    first, second = (network.submit(place()).result(10) for _ in range(2))
    assert first == second
    assert first[1] is not threading.current_thread()


def test_cancelling_the_future_cancels_the_coroutine(network: NetworkLane) -> None:
    begun, tidied = threading.Event(), threading.Event()
    future = network.submit(for_ever(begun, tidied))
    assert begun.wait(10)
    future.cancel()
    assert tidied.wait(10)


def test_closing_cancels_and_waits_for_the_tidying_up(network: NetworkLane) -> None:
    begun, tidied = threading.Event(), threading.Event()
    future = network.submit(for_ever(begun, tidied))
    assert begun.wait(10)
    assert network.close(timeout=10)
    assert tidied.is_set()
    with pytest.raises(CancelledError):
        future.result(0)


def test_a_closed_lane_refuses(network: NetworkLane) -> None:
    assert network.close(timeout=10)
    with pytest.raises(ShuttingDown):
        network.submit(asyncio.sleep(0))
    assert network.close(timeout=10)


def test_every_future_ends_when_the_lane_closes_while_threads_submit(network: NetworkLane) -> None:
    ready, futures = threading.Barrier(4), []

    def submit_until_refused() -> None:
        ready.wait(10)
        while True:
            try:
                futures.append(network.submit(asyncio.sleep(0.001)))
            except ShuttingDown:
                return

    submitters = [threading.Thread(target=submit_until_refused) for _ in range(3)]
    for submitter in submitters:
        submitter.start()
    ready.wait(10)
    assert network.close(timeout=30)
    for submitter in submitters:
        submitter.join(10)
    assert all(future.done() for future in futures)


def test_a_coroutine_that_wants_to_end_the_process_does_not_end_the_lane(
    network: NetworkLane,
) -> None:
    async def leave() -> None:
        sys.exit(3)

    with pytest.raises(SystemExit):
        network.submit(leave()).result(10)
    assert network.submit(asyncio.sleep(0, "still here")).result(10) == "still here"


def test_a_task_left_behind_that_fails_is_logged_by_its_place(
    network: NetworkLane, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail() -> None:
        raise ValueError("Dear Ms Miller")

    async def leave_behind() -> None:
        task = asyncio.get_running_loop().create_task(fail())
        await asyncio.wait([task])

    with caplog.at_level(logging.ERROR):
        network.submit(leave_behind()).result(10)
        assert network.close(timeout=10)
    assert "ValueError at test_network_lane.py" in caplog.text
    assert "Miller" not in caplog.text


def test_a_coroutine_that_closes_its_own_lane_is_told_so(network: NetworkLane) -> None:
    async def close() -> None:
        network.close()

    with pytest.raises(RuntimeError, match="network lane it runs on"):
        network.submit(close()).result(10)


def test_a_lane_that_was_never_used_closes() -> None:
    assert NetworkLane().close(timeout=0)
