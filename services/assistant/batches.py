"""The assistant over many interactions: a run that a kill, a fault or a full budget only pauses."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from reviewer.domain.assistant import Provider
from reviewer.domain.identity import new_event_id
from reviewer.domain.moments import now_micros
from reviewer.store import runs
from reviewer.store.runs import Run, RunTally
from reviewer.store.store import Store, Writing
from services.assistant.ledger import Ledger
from services.assistant.passes import Pass, Work
from services.jobs.control import AsyncJobControl
from services.jobs.write_lane import WriteLane


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """How a run stands. `cost` is in nanos and what was paid this time.

    `from_cache` counts items that are done and needed no request this time.
    `stopped` says why it stopped before its end, if it did: started again with the same settings
    it goes on. `problems` are sentences with how many items failed by them.
    """

    run_id: UUID
    asked: int
    done: int
    from_cache: int
    failed: int
    left: int
    cost: int
    problems: tuple[tuple[str, int], ...] = ()
    stopped: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is to do: the kind of work, its settings (JSON), and which interactions.

    A run of the same kind and settings that has not ended is resumed instead; its interactions
    are those that were written down then.
    """

    kind: str
    spec: dict[str, Any]
    row_ids: Callable[[], Sequence[int]]
    provider: Provider
    cap: int | None = None

    @property
    def spec_text(self) -> str:
        """Return the settings as they are kept and compared."""
        return orjson.dumps(self.spec, option=orjson.OPT_SORT_KEYS).decode()


class Batches:
    """Runs the assistant over many interactions. For the network lane's loop."""

    def __init__(self, store: Store, lane: WriteLane[Writing], ledger: Ledger) -> None:
        self._store = store
        self._lane = lane
        self._ledger = ledger

    async def run(self, plan: Plan, work: Work, control: AsyncJobControl) -> BatchOutcome:
        """Work on all items that are not done, with as many calls at once as the provider takes.

        A fault that every item would meet stops the run; it stays open then, and is resumed by
        the next one like it. Raises JobCancelled, StoreError.
        """
        run = await self._opened(plan)
        await self._ledger.open_run(run.id, plan.cap)
        paid_before = self._ledger.spent_by_run(run.id)
        with self._store.reading() as connection:
            before = runs.tally(connection, run.id)
        one = Pass(self._store, self._lane, run, work, control, before.done + before.failed)
        await one.work_through(_workers(plan.provider.concurrency))
        cost = self._ledger.spent_by_run(run.id) - paid_before
        return await self._outcome(run, before, cost, one.stopped)

    async def _opened(self, plan: Plan) -> Run:
        """Return the run to go on with, or a new one with its items written down."""
        with self._store.reading() as connection:
            found = runs.unfinished(connection, plan.kind, plan.spec_text)
        if found is not None:
            return found
        row_ids = await asyncio.to_thread(plan.row_ids)
        run = Run(new_event_id(), plan.kind, plan.spec_text, len(row_ids), now_micros())
        await self._lane.save(lambda writing: runs.create(writing.connection, run, row_ids))
        return run

    async def _outcome(
        self, run: Run, before: RunTally, cost: int, stopped: str | None
    ) -> BatchOutcome:
        with self._store.reading() as connection:
            tally = runs.tally(connection, run.id)
            problems = runs.problems(connection, run.id)
        if tally.waiting + tally.unreached == 0:
            await self._lane.save(
                lambda writing: runs.end(writing.connection, run.id, now_micros())
            )
        return BatchOutcome(
            run_id=run.id,
            asked=run.size,
            done=tally.done,
            from_cache=before.done + tally.from_cache - before.from_cache,
            failed=tally.failed + tally.unreached,
            left=tally.waiting,
            cost=cost,
            problems=problems,
            stopped=stopped,
        )


def _workers(concurrency: int) -> int:
    """Return how many items are worked on: some are being saved while all places are taken."""
    return concurrency + concurrency // 8
