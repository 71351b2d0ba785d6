"""The assistant's parts with a store and lanes of a test's own."""

import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from reviewer.domain.assistant import Call, Provider
from reviewer.domain.cost import Caps, nanos
from reviewer.domain.filters import Filter
from reviewer.domain.interaction import SourceRow
from reviewer.domain.queue import Queue
from reviewer.store import assistant, interactions, search
from reviewer.store.store import Store, Writing
from reviewer.store.sync import save_page
from reviewer.store.verify import verify
from services.assistant.engine import Engine
from services.assistant.keys import ProviderKeys
from services.assistant.parts import Assistant, Ground, build_assistant
from services.assistant.profiles import NewProvider
from services.demo.provider.server import SimulatedProvider
from services.demo.provider.tally import Counts, Kind
from services.jobs.network_lane import NetworkLane
from services.jobs.runner import JobRunner
from services.jobs.write_lane import WriteLane
from services.secrets import Secrets, SystemKeyring
from services.triage.signing import Signing
from tests.support.rows import a_row

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Simulated:
    """A simulated provider that runs at `url`."""

    provider: SimulatedProvider
    url: str

    @property
    def counts(self) -> Counts:
        return self.provider.tally.counts()

    @property
    def chats(self) -> int:
        """How many chat requests came in."""
        return self.counts.received.get(Kind.CHAT, 0)


@dataclass(slots=True)
class Bench:
    """The parts, and what they stand on. `caps` may be changed; `environ` holds keys."""

    store: Store
    lane: WriteLane[Writing]
    network: NetworkLane
    runner: JobRunner
    parts: Assistant
    environ: dict[str, str]
    caps: list[Caps]
    hidden: list[str] = field(default_factory=list)

    def add_provider(self, url: str, **changes: Any) -> Provider:
        """Add a profile, named `sim` and with the large model unless said otherwise."""
        new = NewProvider("sim", url, "simulated-large")
        return self.parts.providers.add(replace(new, **changes)).provider

    def add_failures(self, count: int) -> None:
        """Add interactions whose reply failed, each with texts of its own."""
        self.add_rows(*(a_failure(number) for number in range(count)))

    def add_rows(self, *rows: SourceRow) -> None:
        saving = self.lane.interactive(lambda w: save_page(w.connection, "file", list(rows)))
        saving.result()

    def on_loop(self, work: Callable[[Engine], Coroutine[Any, Any, T]]) -> T:
        """Run a coroutine with the engine on the network lane, and return what it gives."""

        async def body() -> T:
            return await work(await self.parts.room.engine())

        return self.network.submit(body()).result(60)

    @property
    def ids(self) -> list[UUID]:
        """The interactions' ids, newest first."""
        with self.store.reading() as connection:
            rows = search.row_ids(connection, Filter(queue=Queue.ALL), 0)
            found = interactions.by_row_ids(connection, rows)
            return [found[row_id].id for row_id in rows]

    @property
    def calls(self) -> list[Call]:
        """The ledger, oldest first."""
        with self.store.reading() as connection:
            return list(reversed(assistant.recent_calls(connection, 100_000)))

    def states(self) -> list[str]:
        return [call.state.value for call in self.calls]

    def assert_sound(self) -> None:
        assert {
            check.name: check.findings for check in verify(self.store) if not check.passed
        } == {}


def a_failure(number: int, **facts: Any) -> SourceRow:
    """Return a row with a failed reply, unlike any other's."""
    usual: dict[str, Any] = {
        "conversation_id": f"c-{number}",
        "customer_message": f"My parcel AB-{number + 100} is late, and where is my refund?",
        "ai_reply": f"As already stated, parcel {number} is not our problem.",
        "agent_reply": f"I am sorry. Parcel {number} arrives on Friday; the refund is under way.",
        "created_at": 1_790_000_000_000_000 + number * 60_000_000,
        "updated_at": 1_790_000_000_000_000 + number * 60_000_000,
    }
    return a_row(str(number), **(usual | facts))


@contextmanager
def opened(store: Store, prices: Path, environ: dict[str, str] | None = None) -> Iterator[Bench]:
    """Give the parts on a store, and end what they began."""
    environ = environ or {}
    lane: WriteLane[Writing] = WriteLane(store.writing)
    network = NetworkLane()
    runner = JobRunner(network)
    caps = [Caps(run=nanos(5), month=nanos(20))]
    hidden: list[str] = []
    keys = ProviderKeys(
        Secrets(SystemKeyring(attended=False), environ), environ, hide=hidden.append
    )
    parts = build_assistant(
        Ground(
            store=store,
            lane=lane,
            network=network,
            runner=runner,
            keys=keys,
            sign=Signing(UUID(int=7), "Ada"),
            caps=lambda: caps[0],
            own_prices=prices,
            zone=UTC,
        )
    )
    try:
        yield Bench(store, lane, network, runner, parts, environ, caps, hidden)
    finally:
        runner.close(10)
        parts.close()
        network.close(10)
        lane.close(timeout=10)


def wait_for(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.01)
