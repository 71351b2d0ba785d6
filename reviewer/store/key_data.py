"""The key that encrypts a store."""

import hashlib
import hmac
import os
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from reviewer.store.key_format import CHECK_BYTES
from reviewer.store.key_slots import KEY_BYTES


@dataclass(frozen=True, slots=True)
class DataKey:
    """The 32 bytes that encrypt a store. Only `raw` and `literal` show them."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse any other length, which SQLCipher would take for a passphrase."""
        if len(self.raw) != KEY_BYTES:
            raise ValueError(f"a data key has {KEY_BYTES} bytes")

    @classmethod
    def random(cls) -> Self:
        """Return a key that nobody has seen."""
        return cls(os.urandom(KEY_BYTES))

    @property
    def literal(self) -> str:
        """The raw key as SQLCipher takes it: x'…' around 64 hexadecimal digits."""
        return f"x'{self.raw.hex()}'"

    def check(self, store_id: UUID) -> bytes:
        """Return 16 bytes by which the key is known again, and which do not give it away."""
        message = b"reviewer key check 1\0" + store_id.bytes
        return hmac.digest(self.raw, message, hashlib.sha256)[:CHECK_BYTES]
