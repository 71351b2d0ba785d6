"""Looking after the open store: what it is, backing it up, another passphrase."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from reviewer.domain.moments import to_micros
from reviewer.errors import NotPossible
from reviewer.store import backup
from reviewer.store.store import Store
from services.jobs.control import JobControl
from services.jobs.job import Job
from services.jobs.runner import JobRunner
from services.secrets import KeyringState, NoKeyring, Secrets

TITLE = "Backing up"


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """A store's file and its size in bytes, whether it is encrypted, whether the keyring can keep
    its key, and when the newest of how many daily backups was made, in microseconds UTC.
    """

    path: Path
    size: int
    encrypted: bool
    keyring: KeyringState
    backups: int
    backed_up_at: int | None


class StoreCare:
    """`facts` and `change_passphrase` block: not for the GUI thread."""

    def __init__(self, store: Store, runner: JobRunner, keys: Secrets) -> None:
        self._store, self._runner, self._keys = store, runner, keys

    def facts(self) -> StoreFacts:
        """Return what there is to know. Raises OSError where the file is gone."""
        path = self._store.path
        made = backup.backups(path)
        return StoreFacts(
            path=path,
            size=path.stat().st_size,
            encrypted=self._store.encrypted,
            keyring=self._keys.keyring_state(),
            backups=len(made),
            backed_up_at=_written_at(made[0]) if made else None,
        )

    def back_up(self) -> Job[Path]:
        """Make today's backup anew."""
        return self._runner.start(TITLE, partial(_back_up, self._store))

    def change_passphrase(self, passphrase: str) -> None:
        """Let this passphrase open the store and no earlier one; its data stays as it is.

        Raises NotPossible for a store without encryption, WrongKey, StoreError.
        """
        if self._store.key is None:
            raise NotPossible(f"{self._store.path} is not encrypted: it has no passphrase.")
        self._keys.stores.change_passphrase(self._store.path, self._store.key, passphrase)


def keyring_words(state: KeyringState) -> str:
    """Say whether the system's keyring can keep the key."""
    if state == KeyringState.AVAILABLE:
        return "The system keyring can be used."
    return f"A passphrase opens the store, since {NoKeyring(state).words}."


def _written_at(path: Path) -> int:
    return to_micros(datetime.fromtimestamp(path.stat().st_mtime, UTC))


def _back_up(store: Store, control: JobControl) -> Path:
    def report(done: int, total: int) -> None:
        control.checkpoint()
        control.report(done, total)

    target = backup.daily_path(store.path, datetime.now(UTC))
    return backup.back_up(store.path, store.key, target, report)
