"""Slots of a key file: the data key, wrapped once for each secret that may open the store.

A slot is AES-256-GCM of the data key under a 32-byte wrapping key. The store's id, the slot's
name and its derivation are associated data: a slot that is edited, renamed or brought in from
another store's file opens nothing.
"""

import hashlib
import os
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from reviewer.store.key_recovery import RecoveryCode

KEY_BYTES = 32
NONCE_BYTES = 12
WRAPPED_BYTES = KEY_BYTES + 16
SALT_BYTES = 16
MOST_SCRYPT_BYTES = 1 << 30


class SlotName(StrEnum):
    """Where the secret of a slot lives."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105 - the slot's name
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class ScryptCost:
    """Work of one scrypt derivation (RFC 7914): 128 x n x r bytes, in p passes."""

    n: int = 1 << 16
    r: int = 8
    p: int = 2

    @property
    def bytes_needed(self) -> int:
        """Memory that one derivation takes, in bytes."""
        return 128 * self.r * (self.n + self.p + 2)

    @property
    def is_sane(self) -> bool:
        """Whether scrypt takes these numbers and needs less than a gigabyte and 16 passes."""
        power_of_two = self.n > 1 and self.n & (self.n - 1) == 0
        return power_of_two and 1 <= self.r <= 64 and 1 <= self.p <= 16 and self._fits()

    def _fits(self) -> bool:
        return self.bytes_needed <= MOST_SCRYPT_BYTES


#: 64 MiB in two passes: one of the settings OWASP recommends, 0.3 s on a slow core.
SCRYPT = ScryptCost()


@dataclass(frozen=True, slots=True)
class Scrypt:
    """How a passphrase becomes a wrapping key."""

    salt: bytes
    cost: ScryptCost

    def derive(self, passphrase: str) -> bytes:
        """Return the wrapping key of a passphrase (NFKC: the same on every keyboard)."""
        return hashlib.scrypt(
            unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass"),
            salt=self.salt,
            n=self.cost.n,
            r=self.cost.r,
            p=self.cost.p,
            maxmem=2 * self.cost.bytes_needed,
            dklen=KEY_BYTES,
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key under one wrapping key."""

    name: SlotName
    nonce: bytes
    wrapped: bytes = field(repr=False)
    scrypt: Scrypt | None = None


def keyring_slot(store_id: UUID, data_key: bytes, kek: bytes) -> Slot:
    """Wrap the data key under a key that lives in the system keyring."""
    return _wrap(store_id, SlotName.KEYRING, data_key, kek, None)


def recovery_slot(store_id: UUID, data_key: bytes, code: RecoveryCode) -> Slot:
    """Wrap the data key under a recovery code."""
    return _wrap(store_id, SlotName.RECOVERY, data_key, recovery_key(code), None)


def passphrase_slot(store_id: UUID, data_key: bytes, passphrase: str, cost: ScryptCost) -> Slot:
    """Wrap the data key under a passphrase, with a salt of its own."""
    scrypt = Scrypt(os.urandom(SALT_BYTES), cost)
    wrapping = scrypt.derive(passphrase)
    return _wrap(store_id, SlotName.PASSPHRASE, data_key, wrapping, scrypt)


def recovery_key(code: RecoveryCode) -> bytes:
    """Return the wrapping key of a code: HKDF-SHA256 (RFC 5869), since its bits are all random."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    kdf = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"reviewer recovery code 1")
    return kdf.derive(code.material)


def unwrap(store_id: UUID, slot: Slot, wrapping_key: bytes) -> bytes | None:
    """Return the data key in a slot; None where this wrapping key does not open it."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    context = _context(store_id, slot.name, slot.scrypt)
    try:
        return AESGCM(wrapping_key).decrypt(slot.nonce, slot.wrapped, context)
    except InvalidTag:
        return None


def _wrap(
    store_id: UUID, name: SlotName, data_key: bytes, wrapping_key: bytes, scrypt: Scrypt | None
) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(wrapping_key).encrypt(nonce, data_key, _context(store_id, name, scrypt))
    return Slot(name, nonce, sealed, scrypt)


def _context(store_id: UUID, name: SlotName, scrypt: Scrypt | None) -> bytes:
    derivation = "direct"
    if scrypt is not None:
        cost = scrypt.cost
        derivation = f"scrypt {scrypt.salt.hex()} {cost.n} {cost.r} {cost.p}"
    return f"reviewer key file 1\0{store_id}\0{name}\0{derivation}".encode("ascii")
