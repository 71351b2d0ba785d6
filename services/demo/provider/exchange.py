"""What comes in over a connection, and what goes out."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, read to its end; the names of headers are lower case.

    `document` is the JSON object of the body, None where it holds something else.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    document: dict[str, Any] | None = None


def json_object(body: bytes) -> dict[str, Any] | None:
    """Return the JSON object that a body holds, None where it holds something else."""
    try:
        document = orjson.loads(body) if body.startswith(b"{") else None
    except orjson.JSONDecodeError:
        return None
    return document


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole HTTP response; `paid` where a real provider would charge for it."""

    body: bytes
    status: int = 200
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    paid: bool = False


@dataclass(frozen=True, slots=True)
class Stream:
    """A response of server-sent events, and what comes after the last of them.

    Where the iterator raises Cut, the connection is reset.
    """

    events: AsyncIterator[bytes]
    ending: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    paid: bool = True


@dataclass(frozen=True, slots=True)
class Half:
    """The first half of an answer, after which the connection is closed."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer, ever; the connection stays open."""


@dataclass(frozen=True, slots=True)
class Reset:
    """No answer; the connection is reset."""


Reply = Answer | Stream | Half | Silence | Reset


class Cut(Exception):
    """Raised by a stream that is reset where it stands."""


def json_answer(document: Any, *, status: int = 200, paid: bool = False) -> Answer:
    """Return the answer that holds a document."""
    return Answer(orjson.dumps(document), status, paid=paid)


def event(data: bytes) -> bytes:
    """Return one server-sent event."""
    return b"data: " + data + b"\n\n"
