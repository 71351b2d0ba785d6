"""Keeps the limits of a provider, and tells them in headers as OpenAI does."""

from dataclasses import dataclass

from services.demo.provider.clock import Clock
from services.demo.provider.exchange import Request
from services.demo.provider.refusals import rate_limited, reset_time
from services.demo.provider.settings import Limits

_MINUTE = 60
_BYTES_PER_TOKEN = 4


@dataclass(slots=True)
class Bucket:
    """What is left of one limit; it fills up evenly over a minute. Times in seconds."""

    limit: int
    left: float
    at: float

    def refill(self, now: float) -> None:
        """Add what came back since last time."""
        came = (now - self.at) * self.limit / _MINUTE
        self.left, self.at = min(float(self.limit), self.left + came), now

    def wait(self, wanted: float) -> float:
        """Return how many seconds until so much is there."""
        return max(0.0, wanted - self.left) * _MINUTE / self.limit

    def headers(self, name: str) -> dict[str, str]:
        """Return the headers about this limit."""
        return {
            f"x-ratelimit-limit-{name}": str(self.limit),
            f"x-ratelimit-remaining-{name}": str(max(0, int(self.left))),
            f"x-ratelimit-reset-{name}": reset_time(self.wait(self.limit)),
        }


class Meter:
    """Lets requests through while their limits hold."""

    def __init__(self, limits: Limits | None, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[str, Bucket] = {}
        if limits is not None:
            now = clock.now()
            requests, tokens = limits.requests_per_minute, limits.tokens_per_minute
            self._buckets["requests"] = Bucket(requests, requests, now)
            self._buckets["tokens"] = Bucket(tokens, tokens, now)

    def admit(self, request: Request) -> dict[str, str]:
        """Take what a request needs, and return the headers about what is left.

        Raises ApiError (429) where there is not enough.
        """
        now, wanted = self._clock.now(), _wanted(request)
        for bucket in self._buckets.values():
            bucket.refill(now)
        waits = [bucket.wait(wanted[name]) for name, bucket in self._buckets.items()]
        if (wait := max(waits, default=0.0)) > 0:
            raise rate_limited(wait, self._headers())
        for name, bucket in self._buckets.items():
            bucket.left -= wanted[name]
        return self._headers()

    def _headers(self) -> dict[str, str]:
        told = (bucket.headers(name) for name, bucket in self._buckets.items())
        return {name: value for headers in told for name, value in headers.items()}


def _wanted(request: Request) -> dict[str, float]:
    """Return what a request counts as; a provider reckons with the most that it may answer."""
    body = request.document or {}
    asked = body.get("max_completion_tokens") or body.get("max_tokens") or 0
    most = asked if isinstance(asked, int) else 0
    return {"requests": 1.0, "tokens": len(request.body) / _BYTES_PER_TOKEN + most}
