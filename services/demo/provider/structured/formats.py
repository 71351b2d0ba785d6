"""Texts in the formats that a schema may ask for."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

_START = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
_MINUTES = 80 * 24 * 60
_WORDS = ("harbour", "pine", "cabin", "trail", "meadow", "lantern")


def formatted(name: str, rng: Random) -> str:
    """Return a text in a format of JSON Schema. Raises KeyError for one that is not supported."""
    return _MAKERS[name](rng)


def _moment(rng: Random) -> datetime:
    return _START + timedelta(minutes=rng.randrange(_MINUTES))


def _host(rng: Random) -> str:
    return f"{rng.choice(_WORDS)}.example.com"


def _address(rng: Random) -> str:
    """Return an address of the block that is kept for documentation (RFC 5737)."""
    return f"192.0.2.{rng.randrange(1, 255)}"


def _address6(rng: Random) -> str:
    """Return an address of the block that is kept for documentation (RFC 3849)."""
    return f"2001:db8::{rng.randrange(1, 65_536):x}"


_MAKERS: Mapping[str, Callable[[Random], str]] = {
    "date-time": lambda rng: _moment(rng).strftime("%Y-%m-%dT%H:%M:%SZ"),
    "date": lambda rng: _moment(rng).strftime("%Y-%m-%d"),
    "time": lambda rng: _moment(rng).strftime("%H:%M:%SZ"),
    "duration": lambda rng: f"P{rng.randrange(1, 8)}D",
    "email": lambda rng: f"{rng.choice(_WORDS)}@example.com",
    "hostname": _host,
    "ipv4": _address,
    "ipv6": _address6,
    "uuid": lambda rng: str(UUID(int=rng.getrandbits(128), version=4)),
}
