"""One call as the connection sees it: each attempt of the SDK passes here on its way and back.

The SDK retries by itself (connection errors, 408, 409, 429, 500 and above). What it does not know
is heard here: how many attempts were lost and may have been paid for, what the limits are, and
that an account without credit stays without.
"""

from collections.abc import Awaitable, Callable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from services.assistant.limits import RateLimits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpx2 import Request, Response

#: Codes of a 429 that no waiting mends.
FINAL_CODES = frozenset({"insufficient_quota", "billing_hard_limit_reached", "access_terminated"})


async def _free() -> None:
    """Allow another attempt."""


#: Errors behind which the work may have been done, and charged for, all the same.
MAYBE_PAID = frozenset({408, 502, 504, 524})


#: What the connection says when an attempt begins to go out.
_GOES_OUT = ".send_request_headers.started"


@dataclass(slots=True)
class Exchange:
    """The attempts of one call; `unpaid` are those that were answered with an error.

    `before_another` is awaited before an attempt that follows a lost one. An attempt is lost when
    it went out, and no answer came, or not the whole of it: the provider may charge for it.
    """

    limits: RateLimits
    before_another: Callable[[], Awaitable[None]] = _free
    attempts: int = 0
    sent: int = 0
    unpaid: int = 0
    _last_sent: int = 0

    @property
    def perhaps_paid(self) -> int:
        """Return how many attempts may be charged for, the one that succeeded among them."""
        return self.sent - self.unpaid

    async def trace(self, event: str, _info: object) -> None:
        """Hear what the connection does; an attempt goes out once, through a proxy as well."""
        if event.endswith(_GOES_OUT) and self._last_sent != self.attempts:
            self._last_sent = self.attempts
            self.sent += 1


_present: ContextVar[Exchange | None] = ContextVar("exchange", default=None)


@contextmanager
def listening(exchange: Exchange) -> "Iterator[Exchange]":
    """Let the hooks of the connection speak to this exchange, in this task."""
    token = _present.set(exchange)
    try:
        yield exchange
    finally:
        _present.reset(token)


async def on_request(request: "Request") -> None:
    """Hear that an attempt is made."""
    exchange = _present.get()
    if exchange is None:
        return
    if exchange.perhaps_paid:
        await exchange.before_another()
    exchange.attempts += 1
    request.extensions = {**request.extensions, "trace": exchange.trace}


async def on_response(response: "Response") -> None:
    """Hear the head of an answer, and keep the SDK from retrying what cannot succeed."""
    exchange = _present.get()
    if exchange is None:
        return
    exchange.unpaid += response.status_code >= 400 and response.status_code not in MAYBE_PAID
    exchange.limits.learn(response.status_code, response.headers)
    if response.status_code == 429 and await _is_final(response):
        response.headers["x-should-retry"] = "false"


async def _is_final(response: "Response") -> bool:
    try:
        document = orjson.loads(await response.aread())
    except orjson.JSONDecodeError:
        return False
    error = document.get("error") if isinstance(document, dict) else None
    said = (error.get("code"), error.get("type")) if isinstance(error, dict) else ()
    return any(isinstance(code, str) and code in FINAL_CODES for code in said)
