"""SDK clients on one shared HTTP client: connections are kept, and every exchange is heard."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from reviewer.domain.assistant import Provider
from services.assistant.exchange import on_request, on_response

if TYPE_CHECKING:
    from httpx2 import AsyncClient
    from openai import AsyncOpenAI

#: Seconds until a connection is made, and until an answer goes on.
CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 120.0
#: How often the SDK tries again.
RETRIES = 2
MOST_CONNECTIONS = 128
#: Loopback is reached directly, whatever proxy the environment names.
DIRECT = ("all://127.0.0.1", "all://localhost", "all://[::1]")
#: What a server that asks for no key is sent instead of one.
NO_KEY = "none"

Keys = Callable[[Provider], str | None]


class Clients:
    """One client of the SDK per profile and key. For the one loop that uses them."""

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
        self._http: AsyncClient | None = None
        self._made: dict[tuple[str, str], AsyncOpenAI] = {}

    @property
    def answer_seconds(self) -> float:
        """Return how long a provider may keep silent."""
        return self._seconds[0]

    def of(self, provider: Provider) -> "AsyncOpenAI":
        """Return the client of a profile, with the key as it is now."""
        key = self._keys(provider) or NO_KEY
        known = provider.base_url, key
        if known not in self._made:
            self._made[known] = self._make(provider.base_url, key)
        return self._made[known]

    def _make(self, base_url: str, key: str) -> "AsyncOpenAI":
        from openai import AsyncOpenAI

        return AsyncOpenAI(
            api_key=key,
            base_url=base_url,
            max_retries=self._retries,
            timeout=self._shared().timeout,
            http_client=self._shared(),
        )

    def _shared(self) -> "AsyncClient":
        from httpx2 import AsyncClient, AsyncHTTPTransport, Limits, Timeout

        if self._http is None:
            limits = Limits(
                max_connections=MOST_CONNECTIONS, max_keepalive_connections=MOST_CONNECTIONS
            )
            direct = AsyncHTTPTransport(limits=limits)
            answer, connect = self._seconds
            self._http = AsyncClient(
                limits=limits,
                timeout=Timeout(answer, connect=connect),
                follow_redirects=False,
                mounts=dict.fromkeys(DIRECT, direct),
                event_hooks={"request": [on_request], "response": [on_response]},
            )
        return self._http

    async def close(self) -> None:
        """Close every connection."""
        http, self._http = self._http, None
        self._made.clear()
        if http is not None:
            await http.aclose()
