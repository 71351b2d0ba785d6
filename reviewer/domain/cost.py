"""What a call costs: exact sums in billionths of a US dollar, from prices with a date.

Providers state prices in US dollars per million tokens, down to a thousandth of a dollar: as
integers of 10⁻⁹ dollars ("nanos") they add up without a rounding error.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo

from reviewer.domain.moments import from_micros, to_micros

NANOS_PER_DOLLAR = 1_000_000_000
TOKENS_PER_PRICE = 1_000_000

#: A dated snapshot has the price of its model: `gpt-4.1-mini-2025-04-14`.
_SNAPSHOT = re.compile(r"-20\d\d-\d\d-\d\d$")


@dataclass(frozen=True, slots=True)
class TokenUse:
    """Tokens of one call. `prompt` includes the `cached` ones, `completion` those of reasoning.

    `estimated` tells that the provider did not say, and that they were estimated from the text.
    """

    prompt: int = 0
    cached: int = 0
    completion: int = 0
    estimated: bool = False

    def __add__(self, other: "TokenUse") -> "TokenUse":
        """Return both together."""
        return TokenUse(
            self.prompt + other.prompt,
            self.cached + other.cached,
            self.completion + other.completion,
            self.estimated or other.estimated,
        )


NO_TOKENS = TokenUse()


@dataclass(frozen=True, slots=True)
class Price:
    """What a model costs, in nanos per million tokens."""

    prompt: int
    cached: int
    completion: int

    @classmethod
    def in_dollars(cls, prompt: float, cached: float, completion: float) -> "Price":
        """Return the price that a provider states in US dollars per million tokens."""
        return cls(*(round(dollars * NANOS_PER_DOLLAR) for dollars in (prompt, cached, completion)))

    def of(self, use: TokenUse) -> int:
        """Return what these tokens cost, in nanos, a started nano counted as whole."""
        fresh = max(0, use.prompt - use.cached)
        total = fresh * self.prompt + use.cached * self.cached + use.completion * self.completion
        return -(-total // TOKENS_PER_PRICE)

    def most(self, prompt_bytes: int, completion_tokens: int) -> int:
        """Return the most that a call can cost, in nanos, before it is made.

        A token is at least one byte of UTF-8, so there are never more tokens than bytes.
        """
        dearest = max(self.prompt, self.cached)
        return Price(dearest, dearest, self.completion).of(
            TokenUse(prompt_bytes, 0, completion_tokens)
        )


FREE = Price(0, 0, 0)


@dataclass(frozen=True, slots=True)
class PriceTable:
    """Prices by model, as they were on a day (`as_of`, YYYY-MM-DD)."""

    as_of: str
    prices: Mapping[str, Price]

    def find(self, model: str) -> Price | None:
        """Return a model's price; None where it is not known.

        A snapshot has its model's price, and a fine-tuned model that of its base's fine-tunes:
        `ft:gpt-4.1-mini-2025-04-14:team::id` that of `ft:gpt-4.1-mini`.
        """
        for name in (model, ":".join(model.split(":")[:2]) if model.startswith("ft:") else model):
            found = self.prices.get(name) or self.prices.get(_SNAPSHOT.sub("", name))
            if found is not None:
                return found
        return None


@dataclass(frozen=True, slots=True)
class Caps:
    """What may be spent, in nanos: by one run, and in one month of the store's time zone."""

    run: int
    month: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a batch is expected to cost before it starts, in nanos.

    `expected` assumes usual lengths, `most` the longest answers. `priced` is False where a model
    has no known price; both figures leave it out then.
    """

    items: int
    calls: int
    expected: int
    most: int
    priced: bool


@dataclass(frozen=True, slots=True)
class Spending:
    """Calls of one kind together: their number, tokens and cost in nanos.

    `key` is the purpose, the model or the day (YYYY-MM-DD) they have in common.
    """

    key: str
    calls: int
    from_cache: int
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    cost: int


def dollars(nanos: int) -> float:
    """Return US dollars."""
    return nanos / NANOS_PER_DOLLAR


def nanos(dollars: float) -> int:
    """Return billionths of a US dollar."""
    return round(dollars * NANOS_PER_DOLLAR)


def money(nanos: int) -> str:
    """Return an amount as a person reads it: `$0.42`, and small ones as exactly as they need."""
    value = nanos / NANOS_PER_DOLLAR
    if nanos == 0 or value >= 0.1:
        return f"${value:,.2f}"
    return f"${value:.4f}" if value >= 0.0001 else f"${value:.7f}".rstrip("0")


def month_start(at: int, zone: tzinfo) -> int:
    """Return the beginning of a moment's month in a time zone, in microseconds UTC."""
    local = from_micros(at).astimezone(zone)
    return to_micros(local.replace(day=1, hour=0, minute=0, second=0, microsecond=0))
