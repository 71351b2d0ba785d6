"""SDK clients: connections are kept, every exchange is heard, and the key is the present one."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reviewer.domain.assistant import Provider
from services.assistant.addresses import LOOPBACK
from services.assistant.exchange import on_request, on_response

if TYPE_CHECKING:
    import ssl

    from httpx2 import AsyncClient
    from openai import AsyncOpenAI

#: Seconds until a connection is made, and until an answer goes on.
CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 120.0
#: How often the SDK tries again.
RETRIES = 2
#: A pool looks at all its connections for each request: many small ones take less time.
POOLS = 16
POOL_SIZE = 4
MOST_CONNECTIONS = 128
#: Seconds for which a key is taken to be the present one: a keyring takes its time to answer.
KEY_SECONDS = 30.0
#: Loopback is reached directly, whatever proxy the environment names.
DIRECT = tuple(f"all://[{host}]" if ":" in host else f"all://{host}" for host in LOOPBACK)
#: What a server that asks for no key is sent instead of one.
NO_KEY = "none"

Keys = Callable[[Provider], str | None]


@dataclass(slots=True)
class _Pool:
    """Connections of one HTTP client, with the SDK's clients on it; `busy` calls use it now."""

    http: "AsyncClient"
    made: "dict[tuple[str, str], AsyncOpenAI]" = field(default_factory=dict)
    busy: int = 0


class Clients:
    """Clients of the SDK, by profile and key. For the one loop that uses them."""

    def __init__(
        self,
        keys: Keys,
        *,
        answer_seconds: float = ANSWER_SECONDS,
        connect_seconds: float = CONNECT_SECONDS,
        retries: int = RETRIES,
    ) -> None:
        self._keys = keys
        self._seconds = (answer_seconds, connect_seconds)
        self._retries = retries
        self._trust: ssl.SSLContext | None = None
        self._pools: list[_Pool] = []
        self._known: dict[tuple[str, str | None], tuple[float, str]] = {}

    @property
    def answer_seconds(self) -> float:
        """Return how long a provider may keep silent."""
        return self._seconds[0]

    @asynccontextmanager
    async def lent(self, provider: Provider) -> "AsyncIterator[AsyncOpenAI]":
        """Lend the client of a profile for one call."""
        key = await self._key(provider)
        pool = self._free_pool()
        pool.busy += 1
        try:
            yield self._client(pool, provider.base_url, key)
        finally:
            pool.busy -= 1

    def forget_key(self, provider: Provider) -> None:
        """Look a key up anew with the next call."""
        self._known.pop((provider.name, provider.key_variable), None)

    async def _key(self, provider: Provider) -> str:
        place = provider.name, provider.key_variable
        looked_up, key = self._known.get(place, (0.0, NO_KEY))
        if place not in self._known or time.monotonic() - looked_up > KEY_SECONDS:
            found = await asyncio.to_thread(self._keys, provider)
            key = found or NO_KEY
            self._known[place] = time.monotonic(), key
        return key

    def _free_pool(self) -> _Pool:
        """Return the first pool with room, or the one that is used least."""
        for pool in self._pools:
            if pool.busy < POOL_SIZE:
                return pool
        if len(self._pools) < POOLS:
            self._pools.append(_Pool(self._http()))
            return self._pools[-1]
        return min(self._pools, key=lambda pool: pool.busy)

    def _client(self, pool: _Pool, base_url: str, key: str) -> "AsyncOpenAI":
        from openai import AsyncOpenAI

        if (base_url, key) not in pool.made:
            pool.made[base_url, key] = AsyncOpenAI(
                api_key=key,
                base_url=base_url,
                max_retries=self._retries,
                timeout=pool.http.timeout,
                http_client=pool.http,
            )
        return pool.made[base_url, key]

    def _http(self) -> "AsyncClient":
        from httpx2 import AsyncClient, AsyncHTTPTransport, Limits, Timeout, create_ssl_context

        self._trust = self._trust or create_ssl_context()
        limits = Limits(
            max_connections=MOST_CONNECTIONS, max_keepalive_connections=MOST_CONNECTIONS
        )
        direct = AsyncHTTPTransport(limits=limits, verify=self._trust)
        answer, connect = self._seconds
        return AsyncClient(
            limits=limits,
            verify=self._trust,
            timeout=Timeout(answer, connect=connect),
            follow_redirects=False,
            mounts=dict.fromkeys(DIRECT, direct),
            event_hooks={"request": [on_request], "response": [on_response]},
        )

    async def close(self) -> None:
        """Close every connection."""
        pools, self._pools = self._pools, []
        self._known.clear()
        for pool in pools:
            await pool.http.aclose()
