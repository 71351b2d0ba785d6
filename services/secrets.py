"""Where secrets come from: the system keyring, the environment, or the person who is there.

Passwords and tokens never go to a file. Named ones (of sources and providers) are kept in the
keyring; for reading, the environment is the fallback: the secret `source/team` is
`REVIEWER_SECRET_SOURCE_TEAM`, in capitals and with one underscore for whatever is no letter or
digit. A store's own key opens by the keyring, then by REVIEWER_PASSPHRASE, then by asking; each
place that takes the passphrase takes the recovery code too.
"""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from reviewer.store.keys import SCRYPT, DataKey, ScryptCost
from services.passphrases import Ask, Passphrases, Purpose, Question
from services.store_keys import Created, StoreKeys
from services.system_keyring import (
    Absent,
    Deleted,
    Found,
    Kept,
    KeyringState,
    NoKeyring,
    SystemKeyring,
)

__all__ = [
    "Absent",
    "Ask",
    "Created",
    "Deleted",
    "Found",
    "Kept",
    "KeyringState",
    "NoKeyring",
    "Purpose",
    "Question",
    "Secrets",
    "SystemKeyring",
    "secret_variable",
]

PREFIX = "REVIEWER_SECRET_"


def secret_variable(name: str) -> str:
    """Return the variable of the environment that a named secret may come from."""
    return PREFIX + re.sub(r"[^A-Z0-9]+", "_", name.upper()).strip("_")


class Secrets:
    """The secrets of this user. Safe to use from any thread.

    `ask` is None where there is nobody to ask; `hide` hears each secret, so that logs can leave
    it out. `stores` has what concerns stores' keys beyond making and opening.
    """

    def __init__(
        self,
        keyring: SystemKeyring,
        environ: Mapping[str, str] = os.environ,
        ask: Ask | None = None,
        hide: Callable[[str], None] = lambda _secret: None,
        cost: ScryptCost = SCRYPT,
    ) -> None:
        self._keyring = keyring
        self._environ = environ
        self._hide = hide
        self.stores = StoreKeys(keyring, Passphrases(environ, ask, hide), hide, cost)

    def create(self, store: Path) -> Created:
        """Make the key of a store that is about to be made; see `StoreKeys.create`."""
        return self.stores.create(store)

    def unlock(self, store: Path) -> DataKey:
        """Return the key of a store or of a backup; see `StoreKeys.unlock`."""
        return self.stores.unlock(store)

    def keyring_state(self) -> KeyringState:
        """Return whether secrets can be kept. Never asks the person anything."""
        return self._keyring.state()

    def get(self, name: str) -> Found | Absent | NoKeyring:
        """Return a named secret, from the keyring or else from the environment."""
        found = self._keyring.get(name)
        fallback = self._environ.get(secret_variable(name))
        if fallback and not isinstance(found, Found):
            found = Found(fallback, "environment")
        if isinstance(found, Found):
            self._hide(found.value)
        return found

    def put(self, name: str, value: str) -> Kept | NoKeyring:
        """Keep a named secret; NoKeyring where that is impossible, since no file ever gets it."""
        self._hide(value)
        return self._keyring.put(name, value)

    def delete(self, name: str) -> Deleted | Absent | NoKeyring:
        """Forget a named secret."""
        return self._keyring.delete(name)
