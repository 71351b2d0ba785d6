"""The keys of stores: made, found again and kept openable by this user on this machine."""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from uuid import UUID, uuid4

from reviewer.errors import KeyUnavailable, StoreError, WrongKey
from reviewer.store.key_recovery import looks_like_code
from reviewer.store.key_slots import KEY_BYTES
from reviewer.store.keys import (
    SCRYPT,
    DataKey,
    KeyFile,
    RecoveryCode,
    ScryptCost,
    SlotName,
    key_path,
    new_key_file,
)
from services.passphrases import VARIABLE, Passphrases
from services.system_keyring import Found, Kept, KeyringState, NoKeyring, SystemKeyring

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Created:
    """The key of a store that is about to be made. The recovery code must be shown now.

    `set_aside` is where an earlier key file lies that had no store beside it.
    """

    data_key: DataKey
    recovery_code: RecoveryCode
    slots: frozenset[SlotName]
    set_aside: Path | None


class StoreKeys:
    """Makes and finds the keys of stores. `hide` hears of each that it handles."""

    def __init__(
        self,
        keyring: SystemKeyring,
        passphrases: Passphrases,
        hide: Callable[[str], None],
        cost: ScryptCost = SCRYPT,
    ) -> None:
        self._keyring = keyring
        self._passphrases = passphrases
        self._hide = hide
        self._cost = cost

    def create(self, store: Path) -> Created:
        """Make the key of a store that is about to be made, and its key file.

        The caller holds the writer's lock of the store. Raises KeyUnavailable where neither the
        keyring nor a passphrase can keep the key, StoreError where there is a store already.
        """
        if store.exists() and store.stat().st_size:
            raise StoreError(f"There is a file at {store} already; it was left as it is.")
        store_id = uuid4()
        kek, passphrase = self._new_kek(store_id), self._passphrases.given()
        if kek is None and passphrase is None:
            passphrase = self._chosen(store)
        path = key_path(store)
        aside = _set_aside(path)
        new = new_key_file(path, passphrase=passphrase, kek=kek, store_id=store_id, cost=self._cost)
        self._hide_key(new.data_key)
        self._hide(new.recovery_code.text)
        return Created(new.data_key, new.recovery_code, new.file.slots, aside)

    def unlock(self, store: Path) -> DataKey:
        """Return the key of a store or of a backup: by the keyring, the environment, by asking.

        Raises WrongKey, KeyUnavailable where there is nobody to ask, StoreDamaged, StoreTooNew.
        """
        file = KeyFile.load(key_path(store))
        data_key = self._by_keyring(file)
        if data_key is None:
            data_key = self._by_environment(file) or self._by_asking(file)
            self._enrol_again(file, data_key)
        self._hide_key(data_key)
        return data_key

    def change_passphrase(self, store: Path, data_key: DataKey, passphrase: str) -> None:
        """Let this passphrase open the store, and no earlier one. Raises WrongKey, StoreError."""
        self._hide(passphrase)
        file = KeyFile.load(key_path(store))
        file.with_passphrase(data_key, passphrase, self._cost).save()

    def renew_recovery_code(self, store: Path, data_key: DataKey) -> RecoveryCode:
        """Return a code that opens the store from now on, and no earlier one. Raises the same."""
        code = RecoveryCode.random()
        self._hide(code.text)
        KeyFile.load(key_path(store)).with_recovery(data_key, code).save()
        return code

    def use_keyring(self, store: Path, data_key: DataKey) -> Kept | NoKeyring:
        """Let this machine's keyring open the store from now on. Raises the same."""
        return self._enrol(KeyFile.load(key_path(store)), data_key)

    def _by_keyring(self, file: KeyFile) -> DataKey | None:
        kek = self._known_kek(file.store_id) if SlotName.KEYRING in file.slots else None
        try:
            return None if kek is None else file.unlock_with_keyring(kek)
        except WrongKey:
            _log.warning("The keyring's key does not open the store %s", file.store_id)
            return None

    def _by_environment(self, file: KeyFile) -> DataKey | None:
        passphrase = self._passphrases.given()
        try:
            return None if passphrase is None else opened(file, passphrase)
        except WrongKey as fault:
            if self._passphrases.can_ask:
                return None
            raise WrongKey(
                f"{VARIABLE} does not open {file.store}. "
                "Set it to the passphrase or the recovery code of this store."
            ) from fault

    def _by_asking(self, file: KeyFile) -> DataKey:
        if self._passphrases.can_ask:
            return self._passphrases.tried(file.store, lambda typed: opened(file, typed))
        raise KeyUnavailable(
            f"{file.store} is encrypted and {self._lack(file)}: "
            f"set {VARIABLE} to its passphrase or its recovery code."
        )

    def _lack(self, file: KeyFile) -> str:
        state = self._keyring.state()
        if SlotName.KEYRING not in file.slots or state == KeyringState.AVAILABLE:
            return "its key is not in the system keyring"
        return NoKeyring(state).words

    def _chosen(self, store: Path) -> str:
        passphrase = self._passphrases.chosen(store)
        if passphrase is not None:
            return passphrase
        raise KeyUnavailable(
            f"{store} cannot be encrypted, since {NoKeyring(self._keyring.state()).words} and no "
            f"passphrase was given: set {VARIABLE}, or make an unencrypted store with --plain."
        )

    def _enrol_again(self, file: KeyFile, data_key: DataKey) -> None:
        """Give this machine's keyring the key where another machine's had it; no must."""
        usable = self._keyring.state() == KeyringState.AVAILABLE
        if SlotName.KEYRING not in file.slots or not usable:
            return
        try:
            self._enrol(file, data_key)
        except StoreError:
            _log.warning("The key file of store %s was left as it is", file.store_id)

    def _enrol(self, file: KeyFile, data_key: DataKey) -> Kept | NoKeyring:
        kek = self._known_kek(file.store_id) or self._new_kek(file.store_id)
        if kek is None:
            return NoKeyring(self._keyring.state())
        file.with_keyring(data_key, kek).save()
        return Kept()

    def _known_kek(self, store_id: UUID) -> bytes | None:
        found = self._keyring.get(_kek_name(store_id))
        if not isinstance(found, Found):
            return None
        self._hide(found.value)
        return _parsed(found.value)

    def _new_kek(self, store_id: UUID) -> bytes | None:
        kek = os.urandom(KEY_BYTES)
        self._hide(kek.hex())
        self._keyring.put(_kek_name(store_id), kek.hex())
        return kek if self._known_kek(store_id) == kek else None

    def _hide_key(self, data_key: DataKey) -> None:
        self._hide(data_key.raw.hex())


def opened(file: KeyFile, typed: str) -> DataKey:
    """Return the key by what a person typed: the passphrase or the recovery code.

    Raises WrongKey, with the sentence that fits what was probably meant.
    """
    if isinstance(RecoveryCode.parse(typed), RecoveryCode) and SlotName.RECOVERY in file.slots:
        return file.unlock_with_recovery(typed)
    try:
        return file.unlock_with_passphrase(typed)
    except WrongKey:
        if looks_like_code(typed):
            return file.unlock_with_recovery(typed)
        raise


def _kek_name(store_id: UUID) -> str:
    return f"store-key/{store_id}"


def _parsed(text: str) -> bytes | None:
    try:
        kek = bytes.fromhex(text)
    except ValueError:
        return None
    return kek if len(kek) == KEY_BYTES else None


def _set_aside(path: Path) -> Path | None:
    """Move a key file without a store away: a backup may need it, and a new one takes its place."""
    if not path.exists():
        return None
    names = (path.with_name(f"{path.name}.old-{number}") for number in count(1))
    aside = next(name for name in names if not name.exists())
    path.rename(aside)
    return aside
