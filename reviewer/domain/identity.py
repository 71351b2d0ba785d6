"""Who is who: stable ids of interactions, time-ordered ids of events."""

import hashlib
import os
import time
from collections.abc import Iterable
from uuid import UUID

#: Namespace of interaction ids; never changes, or every laptop would disagree with every other.
INTERACTIONS = UUID("6f2b7c1e-0d3a-5c48-9e61-52f0a4c7d918")


def interaction_keys(source_key: str, external_ids: Iterable[str]) -> list[bytes]:
    """Return the 16 bytes each of the UUIDv5 (RFC 9562 §5.5) of a source's key and its own ids.

    Name: source key, NUL, external id; neither may contain a NUL, so no two pairs share a name.
    """
    begun = hashlib.sha1(INTERACTIONS.bytes + f"{source_key}\0".encode(), usedforsecurity=False)
    keys = []
    for external_id in external_ids:
        sha1 = begun.copy()
        sha1.update(external_id.encode("utf-8", "surrogatepass"))
        digest = bytearray(sha1.digest()[:16])
        digest[6] = digest[6] & 0x0F | 0x50
        digest[8] = digest[8] & 0x3F | 0x80
        keys.append(bytes(digest))
    return keys


def interaction_id(source_key: str, external_id: str) -> UUID:
    """Return the interaction's id: the same on every laptop."""
    return UUID(bytes=interaction_keys(source_key, [external_id])[0])


def new_event_id() -> UUID:
    """Return a UUIDv7 (RFC 9562 §5.7): milliseconds of now, then 74 random bits."""
    millis = time.time_ns() // 1_000_000
    value = millis << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
