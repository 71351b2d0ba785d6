"""Failure clusters named by the assistant, all at once: those that only words name until now."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from reviewer.domain.assistant import NoAnswer, Provider
from reviewer.domain.cluster import FailureCluster
from reviewer.domain.identity import new_event_id
from reviewer.errors import ReviewerError, StoreError
from reviewer.store import clusters, interactions
from reviewer.store.store import Store
from services.assistant.engine_room import EngineRoom
from services.assistant.profiles import ProviderCatalogue
from services.jobs.control import AsyncJobControl
from services.jobs.runner import JobRunner
from services.jobs.status import JobCancelled

if TYPE_CHECKING:
    import asyncio

    from reviewer.domain.interaction import Interaction
    from services.assistant.engine import Engine
    from services.jobs.job import Job

#: Failures of a cluster that are shown to whoever names it.
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Named:
    """How naming went: `cost` in nanos, `problems` as sentences, each once."""

    asked: int
    named: int
    from_cache: int
    cost: int
    problems: tuple[str, ...]


class ClusterNames:
    """Has clusters named. Jobs raise UsageError, StoreError, JobCancelled."""

    def __init__(
        self, store: Store, runner: JobRunner, room: EngineRoom, catalogue: ProviderCatalogue
    ) -> None:
        self._store = store
        self._runner = runner
        self._room = room
        self._catalogue = catalogue

    def nameless(self) -> tuple[FailureCluster, ...]:
        """Return the newest clusters whose name is made of keywords. Reads at once."""
        with self._store.reading() as connection:
            newest = clusters.latest(connection)
        return tuple(one for one in newest if one.label_origin == "keywords")

    def name(self, provider: str | None = None, cap: int | None = None) -> "Job[Named]":
        """Have the nameless clusters named; `cap` in nanos, None for the usual cap of a run."""

        async def body(control: AsyncJobControl) -> Named:
            engine = await self._room.engine()
            round_ = _Round(self._store, engine, self._catalogue.find(provider), control)
            return await round_.name_all(self.nameless(), cap)

        return self._runner.start_async("Naming clusters", body)


class _Round:
    """One round of naming, as many at once as the provider takes."""

    def __init__(
        self, store: Store, engine: "Engine", provider: Provider, control: AsyncJobControl
    ) -> None:
        self._store = store
        self._engine = engine
        self._provider = provider
        self._control = control
        self._run_id = new_event_id()
        self._done = self._cached = 0
        self._problems: dict[str, None] = {}
        self._over = False
        self._fault: StoreError | JobCancelled | None = None

    async def name_all(self, nameless: tuple[FailureCluster, ...], cap: int | None) -> Named:
        import asyncio

        ledger = self._engine.ledger
        await ledger.open_run(self._run_id, cap)
        places = asyncio.Semaphore(self._provider.concurrency)
        self._control.report(0, len(nameless))
        async with asyncio.TaskGroup() as group:
            for cluster in nameless:
                group.create_task(self._one(cluster, places, len(nameless)))
        if self._fault is not None:
            raise self._fault
        cost = ledger.spent_by_run(self._run_id)
        return Named(len(nameless), self._done, self._cached, cost, tuple(self._problems))

    async def _one(self, cluster: FailureCluster, places: "asyncio.Semaphore", of: int) -> None:
        from services.assistant.passes import FINAL

        async with places:
            if self._over:
                return
            try:
                await self._control.checkpoint()
                problem = await self._named(cluster)
            except (StoreError, JobCancelled) as fault:
                self._fault, self._over = fault, True
                return
            except ReviewerError as fault:
                problem, self._over = str(fault), isinstance(fault, FINAL)
        if problem is not None:
            self._problems[problem] = None
            return
        self._done += 1
        self._control.report(self._done, of)

    async def _named(self, cluster: FailureCluster) -> str | None:
        """Name one cluster; return why it got no name, if it got none."""
        import asyncio

        examples = await asyncio.to_thread(partial(self._examples, cluster.id))
        namer = self._engine.namer
        question = namer.question(cluster, examples, self._provider, self._run_id)
        given = await namer.name(question, cluster)
        if isinstance(given, NoAnswer):
            return given.sentence
        self._cached += given.from_cache
        return None

    def _examples(self, cluster_id: UUID) -> "list[Interaction]":
        with self._store.reading() as connection:
            row_ids = clusters.members_of(connection, cluster_id, EXAMPLES)
            found = interactions.by_row_ids(connection, row_ids)
        return [found[row_id] for row_id in row_ids if row_id in found]
