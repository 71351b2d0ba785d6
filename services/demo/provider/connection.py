"""One connection of a client: HTTP/1.1 by h11, with a task for the request that is under way."""

import asyncio
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import parse_qsl, unquote

import h11

from services.demo.provider.exchange import (
    Answer,
    Cut,
    Half,
    Reply,
    Request,
    Reset,
    Silence,
    Stream,
    json_object,
)

#: A file may have 512 MB; its form has a little more.
LARGEST_BODY = 520 * 1024 * 1024
_TOO_LARGE = Answer(b'{"error":{"message":"The body is too large.","type":null}}', 413)
_MALFORMED = Answer(b'{"error":{"message":"This is not HTTP.","type":null}}', 400)


class Visit(Protocol):
    """One request while it is answered."""

    async def answer(self) -> Reply:
        """Return what the request is answered with."""

    def over(self, *, paid: bool) -> None:
        """Hear that the request is over; the first time counts. `paid` for a paid reply."""


class Service(Protocol):
    """What answers requests."""

    def take(self, request: Request) -> Visit:
        """Take a request that came in."""


class Connections(set["Connection"]):
    """The connections that are open."""

    def drop_all(self) -> None:
        """Break every connection off."""
        for connection in tuple(self):
            connection.drop()


class Connection(asyncio.Protocol):
    """Reads requests and writes replies, one after the other."""

    def __init__(self, service: Service, others: Connections) -> None:
        self._service = service
        self._others = others
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=64 * 1024)
        self._head: h11.Request | None = None
        self._body = bytearray()
        self._task: asyncio.Task[None] | None = None
        self._drained = asyncio.Event()
        self._drained.set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to read."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._others.add(self)

    def connection_lost(self, _reason: Exception | None) -> None:
        """Stop what is under way: nobody waits for it any more."""
        self._others.discard(self)
        self._drained.set()
        if self._task is not None:
            self._task.cancel()

    def pause_writing(self) -> None:
        """Wait with what comes next: the client reads slowly."""
        self._drained.clear()

    def resume_writing(self) -> None:
        """Go on writing."""
        self._drained.set()

    def drop(self) -> None:
        """Break the connection off, without a goodbye."""
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take what the client sent."""
        self._http.receive_data(data)
        self._read_on()

    def eof_received(self) -> bool:
        """Take that the client sends no more; it may be reading still."""
        self._http.receive_data(b"")
        self._read_on()
        return self._task is not None

    def _read_on(self) -> None:
        try:
            while self._take(self._http.next_event()):
                pass
        except h11.RemoteProtocolError:
            self._refuse(_MALFORMED)

    def _take(self, event: object) -> bool:
        """Take one event of h11's, and tell whether there may be another one."""
        match event:
            case h11.Request():
                self._begin(event)
            case h11.Data():
                self._collect(event.data)
            case h11.EndOfMessage():
                self._start()
            case h11.ConnectionClosed():
                self._transport.close()
                return False
            case _:
                return False
        return True

    def _begin(self, head: h11.Request) -> None:
        self._head = head
        self._body = bytearray()
        if self._http.they_are_waiting_for_100_continue:
            self._write(h11.InformationalResponse(status_code=100, headers=[]))

    def _collect(self, data: bytes | bytearray) -> None:
        self._body += data
        if len(self._body) > LARGEST_BODY:
            self._refuse(_TOO_LARGE)

    def _start(self) -> None:
        assert self._head is not None
        request = _request(self._head, bytes(self._body))
        self._body = bytearray()
        visit = self._service.take(request)
        self._task = asyncio.get_running_loop().create_task(self._respond(visit))

    async def _respond(self, visit: Visit) -> None:
        answered = False
        try:
            await self._send(await visit.answer(), visit)
            answered = True
        finally:
            visit.over(paid=False)
            self._task = None
            if not answered:
                self.drop()
        self._next()

    def _next(self) -> None:
        if self._http.our_state is h11.DONE and self._http.their_state is h11.DONE:
            self._http.start_next_cycle()
            self._read_on()
        elif not self._transport.is_closing():
            self._transport.close()

    async def _send(self, reply: Reply, visit: Visit) -> None:
        """Send a reply; the visit is over before the last byte leaves, so that no count is late."""
        match reply:
            case Answer():
                visit.over(paid=reply.paid)
                self._send_whole(reply)
            case Stream():
                await self._send_stream(reply, visit)
            case Half(answer):
                visit.over(paid=answer.paid)
                self._send_half(answer)
            case Reset():
                visit.over(paid=False)
                self._reset()
            case Silence():
                await asyncio.Event().wait()

    def _send_whole(self, answer: Answer) -> None:
        wanted = self._head is None or self._head.method != b"HEAD"
        body = h11.Data(data=answer.body if wanted else b"")
        self._write(_head(answer, len(answer.body)), body, h11.EndOfMessage())

    def _send_half(self, answer: Answer) -> None:
        half = answer.body[: len(answer.body) // 2]
        self._write(_head(answer, len(answer.body)), h11.Data(data=half))
        self._transport.close()

    async def _send_stream(self, stream: Stream, visit: Visit) -> None:
        self._write(_stream_head(stream.headers))
        try:
            async for piece in stream.events:
                self._write(h11.Data(data=piece))
                await self._drained.wait()
        except Cut:
            visit.over(paid=stream.paid)
            self._reset()
            return
        visit.over(paid=stream.paid)
        self._write(h11.Data(data=stream.ending), h11.EndOfMessage())

    def _reset(self) -> None:
        """End the connection with a reset instead of a farewell."""
        self._transport.abort()

    def _refuse(self, answer: Answer) -> None:
        if self._http.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            self._send_whole(answer)
        self._transport.close()

    def _write(self, *events: h11.Event) -> None:
        parts = [self._http.send(event) or b"" for event in events]
        self._transport.write(b"".join(parts))


def _request(head: h11.Request, body: bytes) -> Request:
    path, _, query = head.target.decode("ascii", "replace").partition("?")
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in head.headers}
    return Request(
        method=head.method.decode("ascii"),
        path=unquote(path),
        query=dict(parse_qsl(query, keep_blank_values=True)),
        headers=headers,
        body=body,
        document=json_object(body),
    )


def _head(answer: Answer, length: int) -> h11.Response:
    fixed = {"content-type": answer.content_type, "content-length": str(length)}
    return h11.Response(status_code=answer.status, headers=_pairs(fixed | dict(answer.headers)))


def _stream_head(headers: Mapping[str, str]) -> h11.Response:
    fixed = {"content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache"}
    return h11.Response(status_code=200, headers=_pairs(fixed | dict(headers)))


def _pairs(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    return list(headers.items())
