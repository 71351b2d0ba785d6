"""No cap is ever passed: what a call can cost at most is held before it starts."""

import asyncio
import contextlib
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.domain.cost import Caps, nanos
from reviewer.domain.filters import Filter
from reviewer.errors import BudgetReached
from services.assistant import ledger
from services.assistant.budget import Budget, Hold, month_account, run_account
from services.assistant.wishes import Wish
from tests.services.assistant.bench import Bench, Simulated, a_failure, wait_for

RUN = UUID(int=1)
ALL = Filter(feedback="no")

#: What each call holds, what it costs of that, and whether it belongs to the run.
calls = st.lists(
    st.tuples(st.integers(0, 60), st.floats(0, 1), st.booleans(), st.booleans()), max_size=40
)


@given(calls, st.integers(0, 100), st.integers(0, 100))
def test_whatever_is_held_and_settled_no_cap_is_passed(
    planned: list[tuple[int, float, bool, bool]], run_cap: int, month_cap: int
) -> None:
    async def spend() -> None:
        run, month = run_account(run_cap, 0), month_account(month_cap, 0)
        budget = Budget(month, {RUN: run})
        under_way: list[tuple[Hold, int]] = []
        for most, share, in_run, ends in planned:
            try:
                hold = await asyncio.wait_for(budget.hold(most, RUN if in_run else None), 0.001)
            except (BudgetReached, TimeoutError):
                continue
            under_way.append((hold, int(most * share)))
            if ends:
                budget.settle(*under_way.pop(0))
            for account in (run, month):
                assert 0 <= account.spent + account.held <= account.cap
        for hold, cost in under_way:
            budget.settle(hold, cost)
        assert run.spent <= run_cap
        assert month.spent <= month_cap
        assert run.held == month.held == 0

    asyncio.run(spend())


@pytest.fixture
def failures(asked: Bench) -> Bench:
    """Failures that a reviewer's source called bad."""
    asked.add_rows(*(a_failure(100 + number, feedback="no") for number in range(20)))
    return asked


def spent(bench: Bench) -> int:
    return sum(call.cost for call in bench.calls)


def test_a_run_stops_at_its_cap_and_goes_on_with_a_higher_one(
    failures: Bench, simulated: Simulated
) -> None:
    cap = nanos(0.03)
    stopped = failures.parts.sweeps.improve(Wish(ALL, cap=cap)).result(60)
    assert stopped.stopped is not None
    assert "this run" in stopped.stopped
    assert 0 < spent(failures) <= cap
    assert 0 < stopped.done < stopped.asked == 30
    asked = simulated.chats
    again = failures.parts.sweeps.improve(Wish(ALL, cap=cap)).result(60)
    assert again.stopped is not None
    assert spent(failures) <= cap
    whole = failures.parts.sweeps.improve(Wish(ALL, cap=nanos(5))).result(60)
    assert (whole.done, whole.left, whole.stopped) == (30, 0, None)
    assert simulated.counts.paid_twice == 0
    assert simulated.chats == 60 > asked


def test_a_month_is_one_for_all_runs_and_single_questions(
    failures: Bench, simulated: Simulated
) -> None:
    month = nanos(0.02)
    failures.caps[0] = Caps(run=nanos(5), month=month)
    first = failures.parts.sweeps.improve(Wish(ALL, limit=10)).result(60)
    assert first.stopped is not None
    assert "this month" in first.stopped
    assert 0 < spent(failures) <= month
    asked = simulated.chats
    known = {call.interaction_id for call in failures.calls}
    unknown = next(one for one in failures.ids if one not in known)
    with pytest.raises(BudgetReached, match="this month"):
        failures.parts.desk.improve(unknown).result(60)
    assert simulated.chats == asked
    failures.caps[0] = Caps(run=nanos(5), month=nanos(5))
    failures.parts.desk.improve(unknown).result(60)
    assert simulated.chats > asked


def test_who_waits_for_money_when_the_month_ends_gets_it(
    bench: Bench, slow: Simulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.add_provider(slow.url)
    bench.add_failures(3)
    first, second, third = bench.ids
    under_way = [bench.parts.desk.improve(first)]
    wait_for(lambda: bench.states() == ["started"])
    (call,) = bench.calls
    bench.caps[0] = Caps(run=nanos(5), month=call.cost + call.cost // 2)
    under_way.append(bench.parts.desk.improve(second))
    bench.on_loop(_pause)
    next_month = call.at + 40 * 86_400_000_000
    monkeypatch.setattr(ledger, "now_micros", lambda: next_month)
    under_way.append(bench.parts.desk.improve(third))
    for job in under_way:
        with contextlib.suppress(BudgetReached):
            job.result(30)
    assert spent(bench) <= 2 * bench.caps[0].month


async def _pause(_engine: object) -> None:
    await asyncio.sleep(0.05)
