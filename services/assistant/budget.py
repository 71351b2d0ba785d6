"""What may be spent: the most a call can cost is held before it starts, so no cap is passed."""

import asyncio
from dataclasses import dataclass, field
from uuid import UUID

from reviewer.domain.cost import money
from reviewer.errors import BudgetReached


@dataclass(slots=True)
class Account:
    """Money of a run or of a month, in nanos: what was spent, and what calls under way hold."""

    name: str
    cap: int
    spent: int = 0
    held: int = 0

    @property
    def room(self) -> int:
        """Return what is neither spent nor held."""
        return self.cap - self.spent - self.held


@dataclass(slots=True)
class Hold:
    """What one call holds of its accounts until it is settled."""

    accounts: tuple[Account, ...]
    amount: int = 0
    settled: bool = False


@dataclass(slots=True)
class Budget:
    """The accounts of the month and of the runs. For the one loop that spends.

    Where the room does not suffice while other calls hold some of it, a hold waits for them: they
    cost less than they hold, as a rule.
    """

    month: Account
    runs: dict[UUID, Account] = field(default_factory=dict)
    _freed: asyncio.Event = field(default_factory=asyncio.Event)

    async def hold(self, amount: int, run_id: UUID | None) -> Hold:
        """Hold an amount, in nanos. Raises BudgetReached where a cap could be passed."""
        while not self._take(hold := Hold(self._accounts(run_id)), amount):
            if any(account.cap - account.spent < amount for account in hold.accounts):
                raise _reached(hold, amount)
            self._freed.clear()
            await self._freed.wait()
        return hold

    def begin_month(self, month: Account) -> None:
        """Spend from another month's account; whoever waits for the old one's room looks there."""
        self.month = month
        self._freed.set()

    def extend(self, hold: Hold, amount: int) -> None:
        """Hold more for the same call, at once. Raises BudgetReached."""
        if not self._take(hold, amount):
            raise _reached(hold, amount)

    def settle(self, hold: Hold, cost: int) -> None:
        """Give back what a call held, and count what it cost."""
        if hold.settled:
            return
        hold.settled = True
        for account in hold.accounts:
            account.held -= hold.amount
            account.spent += cost
        self._freed.set()

    def _accounts(self, run_id: UUID | None) -> tuple[Account, ...]:
        run = None if run_id is None else self.runs.get(run_id)
        return (self.month,) if run is None else (run, self.month)

    def _take(self, hold: Hold, amount: int) -> bool:
        if any(account.room < amount for account in hold.accounts):
            return False
        for account in hold.accounts:
            account.held += amount
        hold.amount += amount
        return True


def _reached(hold: Hold, amount: int) -> BudgetReached:
    account = min(hold.accounts, key=lambda one: one.room)
    return BudgetReached(
        f"The next call could cost up to {money(amount)}, and {account.name} has "
        f"{money(max(0, account.room))} left of its {money(account.cap)} "
        f"({money(account.spent)} spent). Raise the cap to go on."
    )


def month_account(cap: int, spent: int) -> Account:
    """Return the account of a month."""
    return Account("this month", cap, spent)


def run_account(cap: int, spent: int) -> Account:
    """Return the account of a run."""
    return Account("this run", cap, spent)
