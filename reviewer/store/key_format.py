"""The key file as JSON, version 1. Everything in it may be seen; nothing in it may be trusted."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from reviewer.store.key_slots import (
    NONCE_BYTES,
    SALT_BYTES,
    WRAPPED_BYTES,
    Scrypt,
    ScryptCost,
    Slot,
    SlotName,
)

FORMAT = "reviewer key file"
VERSION = 1
CHECK_BYTES = 16
MOST_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class KeyContents:
    """What a key file says: whose key it is, a check value of it, and the ways to it."""

    store_id: UUID
    check: bytes
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class NewerVersion:
    """A key file of a version that this program does not know."""

    version: int


def encode(contents: KeyContents) -> bytes:
    """Return the bytes of a key file."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "store_id": str(contents.store_id),
        "check": contents.check.hex(),
        "slots": {slot.name.value: _slot_document(slot) for slot in contents.slots},
    }
    return json.dumps(document, indent=2).encode("ascii") + b"\n"


def decode(content: bytes) -> KeyContents | NewerVersion:
    """Read the bytes of a key file. Raises ValueError where they are anything else."""
    try:
        return _contents(json.loads(content.decode("ascii")))
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("not a key file") from error


def _slot_document(slot: Slot) -> dict[str, str | int]:
    sealed: dict[str, str | int] = {"nonce": slot.nonce.hex(), "wrapped": slot.wrapped.hex()}
    if slot.scrypt is None:
        return sealed
    cost = slot.scrypt.cost
    return {"salt": slot.scrypt.salt.hex(), "n": cost.n, "r": cost.r, "p": cost.p, **sealed}


def _contents(document: dict[str, Any]) -> KeyContents | NewerVersion:
    if document["format"] != FORMAT:
        raise ValueError("not a key file")
    version = _number(document["version"])
    if version > VERSION:
        return NewerVersion(version)
    slots = tuple(_slot(name, slot) for name, slot in document["slots"].items())
    return KeyContents(_uuid(document["store_id"]), _hex(document["check"], CHECK_BYTES), slots)


def _slot(name: str, document: dict[str, Any]) -> Slot:
    return Slot(
        SlotName(name),
        _hex(document["nonce"], NONCE_BYTES),
        _hex(document["wrapped"], WRAPPED_BYTES),
        _scrypt(document) if name == SlotName.PASSPHRASE else None,
    )


def _scrypt(document: dict[str, Any]) -> Scrypt:
    cost = ScryptCost(*(_number(document[letter]) for letter in "nrp"))
    if not cost.is_sane:
        raise ValueError("no possible cost of scrypt")
    return Scrypt(_hex(document["salt"], SALT_BYTES), cost)


def _number(value: object) -> int:
    if type(value) is not int:
        raise ValueError("not a whole number")
    return value


def _uuid(text: str) -> UUID:
    value = UUID(text)
    if str(value) != text:
        raise ValueError("not a store id as written here")
    return value


def _hex(text: str, length: int) -> bytes:
    value = bytes.fromhex(text)
    if value.hex() != text or len(value) != length:
        raise ValueError("not so many bytes in lower-case hexadecimal")
    return value
