"""One pass over the items of a run that are not done: many at once, each kept by itself."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from reviewer.domain.interaction import Interaction
from reviewer.errors import (
    NotPossible,
    ProviderBusy,
    ProviderError,
    ProviderRefused,
    ProviderUnreachable,
    QuotaExhausted,
    ReviewerError,
    SpendingRefused,
    StoreError,
)
from reviewer.store import runs
from reviewer.store.runs import Run
from reviewer.store.store import Store, Writing
from services.assistant.background import cases_of
from services.assistant.cases import Background
from services.jobs.control import AsyncJobControl
from services.jobs.status import JobCancelled
from services.jobs.write_lane import WriteLane

#: Items that are read at once, and how many of them may wait for a worker.
PAGE = 50
WAITING = 100
#: So many items in a row that fail by the surroundings' fault end the pass.
MOST_IN_A_ROW = 8
#: Faults that every item would meet.
FINAL = (ProviderRefused, QuotaExhausted, SpendingRefused)
#: Faults that may be over when the run is resumed.
PASSING = (ProviderUnreachable, ProviderBusy)
_GONE = "The interaction is not in the store any more."


@dataclass(frozen=True, slots=True)
class Item:
    """One interaction of a run, with what is known of it."""

    run_id: UUID
    position: int
    interaction: Interaction
    known: Background

    def finished(self, writing: Writing, from_cache: bool) -> None:
        """Mark it done; for the transaction in which what came of it is kept."""
        runs.mark_done(writing.connection, self.run_id, self.position, from_cache=from_cache)


#: Works on one item, keeps what comes of it and marks it done with that. Returns a sentence where
#: it gave nothing and will give nothing; raises ProviderError, SpendingRefused, NotPossible.
Work = Callable[[Item], Awaitable[str | None]]


class Pass:
    """One pass over a run. `stopped` says why it ended early, if it did."""

    def __init__(
        self,
        store: Store,
        lane: WriteLane[Writing],
        run: Run,
        work: Work,
        control: AsyncJobControl,
        done: int,
    ) -> None:
        self.stopped: str | None = None
        self._store = store
        self._lane = lane
        self._run = run
        self._work = work
        self._control = control
        self._done = done
        self._in_a_row = 0
        self._fault: StoreError | None = None
        self._items: asyncio.Queue[Item | None] = asyncio.Queue(WAITING)

    async def work_through(self, workers: int) -> None:
        """Work until no item waits, or something stops it. Raises JobCancelled, StoreError."""
        self._control.report(self._done, self._run.size)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._read(workers))
            for _ in range(workers):
                group.create_task(self._serve())
        if self._fault is not None:
            raise self._fault
        await self._control.checkpoint()

    async def _read(self, workers: int) -> None:
        """Put the items that wait into the queue, page by page, and an end for each worker."""
        position = -1
        while not self._stopping:
            page = await asyncio.to_thread(self._page, position)
            if not page:
                break
            position = page[-1][0]
            for place, item in page:
                await (self._items.put(item) if item else self._failed(place, _GONE, final=True))
        for _ in range(workers):
            await self._items.put(None)

    def _page(self, after: int) -> list[tuple[int, Item | None]]:
        run_id = self._run.id
        with self._store.reading() as connection:
            waiting = runs.waiting(connection, run_id, after, PAGE)
            found = cases_of(connection, [row_id for _, row_id in waiting])
        return [
            (place, Item(run_id, place, *found[row_id]) if row_id in found else None)
            for place, row_id in waiting
        ]

    @property
    def _stopping(self) -> bool:
        return self.stopped is not None or self._fault is not None

    async def _serve(self) -> None:
        while (item := await self._items.get()) is not None:
            if self._stopping:
                continue
            try:
                await self._control.checkpoint()
                await self._attend(item)
            except JobCancelled:
                self.stopped = "It was cancelled."
            except StoreError as fault:
                self._fault = fault

    async def _attend(self, item: Item) -> None:
        try:
            problem = await self._work(item)
        except FINAL as fault:
            self.stopped = self.stopped or str(fault)
            return
        except PASSING as fault:
            await self._failed(item.position, str(fault), final=False)
            self._note_surroundings(fault)
            return
        except (ProviderError, NotPossible) as fault:
            problem = str(fault)
        self._in_a_row = 0
        if problem is not None:
            await self._failed(item.position, problem, final=True)
        self._report()

    def _note_surroundings(self, fault: ReviewerError) -> None:
        self._in_a_row += 1
        if self._in_a_row >= MOST_IN_A_ROW:
            self.stopped = self.stopped or str(fault)

    async def _failed(self, position: int, problem: str, *, final: bool) -> None:
        mark = partial(
            runs.mark_failed,
            run_id=self._run.id,
            position=position,
            problem=problem,
            final=final,
        )
        await self._lane.save(lambda writing: mark(writing.connection))

    def _report(self) -> None:
        self._done += 1
        self._control.report(self._done, self._run.size)
