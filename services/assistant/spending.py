"""What was spent: by purpose, model and day, against the caps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from reviewer.domain.cost import Caps, Spending, month_start
from reviewer.domain.moments import now_micros
from reviewer.store import assistant
from reviewer.store.store import Store
from services.assistant.prices import PriceBook


@dataclass(frozen=True, slots=True)
class SpendingReport:
    """Sums of the ledger since a moment (microseconds UTC); amounts in nanos.

    `month` is what this month cost until now, `caps` what it and a run may cost.
    """

    since: int
    total: int
    month: int
    caps: Caps
    prices_as_of: str
    by_purpose: tuple[Spending, ...]
    by_model: tuple[Spending, ...]
    by_day: tuple[Spending, ...]


class SpendingBook:
    """Reads the ledger at once on the caller's thread: not for the GUI thread."""

    def __init__(
        self, store: Store, prices: PriceBook, caps: Callable[[], Caps], zone: tzinfo
    ) -> None:
        self._store = store
        self._prices = prices
        self._caps = caps
        self._zone = zone

    def report(self, since: int = 0) -> SpendingReport:
        """Return the sums since a moment. Raises UsageError where the price table is none."""
        with self._store.reading() as connection:
            by_purpose = assistant.spending_by(connection, "purpose", since)
            return SpendingReport(
                since=since,
                total=sum(one.cost for one in by_purpose),
                month=assistant.spent_since(connection, self.month_start()),
                caps=self._caps(),
                prices_as_of=self._prices.table().as_of,
                by_purpose=by_purpose,
                by_model=assistant.spending_by(connection, "model", since),
                by_day=assistant.spending_by_day(connection, since, self._zone),
            )

    def month_start(self) -> int:
        """Return when this month began, in microseconds UTC."""
        return month_start(now_micros(), self._zone)
