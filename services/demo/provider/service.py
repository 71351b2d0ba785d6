"""Answers requests: who asks, what goes wrong with it, and which endpoint it is for."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from hmac import compare_digest

from services.demo.provider.api_errors import ApiError
from services.demo.provider.calls import Call
from services.demo.provider.chance import identifier
from services.demo.provider.exchange import Answer, Half, Reply, Request, Reset, Silence, Stream
from services.demo.provider.faults import LATENCY_HEADER, Ask, Fault, Faults
from services.demo.provider.limits import Meter
from services.demo.provider.refusals import bad_key, no_key, pick, refusal_of
from services.demo.provider.routes import Found, Route, Routes
from services.demo.provider.settings import Settings
from services.demo.provider.tally import Kind, Tally, request_key

#: Every response says where it comes from.
MARK = {"x-simulated": "true", "server": "simulated-provider", "openai-version": "2020-10-01"}
_HOSTS = ("127.0.0.1", "localhost")
_BAD_GATEWAY = Answer(b"<html><h1>502 Bad Gateway</h1></html>", 502, "text/html")
#: What takes a model's time.
_THINKING = (Kind.CHAT, Kind.EMBEDDINGS)
_CUT_OFF = {Fault.HALF, Fault.TRUNCATED, Fault.STREAM_RESET}


class ProviderService:
    """What the connections of one provider talk to."""

    def __init__(
        self, settings: Settings, routes: Routes, faults: Faults, tally: Tally, meter: Meter
    ) -> None:
        self._settings = settings
        self._meter = meter
        self._routes = routes
        self._faults = faults
        self._tally = tally

    def take(self, request: Request) -> "Visit":
        """Count a request that came in; what is returned answers it."""
        found = self._routes.find(request)
        kind, key = found.route.kind if found else Kind.OTHER, request_key(request)
        return Visit(self, request, found, Counted(kind, key, self._tally.begin(kind, key)))

    def over(self, counted: "Counted", *, paid: bool) -> None:
        """Count a request as over."""
        self._tally.end(counted.kind, counted.key, paid=paid)

    async def reply(self, request: Request, found: Found | None, counted: "Counted") -> Reply:
        """Return what a request is answered with. Raises ApiError."""
        started = asyncio.get_running_loop().time()
        self._admit(request)
        if found is None:
            raise ApiError(404, f"Invalid URL ({request.method} {request.path})")
        ask = Ask(counted.kind, counted.key, counted.attempt, request.headers, _model(request))
        faults = pick(self._faults, ask)
        if (refused := refusal_of(faults, self._settings)) is not None:
            raise refused
        told = self._meter.admit(request) if counted.kind in _THINKING else {}
        call = Call(request, counted.key, faults, found.parts)
        reply = _told(await self._spoilt(found.route, call), told)
        await asyncio.sleep(self._delay(ask, faults) + started - asyncio.get_running_loop().time())
        return reply

    async def _spoilt(self, route: Route, call: Call) -> Reply:
        """Return the endpoint's reply, or what its faults make of it."""
        if Fault.TIMEOUT in call.faults:
            return Silence()
        if Fault.RESET in call.faults:
            return Reset()
        if Fault.BAD_GATEWAY in call.faults:
            return _BAD_GATEWAY
        reply = await route.endpoint(call)
        if isinstance(reply, Answer) and call.faults & _CUT_OFF:
            return Half(reply)
        return reply

    def _admit(self, request: Request) -> None:
        """Let in who asks for this machine by its name, and has the key where one is asked for."""
        if request.headers.get("host", "").rpartition(":")[0] not in _HOSTS:
            raise ApiError(403, "This provider answers to the loopback address only.")
        wanted, given = self._settings.api_key, request.headers.get("authorization")
        if wanted is None:
            return
        if given is None:
            raise no_key()
        if not compare_digest(given.encode(), f"Bearer {wanted}".encode()):
            raise bad_key()

    def _delay(self, ask: Ask, faults: frozenset[Fault]) -> float:
        latency = self._settings.latency if ask.kind in _THINKING else 0.0
        with suppress(KeyError, ValueError):
            latency = float(ask.headers[LATENCY_HEADER]) / 1000
        return latency + (self._settings.slow_by if Fault.SLOW in faults else 0.0)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a request was counted as, and how often its body has come in by now."""

    kind: Kind
    key: str
    attempt: int


class Visit:
    """One request while it is answered."""

    def __init__(
        self, service: ProviderService, request: Request, found: Found | None, counted: Counted
    ) -> None:
        self._service = service
        self._request = request
        self._found = found
        self._counted: Counted | None = counted

    async def answer(self) -> Reply:
        """Return what the request is answered with; an error is an answer, too."""
        counted = self._counted
        assert counted is not None
        try:
            reply = await self._service.reply(self._request, self._found, counted)
        except ApiError as error:
            reply = error.answer()
        except RecursionError:
            reply = ApiError(400, "The body of your request is nested too deeply.").answer()
        return _marked(reply, counted)

    def over(self, *, paid: bool) -> None:
        """Hear that the request is over; the first time counts."""
        if self._counted is not None:
            self._service.over(self._counted, paid=paid)
        self._counted = None


def _model(request: Request) -> str:
    """Return the name of the model that a request is for, empty where it has none."""
    document = request.document
    name = document.get("model") if document else None
    return name if isinstance(name, str) else ""


def _marked(reply: Reply, counted: Counted) -> Reply:
    """Return the reply with the headers that say where it comes from."""
    number = identifier("req_simulated_", counted.key, counted.attempt)
    return _told(reply, {**MARK, "x-request-id": number})


def _told(reply: Reply, headers: Mapping[str, str]) -> Reply:
    """Return the reply with more headers."""
    match reply:
        case Answer() | Stream():
            return replace(reply, headers={**headers, **reply.headers})
        case Half(answer):
            return Half(replace(answer, headers={**headers, **answer.headers}))
        case _:
            return reply
