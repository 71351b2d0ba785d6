"""Failures that are explained by themselves, once a reviewer has said “no”."""

import threading
from collections.abc import Iterator
from uuid import UUID

import pytest

from reviewer.domain.cost import Caps
from reviewer.domain.improvement import ExplanationKind
from reviewer.domain.review import Decision, Verdict
from reviewer.store import explanations
from services.assistant.failure_watch import TITLE, FailureWatch
from services.assistant.on_demand import AssistantOnDemand
from services.demo.provider.faults import Fault, Rule
from services.triage.desk import TriageDesk
from services.triage.signing import Signing
from tests.services.assistant.bench import Bench, Simulated, wait_for


class Watched:
    """A bench with a watch that can be switched on and off, and a reviewer."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.on = True
        self.desk = TriageDesk(bench.store, bench.lane, Signing(UUID(int=7), "Ada"))
        self._stop = self.watch().begin()

    def watch(self) -> FailureWatch:
        bench = self.bench
        parts = AssistantOnDemand(lambda: bench.parts)
        return FailureWatch(bench.store, bench.lane, bench.runner, parts, lambda: self.on)

    def stop(self) -> None:
        self._stop()

    def restart(self) -> None:
        self.stop()
        self._stop = self.watch().begin()

    def decide(self, interaction_id: UUID, decision: Decision = Decision.AI_BAD) -> None:
        self.desk.decide(interaction_id, Verdict(decision)).result()

    def explained(self, interaction_id: UUID) -> bool:
        with self.bench.store.reading() as connection:
            found = explanations.latest(connection, interaction_id, ExplanationKind.FAILURE)
        return found is not None

    def settled(self) -> None:
        """Wait until no job of the watch runs."""
        wait_for(lambda: all(job.status.title != TITLE for job in self.bench.runner.jobs))


@pytest.fixture
def watched(asked: Bench) -> Iterator[Watched]:
    watched = Watched(asked)
    yield watched
    watched.stop()


def test_a_verdict_no_is_explained_and_a_verdict_yes_is_not(
    watched: Watched, simulated: Simulated
) -> None:
    bad, good, *_ = watched.bench.ids
    watched.decide(good, Decision.AI_GOOD)
    watched.decide(bad)
    wait_for(lambda: watched.explained(bad))
    watched.settled()
    assert not watched.explained(good)
    assert simulated.chats == 1
    watched.bench.assert_sound()


def test_a_verdict_that_comes_while_it_begins_is_followed(asked: Bench) -> None:
    begun = threading.Event()

    async def hold() -> None:
        begun.wait(20)

    asked.network.submit(hold())
    watched = Watched(asked)
    watched.decide(asked.ids[0])
    begun.set()
    wait_for(lambda: watched.explained(asked.ids[0]))
    watched.settled()
    watched.stop()


def test_nothing_is_asked_where_it_is_off(watched: Watched, simulated: Simulated) -> None:
    before, after, *_ = watched.bench.ids
    watched.on = False
    watched.decide(before)
    watched.settled()
    assert simulated.chats == 0
    watched.on = True
    watched.decide(after)
    wait_for(lambda: watched.explained(after))
    watched.settled()
    assert not watched.explained(before)


def test_offline_it_keeps_still_and_goes_on_later(watched: Watched, simulated: Simulated) -> None:
    first, second, third, *_ = watched.bench.ids
    simulated.provider.faults.use(Rule(Fault.RESET))
    watched.decide(first)
    watched.settled()
    assert not watched.explained(first)
    simulated.provider.faults.use()
    watched.decide(second)
    wait_for(lambda: watched.explained(first) and watched.explained(second))
    watched.settled()

    simulated.provider.faults.use(Rule(Fault.RESET))
    watched.decide(third)
    watched.settled()
    simulated.provider.faults.use()
    watched.restart()
    wait_for(lambda: watched.explained(third))
    watched.settled()


def test_it_spends_no_more_than_may_be_spent(watched: Watched, simulated: Simulated) -> None:
    watched.bench.caps[0] = Caps(run=1000, month=10**12)
    watched.decide(watched.bench.ids[0])
    watched.settled()
    assert simulated.chats == 0


def test_without_a_provider_nothing_happens(bench: Bench) -> None:
    bench.add_failures(2)
    watched = Watched(bench)
    watched.decide(bench.ids[0])
    watched.settled()
    watched.stop()
    assert bench.calls == []
