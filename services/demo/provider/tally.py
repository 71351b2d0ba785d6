"""Counts of what was asked, so that a test can prove that nothing was asked twice."""

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from typing import Any

import orjson

from services.demo.provider.content.fences import without_fences
from services.demo.provider.exchange import Request


class Kind(Enum):
    """What a request is about."""

    CHAT = "chat"
    MODELS = "models"
    FILES = "files"
    FINE_TUNING = "fine_tuning"
    BATCHES = "batches"
    BATCH_ITEM = "batch_item"
    EMBEDDINGS = "embeddings"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted until now.

    `received` counts requests by kind, refused and failed ones too; `paid` those that a real
    provider would charge for. `bodies` and `paid_bodies` count the same by the body's key.
    """

    received: Mapping[Kind, int]
    paid: Mapping[Kind, int]
    bodies: Mapping[str, int]
    paid_bodies: Mapping[str, int]
    in_flight: int
    most_at_once: int

    @property
    def paid_twice(self) -> int:
        """How many paid requests had been paid for before, word by word."""
        return sum(self.paid_bodies.values()) - len(self.paid_bodies)


def body_key(body: Mapping[str, Any]) -> str:
    """Return the key of a request's body: the same for the same content in any order of keys.

    The random words that close a prompt's tags do not count, or no question would come in twice.
    """
    canonical = without_fences(orjson.dumps(body, option=orjson.OPT_SORT_KEYS).decode())
    return sha256(canonical.encode()).hexdigest()[:32]


def request_key(request: Request) -> str:
    """Return the key of a request: its body's, or its address where it has no JSON object."""
    if request.document is not None:
        return body_key(request.document)
    return f"{request.method} {request.path}"


class Tally:
    """Counts requests. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.clear()

    def clear(self) -> None:
        """Forget what was counted, but not what is under way."""
        with self._lock:
            self._received, self._paid = Counter[Kind](), Counter[Kind]()
            self._bodies, self._paid_bodies = Counter[str](), Counter[str]()
            self._in_flight = getattr(self, "_in_flight", 0)
            self._most = self._in_flight

    def begin(self, kind: Kind, key: str) -> int:
        """Count a request that came in, and return how often its body has come in by now."""
        with self._lock:
            self._received[kind] += 1
            self._bodies[key] += 1
            self._in_flight += 1
            self._most = max(self._most, self._in_flight)
            return self._bodies[key]

    def end(self, kind: Kind, key: str, *, paid: bool) -> None:
        """Count a request as over."""
        with self._lock:
            self._in_flight -= 1
            if paid:
                self._paid[kind] += 1
                self._paid_bodies[key] += 1

    def counts(self) -> Counts:
        """Return what was counted until now."""
        with self._lock:
            return Counts(
                dict(self._received),
                dict(self._paid),
                dict(self._bodies),
                dict(self._paid_bodies),
                self._in_flight,
                self._most,
            )
