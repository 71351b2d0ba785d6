"""How fast a provider may be asked: so many calls at once, and no faster than its headers say."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

#: The longest that a header can make everybody wait.
LONGEST_SECONDS = 120.0
#: What is waited where a provider says "too many requests" and not for how long.
UNTOLD_SECONDS = 1.0
_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}

Sleep = Callable[[float], Awaitable[None]]


def seconds_of(text: str | None) -> float | None:
    """Return a reset time such as `6m0s`, `20ms` or `1.5` in seconds; None where it is none."""
    if not text:
        return None
    try:
        return max(0.0, float(text))
    except ValueError:
        parts = _PART.findall(text.strip())
    whole = "".join(number + unit for number, unit in parts)
    if whole != text.strip():
        return None
    return sum(float(number) * _UNITS[unit] for number, unit in parts)


@dataclass(slots=True)
class _Window:
    """What is left of one limit until it is reset, counted down between two answers.

    None where no answer has told. `resets_at` is on the clock of the limits.
    """

    left: float | None = None
    resets_at: float = 0.0

    def learn(self, left: float | None, reset: float | None, now: float) -> None:
        if left is not None and reset is not None:
            self.left, self.resets_at = left, now + min(reset, LONGEST_SECONDS)

    def wait(self, wanted: float, now: float) -> float:
        """Return the seconds until so much can be taken; 0 where it can be now."""
        if self.left is None or self.left >= wanted:
            return 0.0
        if now >= self.resets_at:
            self.left = None
            return 0.0
        return self.resets_at - now

    def take(self, wanted: float) -> None:
        if self.left is not None:
            self.left -= wanted


class RateLimits:
    """The limits of one provider. For the one loop that asks it.

    Calls of batches wait for one of `concurrency` places. What a person waits for takes none, so
    that a batch cannot stand before it; both keep to what the headers say.
    """

    def __init__(
        self,
        concurrency: int,
        clock: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.concurrency = concurrency
        self._clock = clock
        self._sleep = sleep
        self._places = asyncio.Semaphore(concurrency)
        self._requests = _Window()
        self._tokens = _Window()
        self._closed_until = 0.0

    @asynccontextmanager
    async def place(self, tokens: int, *, waiting_person: bool) -> AsyncIterator[None]:
        """Hold a place for one call of about so many tokens; wait for it as long as it takes."""
        if waiting_person:
            await self._pass(tokens)
            yield
            return
        async with self._places:
            await self._pass(tokens)
            yield

    async def _pass(self, tokens: int) -> None:
        while (seconds := self._seconds_to_wait(tokens)) > 0:
            await self._sleep(seconds)
        self._requests.take(1)
        self._tokens.take(tokens)

    def _seconds_to_wait(self, tokens: int) -> float:
        now = self._clock()
        return max(
            self._closed_until - now,
            self._requests.wait(1, now),
            self._tokens.wait(tokens, now),
        )

    def learn(self, status: int, headers: Mapping[str, str]) -> None:
        """Take in what an answer's headers say; a 429 stops everybody for as long as it says."""
        now = self._clock()
        for window, what in ((self._requests, "requests"), (self._tokens, "tokens")):
            left = _number(headers.get(f"x-ratelimit-remaining-{what}"))
            window.learn(left, seconds_of(headers.get(f"x-ratelimit-reset-{what}")), now)
        if status == 429:
            self._closed_until = max(self._closed_until, now + _told_wait(headers))


def _told_wait(headers: Mapping[str, str]) -> float:
    milliseconds = _number(headers.get("retry-after-ms"))
    told = _number(headers.get("retry-after")) if milliseconds is None else milliseconds / 1000
    return min(UNTOLD_SECONDS if told is None else told, LONGEST_SECONDS)


def _number(text: str | None) -> float | None:
    try:
        return None if text is None else max(0.0, float(text))
    except ValueError:
        return None
