"""Fingerprints of facts: equal rows have equal hashes, whatever kind of source they came from."""

import hashlib

import orjson

from reviewer.domain.interaction import SourceRow


def content_hash(row: SourceRow) -> bytes:
    """Return 16 bytes of BLAKE2b over every fact of the row."""
    return hashlib.blake2b(orjson.dumps(tuple(row)), digest_size=16).digest()
