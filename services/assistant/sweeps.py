"""The assistant over a queue or a filter: improve all, categorise all, and what that will cost."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from reviewer.domain.assistant import Provider
from reviewer.domain.moments import now_micros
from reviewer.store import explanations, improvements, runs, search
from reviewer.store.store import Store, Writing
from services.assistant.engine_room import EngineRoom
from services.assistant.open_runs import OpenRun, open_runs
from services.assistant.profiles import ProviderCatalogue
from services.assistant.wishes import ALL, CATEGORISE, IMPROVE, Wish
from services.jobs.control import AsyncJobControl
from services.jobs.runner import JobRunner
from services.jobs.write_lane import WriteLane

if TYPE_CHECKING:
    from reviewer.domain.cost import Estimate
    from services.assistant.batches import BatchOutcome
    from services.assistant.engine import Engine
    from services.assistant.passes import Work
    from services.jobs.job import Job

__all__ = ["ALL", "CATEGORISE", "IMPROVE", "OpenRun", "Sweeps", "Wish"]

#: How many failures are categorised at most where nobody says how many.
MOST_CATEGORISED = 100_000


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of sweep: its name, which rows it is about, and who works on them."""

    name: str
    title: str
    row_ids: Callable[[Wish], Sequence[int]]
    work: "Callable[[Engine, Provider], Work]"


class Sweeps:
    """Runs over many interactions as jobs; started again with the same wish, they go on.

    Jobs raise UsageError, StoreError, SpendingRefused, JobCancelled.
    """

    def __init__(
        self,
        store: Store,
        lane: WriteLane[Writing],
        runner: JobRunner,
        room: EngineRoom,
        catalogue: ProviderCatalogue,
    ) -> None:
        self._store = store
        self._lane = lane
        self._runner = runner
        self._room = room
        self._catalogue = catalogue

    def improve(self, wish: Wish) -> "Job[BatchOutcome]":
        """Improve every reply that the wish asks for, newest first, and have each scored."""
        return self._start(self._kinds()[IMPROVE], wish)

    def categorise(self, wish: Wish) -> "Job[BatchOutcome]":
        """Categorise failures that nobody has categorised, newest first, whatever the filter."""
        return self._start(self._kinds()[CATEGORISE], wish)

    def run(self, kind: str, wish: Wish) -> "Job[BatchOutcome]":
        """Do what one of the two above does, by the name of its kind."""
        return self._start(self._kinds()[kind], wish)

    def estimate(self, kind: str, wish: Wish) -> "Job[Estimate]":
        """Estimate what a run of this kind would cost; answers that are known cost nothing."""

        async def body(_control: AsyncJobControl) -> "Estimate":
            import asyncio

            from services.assistant import estimating

            engine = await self._room.engine()
            provider = self._catalogue.find(wish.provider)
            row_ids = await asyncio.to_thread(self._kinds()[kind].row_ids, wish)
            by_kind = {
                IMPROVE: estimating.estimate_improvements,
                CATEGORISE: estimating.estimate_categories,
            }
            estimate = partial(by_kind[kind], self._store, engine, provider, row_ids)
            return await asyncio.to_thread(estimate)

        return self._runner.start_async("Estimating the cost", body)

    def unfinished(self) -> tuple[OpenRun, ...]:
        """Return the runs that can be gone on with, newest first; reads on the caller's thread."""
        with self._store.reading() as connection:
            return open_runs(connection, self._catalogue.list())

    def _kinds(self) -> dict[str, _Kind]:
        return {
            IMPROVE: _Kind(IMPROVE, "Improving replies", self._to_improve, self._improving),
            CATEGORISE: _Kind(
                CATEGORISE, "Categorising failures", self._to_categorise, self._categorising
            ),
        }

    def _start(self, kind: _Kind, wish: Wish) -> "Job[BatchOutcome]":
        async def body(control: AsyncJobControl) -> "BatchOutcome":
            from services.assistant.batches import Batches, Plan

            engine = await self._room.engine()
            provider = self._asked(wish)
            plan = Plan(
                kind.name,
                _spec(wish, provider),
                partial(kind.row_ids, wish),
                provider,
                wish.cap,
            )
            batches = Batches(self._store, self._lane, engine.ledger)
            return await batches.run(plan, kind.work(engine, provider), control)

        return self._runner.start_async(kind.title, body)

    def _asked(self, wish: Wish) -> Provider:
        found = self._catalogue.find(wish.provider)
        return replace(found, unpriced=True) if wish.unpriced else found

    def _to_improve(self, wish: Wish) -> list[int]:
        with self._store.reading() as connection:
            found = search.row_ids(connection, wish.wanted, now_micros())
            if wish.only_new:
                found = improvements.unimproved(connection, found)
            return runs.with_reply(connection, found, wish.limit)

    def _to_categorise(self, wish: Wish) -> tuple[int, ...]:
        with self._store.reading() as connection:
            return explanations.uncategorised(connection, wish.limit or MOST_CATEGORISED)

    def _improving(self, engine: "Engine", provider: Provider) -> "Work":
        from services.assistant.sweep_work import Improving

        return Improving(engine.improver, provider, self._lane)

    def _categorising(self, engine: "Engine", provider: Provider) -> "Work":
        from services.assistant.sweep_work import Categorising

        return Categorising(engine.explainer, provider)


def _spec(wish: Wish, provider: Provider) -> dict[str, Any]:
    """Return what makes two runs the same: what they are about, and who is asked."""
    spec = {
        "filter": asdict(wish.wanted),
        "limit": wish.limit,
        "base_url": provider.base_url,
        "model": provider.model,
        "judge": provider.judge_model,
    }
    return spec | ({"only_new": True} if wish.only_new else {})
