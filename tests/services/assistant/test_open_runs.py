"""A run that stopped is found again, with the wish that goes on with it."""

import pytest

from reviewer.domain.cost import nanos
from reviewer.domain.filters import Filter
from reviewer.errors import PriceUnknown
from services.assistant.improving import Improved
from services.assistant.wishes import CATEGORISE, IMPROVE, Wish
from services.demo.provider.faults import Fault, Rule
from tests.services.assistant.bench import Bench, Simulated, a_failure

WANTED = Filter(topic="parcels")


def test_a_stopped_run_goes_on_with_the_wish_that_is_found(
    bench: Bench, simulated: Simulated
) -> None:
    bench.add_provider(simulated.url)
    bench.add_rows(*(a_failure(number, topic="parcels") for number in range(5)))
    simulated.provider.faults.use(Rule(Fault.QUOTA))
    stopped = bench.parts.sweeps.improve(Wish(WANTED)).result(60)
    assert stopped.stopped is not None

    (found,) = bench.parts.sweeps.unfinished()
    assert (found.kind, found.size, found.left) == (IMPROVE, 5, 5)
    assert found.wish == Wish(WANTED, provider="sim")

    simulated.provider.faults.clear()
    done = bench.parts.sweeps.run(found.kind, found.wish).result(60)
    assert (done.run_id, done.done) == (stopped.run_id, 5)
    assert bench.parts.sweeps.unfinished() == ()


def test_categories_are_estimated_before_they_are_asked_for(asked: Bench) -> None:
    bench = asked
    estimate = bench.parts.sweeps.estimate(CATEGORISE, Wish()).result(60)
    assert (estimate.items, estimate.calls, estimate.priced) == (10, 10, True)
    assert 0 < estimate.expected <= estimate.most < nanos(1)
    bench.parts.sweeps.categorise(Wish()).result(60)
    again = bench.parts.sweeps.estimate(CATEGORISE, Wish()).result(60)
    assert again.calls == 0


def test_leave_for_an_unknown_price_is_given_once(
    bench: Bench, simulated: Simulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.assistant.prices.PriceBook.find", lambda *_: None)
    bench.add_provider(simulated.url)
    bench.add_failures(2)
    desk, one = bench.parts.desk, bench.ids[0]
    with pytest.raises(PriceUnknown):
        desk.improve(one).result(60)
    assert isinstance(desk.improve(one, unpriced=True).result(60), Improved)
    with pytest.raises(PriceUnknown):
        desk.improve(bench.ids[1]).result(60)
    refused = bench.parts.sweeps.improve(Wish()).result(60)
    assert refused.stopped is not None
    assert bench.parts.sweeps.improve(Wish(unpriced=True)).result(60).done == 2
