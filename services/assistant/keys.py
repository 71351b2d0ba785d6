"""Keys of providers: in the keyring or in the environment; never in a file, a log or an output."""

import os
from collections.abc import Callable, Mapping
from typing import Protocol

from reviewer.domain.assistant import Provider
from reviewer.errors import UsageError
from services.secrets import secret_variable
from services.system_keyring import Absent, Deleted, Found, Kept, KeyringState, NoKeyring


class SecretKeeper(Protocol):
    """Keeps secrets by name: `services.secrets.Secrets`."""

    def get(self, name: str) -> Found | Absent | NoKeyring: ...
    def put(self, name: str, value: str) -> Kept | NoKeyring: ...
    def delete(self, name: str) -> Deleted | Absent | NoKeyring: ...
    def keyring_state(self) -> KeyringState: ...


class ProviderKeys:
    """The key of each provider: from its variable where it names one, else from the keyring.

    Each key that is found is told to `hide`, so that no log ever shows it.
    """

    def __init__(
        self,
        secrets: SecretKeeper,
        environ: Mapping[str, str] = os.environ,
        hide: Callable[[str], None] = lambda _secret: None,
    ) -> None:
        self._secrets = secrets
        self._environ = environ
        self._hide = hide

    def of(self, provider: Provider) -> str | None:
        """Return a provider's key; None where there is none, as local servers need none.

        Raises UsageError where what is there can be no key.
        """
        if provider.key_variable is not None:
            given = self._environ.get(provider.key_variable, "").strip()
            self._hide(given)
            return _usable(given, f"variable {provider.key_variable}") if given else None
        found = self._secrets.get(_name(provider.name))
        return _usable(found.value, found.origin) if isinstance(found, Found) else None

    def origin(self, provider: Provider) -> str:
        """Return where a provider's key comes from, in words; never the key."""
        if provider.key_variable is not None:
            there = bool(self._environ.get(provider.key_variable, "").strip())
            return f"environment variable {provider.key_variable}" + ("" if there else ", not set")
        found = self._secrets.get(_name(provider.name))
        return found.origin if isinstance(found, Found) else "none"

    def keyring_state(self) -> KeyringState:
        """Return whether keys can be kept. Never asks the person anything, but may take seconds."""
        return self._secrets.keyring_state()

    def keep(self, provider: str, key: str) -> str | None:
        """Keep a key; return a sentence on what to do where that is not possible."""
        match self._secrets.put(_name(provider), checked_key(key)):
            case NoKeyring() as unusable:
                variable = secret_variable(_name(provider))
                return (
                    f"The key was not kept, because {unusable.words}. Give it in the environment "
                    f"variable {variable}, or name one of your own with --key-env."
                )
            case Kept():
                return None

    def forget(self, provider: str) -> None:
        """Forget a provider's key."""
        self._secrets.delete(_name(provider))


def checked_key(key: str) -> str:
    """Return a key without the spaces around it. Raises UsageError where it can be none."""
    stripped = key.strip()
    if not _is_key(stripped):
        raise UsageError("A key is one word of plain letters, digits and signs.")
    return stripped


def _usable(key: str, origin: str) -> str:
    """Return a key that can be sent; the others would break the request's head."""
    if not _is_key(key):
        raise UsageError(
            f"The {origin} holds no key: a key is one word of plain letters, digits and signs. "
            "Set it again."
        )
    return key


def _is_key(text: str) -> bool:
    return bool(text) and text.isascii() and text.isprintable() and " " not in text


def _name(provider: str) -> str:
    return f"provider/{provider}"
