"""The key of an encrypted store, and the small file beside it that holds the key wrapped.

The data key is random and never changes; the key file holds it once per secret that opens it (see
`key_slots`). Changing a passphrase rewrites the key file alone. What that cannot do: somebody with
an older copy of the file, from a backup say, still opens the store with the older passphrase.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

from reviewer.errors import StoreError
from reviewer.store import key_format
from reviewer.store.key_data import DataKey
from reviewer.store.key_file import KeyFile, key_path
from reviewer.store.key_format import KeyContents
from reviewer.store.key_recovery import Mistyped, RecoveryCode
from reviewer.store.key_slots import SCRYPT, ScryptCost, SlotName
from reviewer.store.private_files import create_private

__all__ = [
    "SCRYPT",
    "DataKey",
    "KeyFile",
    "Mistyped",
    "NewKey",
    "RecoveryCode",
    "ScryptCost",
    "SlotName",
    "key_path",
    "new_key_file",
]


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key file that was just made: the key, and the code to show once."""

    data_key: DataKey
    recovery_code: RecoveryCode
    file: KeyFile


def new_key_file(
    path: Path,
    *,
    passphrase: str | None = None,
    kek: bytes | None = None,
    store_id: UUID | None = None,
    cost: ScryptCost = SCRYPT,
) -> NewKey:
    """Make a data key and the file that holds it, with a slot for each secret given.

    A recovery slot is always made. Raises StoreError where there is a file already, since a store
    or a backup may need that one; DiskFull.
    """
    new = _new_key(path, store_id or uuid4())
    file = new.file
    if passphrase is not None:
        file = file.with_passphrase(new.data_key, passphrase, cost)
    if kek is not None:
        file = file.with_keyring(new.data_key, kek)
    _create(file)
    return replace(new, file=file)


def _new_key(path: Path, store_id: UUID) -> NewKey:
    data_key, code = DataKey.random(), RecoveryCode.random()
    empty = KeyFile(path, KeyContents(store_id, data_key.check(store_id), ()))
    return NewKey(data_key, code, empty.with_recovery(data_key, code))


def _create(file: KeyFile) -> None:
    try:
        create_private(file.path, key_format.encode(file.contents))
    except FileExistsError as error:
        raise StoreError(
            f"There is a key file at {file.path} already; it was left as it is. "
            "Move it away to make a new store here."
        ) from error
