"""The ledger: no call without a row, written before it starts and completed when it ends."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any
from uuid import UUID

from reviewer.domain.assistant import Answer, Call, CallState, Capabilities
from reviewer.domain.changes import Changed
from reviewer.domain.cost import FREE, NO_TOKENS, Caps, Price, month_start
from reviewer.domain.identity import new_event_id
from reviewer.domain.moments import now_micros
from reviewer.errors import PriceUnknown
from reviewer.store import answers, assistant
from reviewer.store.store import Store, Writing
from services.assistant.budget import Account, Budget, Hold, month_account, run_account
from services.assistant.exchange import Exchange
from services.assistant.prices import PriceBook
from services.assistant.questions import Question
from services.assistant.wire import Chat, Completion
from services.jobs.write_lane import WriteLane

#: What is saved with the end of a call, in the same transaction.
Save = Callable[[Writing], object]


def _nothing(_writing: Writing) -> None:
    """Save nothing beside the ledger."""


@dataclass(slots=True)
class OpenCall:
    """A call that was written down and may be made: `most` is what one attempt can cost."""

    call: Call
    exchange: Exchange
    price: Price
    hold: Hold
    most: int
    began: float


class Ledger:
    """Writes calls down and keeps the budget. For the one loop that makes calls."""

    def __init__(
        self,
        store: Store,
        lane: WriteLane[Writing],
        prices: PriceBook,
        caps: Callable[[], Caps],
        zone: tzinfo,
    ) -> None:
        self._store = store
        self._lane = lane
        self._prices = prices
        self._caps = caps
        self._zone = zone
        self._budget: Budget | None = None
        self._month = 0

    async def open_run(self, run_id: UUID, cap: int | None = None) -> None:
        """Give a run an account of its own, with what it has spent before.

        `cap` is in nanos; without one the usual cap of a run holds.
        """
        budget = await self._present_budget()
        if run_id not in budget.runs:
            with self._store.reading() as connection:
                budget.runs[run_id] = run_account(0, assistant.spent_by_run(connection, run_id))
        budget.runs[run_id].cap = self._caps().run if cap is None else cap

    def spent_by_run(self, run_id: UUID) -> int:
        """Return what a run that was opened has spent until now, in nanos."""
        return self._budget.runs[run_id].spent if self._budget else 0

    async def start(
        self, question: Question[Any], chat: Chat, exchange: Exchange, can: Capabilities
    ) -> OpenCall:
        """Hold what the call can cost and write it down; it may be made when this returns.

        Raises BudgetReached, PriceUnknown.
        """
        price = self._price(question)
        most = (price or FREE).most(chat.prompt_bytes(), chat.token_limit(can))
        budget = await self._present_budget()
        hold = await budget.hold(most, question.run_id)
        call = replace(call_of(question), cost=most, priced=price is not None)
        opened = OpenCall(call, exchange, price or FREE, hold, most, time.perf_counter())
        exchange.before_another = lambda: self._hold_more(opened)
        try:
            await self._lane.save(lambda writing: assistant.add_call(writing.connection, call))
        except BaseException:
            budget.settle(hold, 0)
            raise
        return opened

    async def answered(
        self, opened: OpenCall, completion: Completion, state: CallState, save: Save = _nothing
    ) -> Call:
        """Write down how a call came out, and save what it gave, in one transaction."""
        ended = replace(
            opened.call,
            model=completion.model,
            state=state,
            use=completion.use,
            cost=self.cost(opened, completion),
            request_id=completion.request_id,
        )
        return await self._end(opened, ended, save)

    def cost(self, opened: OpenCall, completion: Completion) -> int:
        """Return what a call cost; attempts that got lost before it count as the most they can."""
        lost = max(0, opened.exchange.perhaps_paid - 1)
        return opened.price.of(completion.use) + lost * opened.most

    async def failed(self, opened: OpenCall, state: CallState, problem: str | None) -> Call:
        """Write down that a call gave nothing; attempts that may be charged for count at most."""
        cost = opened.exchange.perhaps_paid * opened.most
        ended = replace(opened.call, state=state, use=NO_TOKENS, cost=cost, problem=problem)
        return await self._end(opened, ended, _nothing)

    async def from_cache(self, question: Question[Any], answer: Answer, save: Save) -> Call:
        """Write down that the cache answered, and save what follows from it."""
        call = replace(call_of(question), state=CallState.CACHED, model=answer.model)

        def transaction(writing: Writing) -> None:
            assistant.add_call(writing.connection, call)
            save(writing)
            writing.announce(Changed(assistant=True))

        await self._lane.save(transaction)
        return call

    def look_up(self, question: Question[Any]) -> Answer | None:
        """Return what the cache has for a question."""
        with self._store.reading() as connection:
            return answers.get(connection, question.key)

    async def _end(self, opened: OpenCall, ended: Call, save: Save) -> Call:
        seconds = time.perf_counter() - opened.began
        call = replace(ended, latency=int(seconds * 1e6), attempts=opened.exchange.attempts)

        def transaction(writing: Writing) -> None:
            assistant.end_call(writing.connection, call)
            save(writing)
            writing.announce(Changed(assistant=True))

        try:
            await self._lane.save(transaction)
        finally:
            assert self._budget is not None
            self._budget.settle(opened.hold, call.cost)
        return call

    async def _hold_more(self, opened: OpenCall) -> None:
        """Hold the cost of another attempt after one that may be charged for."""
        assert self._budget is not None
        self._budget.extend(opened.hold, opened.most)
        call = replace(opened.call, cost=opened.hold.amount)
        await self._lane.save(lambda writing: assistant.end_call(writing.connection, call))

    def _price(self, question: Question[Any]) -> Price | None:
        price = self._prices.find(question.provider, question.model)
        if price is None and not question.provider.unpriced:
            raise PriceUnknown(
                f"Nobody knows what {question.model} costs at “{question.provider.name}”.",
                terminal="Add its price to the price table (“reviewer cost --edit-prices”), or "
                "give leave with “reviewer provider add … --unpriced”.",
                window="Add its price to the price table in Settings, Assistant, or give leave to "
                "call it all the same.",
            )
        return price

    async def _present_budget(self) -> Budget:
        """Return the budget of this month; a new month begins a new one."""
        month = month_start(now_micros(), self._zone)
        if self._budget is None:
            await self._lane.save(lambda writing: assistant.lose_started(writing.connection))
        if self._budget is None:
            self._budget, self._month = Budget(self._account(month)), month
        elif month != self._month:
            self._month = month
            self._budget.begin_month(self._account(month))
        self._budget.month.cap = self._caps().month
        return self._budget

    def _account(self, month: int) -> Account:
        with self._store.reading() as connection:
            return month_account(self._caps().month, assistant.spent_since(connection, month))


def call_of(question: Question[Any]) -> Call:
    """Return the ledger's row of a question that is about to be asked."""
    return Call(
        id=new_event_id(),
        purpose=question.purpose,
        provider=question.provider.name,
        model=question.model,
        at=now_micros(),
        key=question.key,
        run_id=question.run_id,
        interaction_id=question.interaction_id,
    )
