"""Explains failures by itself, where that is switched on: after each verdict “no”, unasked."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from reviewer.domain.assistant import NoAnswer
from reviewer.domain.changes import Changed
from reviewer.domain.identity import new_event_id
from reviewer.domain.improvement import ExplanationKind
from reviewer.domain.moments import now_micros
from reviewer.errors import NotPossible, ReviewerError, StoreError
from reviewer.store import explanations, facts
from reviewer.store.store import Store, Writing
from services.assistant.on_demand import AssistantOnDemand
from services.jobs.control import AsyncJobControl
from services.jobs.runner import JobRunner
from services.jobs.status import ShuttingDown
from services.jobs.write_lane import WriteLane

if TYPE_CHECKING:
    from services.assistant.engine import Engine

TITLE = "Explaining failures"
#: Failures that are looked up at once.
PAGE = 50
#: Since when verdicts are followed, in microseconds UTC; kept so that a restart goes on.
_SINCE = "explain_failures_since"


class FailureWatch:
    """Follows verdicts and has failures explained, one after the other, while it is switched on.

    Nobody waits for it: offline, without a provider or at the end of a budget it keeps still, and
    goes on with the next verdict, or when the window is opened again. Its calls are one run, so
    that the cap of a run holds for what it spends until the window is closed.
    """

    def __init__(
        self,
        store: Store,
        lane: WriteLane[Writing],
        runner: JobRunner,
        assistant: AssistantOnDemand,
        enabled: Callable[[], bool],
    ) -> None:
        self._store = store
        self._lane = lane
        self._runner = runner
        self._assistant = assistant
        self._enabled = enabled
        self._run_id = new_event_id()
        self._guard = threading.Lock()
        self._busy = self._again = False
        self._paused = True
        self._hopeless: set[int] = set()

    def begin(self) -> Callable[[], None]:
        """Go on with what was left, and follow verdicts from now on; return how to stop."""
        stop = self._store.subscribe(self._heard)
        if self._enabled():
            self._paused = False
            self._look(frozenset())
        return stop

    def _heard(self, changed: Changed) -> None:
        """Hear of a change, on the thread that made it."""
        if not changed.reviews:
            return
        if not self._enabled():
            self._paused = True
            return
        self._look(changed.row_ids or frozenset())

    def _look(self, row_ids: frozenset[int]) -> None:
        with self._guard:
            if self._busy:
                self._again = True
                return
            self._busy = True
        at = now_micros()
        try:
            self._runner.start_async(TITLE, lambda control: self._explain_all(control, row_ids, at))
        except ShuttingDown:
            self._busy = False

    async def _explain_all(self, control: AsyncJobControl, row_ids: frozenset[int], at: int) -> int:
        """Explain what waits; return how many. Whatever keeps it from that is left unsaid.

        `at` is when somebody wanted it, in microseconds UTC: a verdict that came while the job
        was on its way is followed, too.
        """
        explained = 0
        try:
            since = await self._since(row_ids, at)
            while (waiting := self._waiting(since)) and self._enabled():
                explained += await self._explain(waiting, control)
        except StoreError:
            raise
        except ReviewerError:
            pass
        finally:
            self._rest()
        return explained

    def _rest(self) -> None:
        with self._guard:
            self._busy, again, self._again = False, self._again, False
        if again:
            self._look(frozenset())

    async def _since(self, row_ids: frozenset[int], at: int) -> int:
        """Return since when verdicts count: since the first one after it was switched on."""
        with self._store.reading() as connection:
            kept = facts.get(connection, _SINCE)
            if kept is not None and not self._paused:
                return int(kept)
            first = explanations.first_reviewed(connection, row_ids)
        self._paused = False
        since = at if first is None else first
        await self._lane.save(lambda writing: facts.put(writing.connection, _SINCE, str(since)))
        return since

    def _waiting(self, since: int) -> list[int]:
        with self._store.reading() as connection:
            found = explanations.unexplained(connection, since, PAGE + len(self._hopeless))
        return [row_id for row_id in found if row_id not in self._hopeless]

    async def _explain(self, row_ids: list[int], control: AsyncJobControl) -> int:
        """Explain some failures; raises ReviewerError where all the others would fail as well."""
        import asyncio

        parts = await asyncio.to_thread(lambda: self._assistant.parts)
        engine = await parts.room.engine()
        await engine.ledger.open_run(self._run_id)
        explained = 0
        for row_id in row_ids:
            await control.checkpoint()
            explained += await self._explain_one(engine, row_id, self._run_id)
        return explained

    async def _explain_one(self, engine: "Engine", row_id: int, run_id: UUID) -> bool:
        from services.assistant.background import cases_of

        with self._store.reading() as connection:
            found = cases_of(connection, (row_id,)).get(row_id)
        self._hopeless.add(row_id)  # until it is explained; a fault that may pass takes it off
        if found is None:
            return False
        provider = self._assistant.parts.providers.find()
        try:
            given = await engine.explainer.explain(
                ExplanationKind.FAILURE, found[0], provider, found[1], run_id=run_id
            )
        except NotPossible:
            return False
        except ReviewerError:
            self._hopeless.discard(row_id)
            raise
        return not isinstance(given, NoAnswer)
