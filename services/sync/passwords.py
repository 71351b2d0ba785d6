"""Passwords of sources: in the keyring, else in the environment; never in a file or a log."""

from typing import Protocol

from services.secrets import secret_variable
from services.system_keyring import Absent, Deleted, Found, Kept, NoKeyring


class SecretKeeper(Protocol):
    """Keeps secrets by name: `services.secrets.Secrets`, or a keyring alone."""

    def get(self, name: str) -> Found | Absent | NoKeyring: ...
    def put(self, name: str, value: str) -> Kept | NoKeyring: ...
    def delete(self, name: str) -> Deleted | Absent | NoKeyring: ...


class SourcePasswords:
    """The password of each source, by the source's name."""

    def __init__(self, secrets: SecretKeeper) -> None:
        self._secrets = secrets

    def of(self, source: str) -> str | None:
        """Return a source's password, if one is known."""
        found = self._secrets.get(_name(source))
        return found.value if isinstance(found, Found) else None

    def keep(self, source: str, password: str) -> str | None:
        """Keep a password; return a sentence on what to do where that is not possible."""
        match self._secrets.put(_name(source), password):
            case NoKeyring() as unusable:
                variable = secret_variable(_name(source))
                return (
                    f"The password was not kept, because {unusable.words}. "
                    f"Give it to each sync in the environment variable {variable}."
                )
            case Kept():
                return None

    def forget(self, source: str) -> None:
        """Forget a source's password."""
        self._secrets.delete(_name(source))


def _name(source: str) -> str:
    return f"source/{source}"
