"""Chance that comes out the same for the same seed and the same words."""

from hashlib import blake2b
from random import Random


def digest(*parts: object) -> bytes:
    """Return 16 bytes that depend on every part."""
    text = "\x1f".join(map(str, parts))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def identifier(prefix: str, *parts: object) -> str:
    """Return an id of a provider's look that depends on every part."""
    return f"{prefix}{digest(*parts).hex()[:24]}"


def share(*parts: object) -> float:
    """Return a number from 0 up to 1 that depends on every part."""
    return int.from_bytes(digest(*parts)[:7], "big") / (1 << 56)


def generator(*parts: object) -> Random:
    """Return a generator that depends on every part."""
    return Random(int.from_bytes(digest(*parts), "big"))  # noqa: S311 - nothing secret comes of it
