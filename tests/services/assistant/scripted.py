"""A server that answers what a test tells it to, for providers odder than the simulated one."""

import json
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: What a request is answered with: the text of a completion, or status, headers and body.
Raw = tuple[int, dict[str, str], bytes]
Said = str | Raw


@dataclass(slots=True)
class Scripted:
    """A running server, and the requests that it got."""

    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def scripted(said: Iterable[Said] | Callable[[dict[str, Any]], Said]) -> Iterator[Scripted]:
    """Serve these answers one after the other, or what a function makes of each request."""
    script = None if callable(said) else deque(said)
    made: Callable[[dict[str, Any]], Said] = (
        said if callable(said) else lambda _request: script.popleft()  # type: ignore[union-attr]
    )

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["content-length"])))
            server.requests.append(request)
            server.headers.append({name.lower(): value for name, value in self.headers.items()})
            status, headers, body = _whole(made(request))
            self.send_response(status)
            for name, value in {**headers, "content-length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self.send_error(404)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Say nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = Scripted(f"http://127.0.0.1:{http.server_address[1]}/v1")
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        thread.join()
        http.server_close()


def _whole(said: Said) -> Raw:
    if isinstance(said, tuple):
        return said
    return 200, {"content-type": "application/json"}, json.dumps(completion(said)).encode()


def completion(text: str) -> dict[str, Any]:
    """Return a chat completion with this text."""
    message = {"role": "assistant", "content": text}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
