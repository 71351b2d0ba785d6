"""The small file beside a store that holds its key, wrapped once per secret that opens it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self
from uuid import UUID

from reviewer.errors import KeyUnavailable, StoreDamaged, StoreTooNew, WrongKey
from reviewer.store import key_format, key_slots
from reviewer.store.key_data import DataKey
from reviewer.store.key_format import KeyContents, NewerVersion
from reviewer.store.key_recovery import Mistyped, RecoveryCode
from reviewer.store.key_slots import KEY_BYTES, SCRYPT, ScryptCost, Slot, SlotName
from reviewer.store.private_files import replace_private

SUFFIX = ".key"


def key_path(store: Path) -> Path:
    """Return where the key file of a store (or of a backup) is."""
    return store.with_name(store.name + SUFFIX)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key file as it was read, or as it will be once saved."""

    path: Path
    contents: KeyContents

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a key file.

        Raises KeyUnavailable where there is none, StoreDamaged, StoreTooNew.
        """
        contents = _decoded(path, _read(path))
        if isinstance(contents, NewerVersion):
            raise StoreTooNew(
                f"A newer Reviewer wrote the key file {path} (version {contents.version}). "
                "Update Reviewer to open this store."
            )
        return cls(path, contents)

    @property
    def store(self) -> Path:
        """The store that the file is the key of."""
        return self.path.with_name(self.path.name.removesuffix(SUFFIX))

    @property
    def store_id(self) -> UUID:
        """The id that the keyring knows this store's key by."""
        return self.contents.store_id

    @property
    def slots(self) -> frozenset[SlotName]:
        """The kinds of secret that open the store."""
        return frozenset(slot.name for slot in self.contents.slots)

    def save(self) -> None:
        """Replace the file on disk. Raises DiskFull, or StoreError where it cannot be written."""
        replace_private(self.path, key_format.encode(self.contents))

    def unlock_with_passphrase(self, passphrase: str) -> DataKey:
        """Return the data key. Raises WrongKey, StoreDamaged; takes a third of a second."""
        slot = self._slot(SlotName.PASSPHRASE, "passphrase")
        assert slot.scrypt is not None
        return self._unlock(
            slot,
            slot.scrypt.derive(passphrase),
            f"This passphrase does not open {self.store}. Try again, or use the recovery code.",
        )

    def unlock_with_recovery(self, typed: str) -> DataKey:
        """Return the data key. Raises WrongKey, whose sentence tells a typo from a wrong code."""
        code = RecoveryCode.parse(typed)
        if isinstance(code, Mistyped):
            raise WrongKey(f"The recovery code has a typing mistake: {code.problem}.")
        return self._unlock(
            self._slot(SlotName.RECOVERY, "recovery code"),
            key_slots.recovery_key(code),
            f"This recovery code is typed correctly, but it is not the one of {self.store}.",
        )

    def unlock_with_keyring(self, kek: bytes) -> DataKey:
        """Return the data key by the 32 bytes from the system keyring. Raises WrongKey."""
        slot = self._slot(SlotName.KEYRING, "key in the system keyring")
        sentence = (
            f"The key in the system keyring does not open {self.store}. "
            "Use the passphrase or the recovery code."
        )
        if len(kek) != KEY_BYTES:
            raise WrongKey(sentence)
        return self._unlock(slot, kek, sentence)

    def with_passphrase(
        self, data_key: DataKey, passphrase: str, cost: ScryptCost = SCRYPT
    ) -> "KeyFile":
        """Return the file with this passphrase in place of any earlier one. Raises WrongKey."""
        self._check(data_key)
        return self._with(key_slots.passphrase_slot(self.store_id, data_key.raw, passphrase, cost))

    def with_keyring(self, data_key: DataKey, kek: bytes) -> "KeyFile":
        """Return the file with a slot for 32 bytes of the system keyring. Raises WrongKey."""
        self._check(data_key)
        return self._with(key_slots.keyring_slot(self.store_id, data_key.raw, kek))

    def with_recovery(self, data_key: DataKey, code: RecoveryCode) -> "KeyFile":
        """Return the file with this recovery code in place of any earlier. Raises WrongKey."""
        self._check(data_key)
        return self._with(key_slots.recovery_slot(self.store_id, data_key.raw, code))

    def without(self, name: SlotName) -> "KeyFile":
        """Return the file without one of its slots."""
        return self._having(tuple(slot for slot in self.contents.slots if slot.name != name))

    def _with(self, slot: Slot) -> "KeyFile":
        others = self.without(slot.name).contents.slots
        return self._having((*others, slot))

    def _having(self, slots: tuple[Slot, ...]) -> "KeyFile":
        return replace(self, contents=replace(self.contents, slots=slots))

    def _slot(self, name: SlotName, words: str) -> Slot:
        for slot in self.contents.slots:
            if slot.name == name:
                return slot
        raise WrongKey(f"{self.store} has no {words}; open it another way.")

    def _unlock(self, slot: Slot, wrapping_key: bytes, sentence: str) -> DataKey:
        raw = key_slots.unwrap(self.store_id, slot, wrapping_key)
        if raw is None:
            raise WrongKey(sentence)
        data_key = DataKey(raw)
        if data_key.check(self.store_id) != self.contents.check:
            raise _damaged(self.path)
        return data_key

    def _check(self, data_key: DataKey) -> None:
        if data_key.check(self.store_id) != self.contents.check:
            raise WrongKey(f"This key is not the one of {self.store}; nothing was changed.")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(key_format.MOST_BYTES)
    except FileNotFoundError:
        raise KeyUnavailable(
            f"The key file {path} is missing: copy it from beside a backup. "
            f"Where there never was one, {path.name.removesuffix(SUFFIX)} is no store of Reviewer."
        ) from None
    except OSError as error:
        raise KeyUnavailable(f"The key file {path} cannot be read ({error.strerror}).") from error


def _decoded(path: Path, content: bytes) -> KeyContents | NewerVersion:
    try:
        return key_format.decode(content)
    except ValueError as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> StoreDamaged:
    return StoreDamaged(f"The key file {path} is damaged. Copy it from beside a backup.")
