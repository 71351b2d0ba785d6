"""Which endpoint a request is for."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass

from services.demo.provider.calls import Call
from services.demo.provider.exchange import Answer, Reply, Request
from services.demo.provider.tally import Kind

Endpoint = Callable[[Call], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Route:
    """An address with `{names}` in it, and who answers there."""

    method: str
    path: str
    kind: Kind
    endpoint: Endpoint


@dataclass(frozen=True, slots=True)
class Found:
    """The route of a request, and the parts that its address names."""

    route: Route
    parts: Mapping[str, str]


def at_once(answer: Callable[[Call], Answer]) -> Endpoint:
    """Return the endpoint of a function that does not wait for anything."""

    async def endpoint(call: Call) -> Reply:
        return answer(call)

    return endpoint


class Routes:
    """All addresses of a provider; those without the leading `/v1` are the same."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._routes = [(_pattern(route.path), route) for route in routes]

    def find(self, request: Request) -> Found | None:
        """Return the route of a request, None where its address leads nowhere."""
        path = request.path.removeprefix("/v1").rstrip("/")
        for pattern, route in self._routes:
            if route.method == request.method and (found := pattern.fullmatch(path)):
                return Found(route, found.groupdict())
        return None


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))
