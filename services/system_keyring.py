"""The keyring of the desktop or the system, without ever waiting for it without end.

A keyring may ask the person to unlock it, behind other windows or on a screen that nobody sees,
and may never answer. Each call therefore has a thread of its own and a limit of time.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_log = logging.getLogger(__name__)

SERVICE = "reviewer"
PROBE_SECONDS = 5.0
#: Long enough for a slow machine; a person needs longer to type into the keyring's own prompt.
UNATTENDED_SECONDS = 10.0
ATTENDED_SECONDS = 60.0
#: Backends below this keep passwords in files or nowhere; `keyring` calls them not recommended.
LEAST_PRIORITY = 1

T = TypeVar("T")


class KeyringState(StrEnum):
    """Whether secrets can be kept."""

    AVAILABLE = "available"
    LOCKED = "locked"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Found:
    """A secret. Only `value` shows it."""

    value: str = field(repr=False)
    origin: str = "keyring"


@dataclass(frozen=True, slots=True)
class Absent:
    """There is no such secret."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The secret is in the keyring now."""


@dataclass(frozen=True, slots=True)
class Deleted:
    """The secret is no longer in the keyring."""


@dataclass(frozen=True, slots=True)
class NoKeyring:
    """The keyring cannot be used, and nothing was changed."""

    state: KeyringState

    @property
    def words(self) -> str:
        """The reason, as a clause."""
        if self.state == KeyringState.LOCKED:
            return "the system keyring is locked or does not answer"
        return "there is no system keyring here"


@dataclass(frozen=True, slots=True)
class _Done(Generic[T]):
    value: T


class SystemKeyring:
    """Secrets by name in the system keyring. Safe to use from any thread.

    `attended` says that a person is there, so that a locked keyring may ask to be unlocked.
    Once it did not answer in time, it counts as locked for the rest of the run.
    """

    def __init__(
        self,
        *,
        attended: bool = False,
        probe_seconds: float = PROBE_SECONDS,
        use_seconds: float | None = None,
    ) -> None:
        self._attended = attended
        self._probe_seconds = probe_seconds
        self._use_seconds = use_seconds or (ATTENDED_SECONDS if attended else UNATTENDED_SECONDS)
        self._settled: KeyringState | None = None
        self._guard = threading.Lock()

    def state(self) -> KeyringState:
        """Return whether the keyring can be used. Never asks the person anything."""
        with self._guard:
            if self._settled is not None:
                return self._settled
            outcome = _within(self._probe_seconds, _probe)
            state = outcome.value if isinstance(outcome, _Done) else _state_after(outcome)
            self._settle(state, outcome)
        _log.info("The system keyring is %s", state.value)
        return state

    def get(self, name: str) -> Found | Absent | NoKeyring:
        """Return the secret of a name."""
        outcome = self._use(lambda: _backend().get_password(SERVICE, name))
        if isinstance(outcome, NoKeyring):
            return outcome
        return Absent() if outcome.value is None else Found(outcome.value)

    def put(self, name: str, value: str) -> Kept | NoKeyring:
        """Keep a secret under a name, in place of an earlier one."""
        outcome = self._use(lambda: _backend().set_password(SERVICE, name, value))
        return outcome if isinstance(outcome, NoKeyring) else Kept()

    def delete(self, name: str) -> Deleted | Absent | NoKeyring:
        """Forget the secret of a name."""
        outcome = self._use(lambda: _deleted(name))
        if isinstance(outcome, NoKeyring):
            return outcome
        return Deleted() if outcome.value else Absent()

    def _use(self, call: Callable[[], T]) -> _Done[T] | NoKeyring:
        state = self.state()
        if state == KeyringState.NONE or (state == KeyringState.LOCKED and not self._attended):
            return NoKeyring(state)
        outcome = _within(self._use_seconds, call)
        if isinstance(outcome, _Done):
            return outcome
        _log.warning("The system keyring failed: %s", type(outcome).__qualname__)
        with self._guard:
            self._settle(KeyringState.LOCKED, outcome)
        return NoKeyring(KeyringState.LOCKED)

    def _settle(self, state: KeyringState, outcome: object) -> None:
        """Remember a state, but not a lock, which may be opened, unless waiting was in vain."""
        lasting = state != KeyringState.LOCKED or isinstance(outcome, TimeoutError)
        self._settled = state if lasting else None


def _within(seconds: float, call: Callable[[], T]) -> _Done[T] | Exception:
    """Return what a call gives or raises; TimeoutError where it takes longer.

    The thread is left behind then, and does not keep the program from ending.
    """
    outcome: Future[T] = Future()
    threading.Thread(target=_run, args=(call, outcome), name="keyring", daemon=True).start()
    try:
        error = outcome.exception(seconds)
    except TimeoutError as late:
        return late
    assert error is None or isinstance(error, Exception)
    return error or _Done(outcome.result())


def _run(call: Callable[[], T], outcome: Future[T]) -> None:
    try:
        outcome.set_result(call())
    except Exception as error:  # noqa: BLE001 - backends raise what they like; the caller is told
        outcome.set_exception(error)


def _probe() -> KeyringState:
    import keyring
    from keyring.backends import fail, null
    from keyring.backends.chainer import ChainerBackend

    backend = keyring.get_keyring()
    chained = list(backend.backends) if isinstance(backend, ChainerBackend) else [backend]
    usable = [
        one
        for one in chained
        if not isinstance(one, fail.Keyring | null.Keyring) and one.priority >= LEAST_PRIORITY
    ]
    return _state_of(usable[0]) if usable and usable[0] is chained[0] else KeyringState.NONE


def _state_of(backend: "KeyringBackend") -> KeyringState:
    """Return a backend's state; only the Secret Service tells a lock without a prompt."""
    if not type(backend).__module__.endswith(".SecretService"):
        return KeyringState.AVAILABLE
    return _state_of_secret_service()


def _state_of_secret_service() -> KeyringState:
    import secretstorage

    with closing(secretstorage.dbus_init()) as connection:
        try:
            locked = secretstorage.Collection(connection).is_locked()
        except secretstorage.ItemNotFoundException:  # the first use would ask to make one
            locked = True
    return KeyringState.LOCKED if locked else KeyringState.AVAILABLE


def _state_after(error: Exception) -> KeyringState:
    """Return the state where the probe failed: a keyring that is silent may be asking somebody."""
    return KeyringState.LOCKED if isinstance(error, TimeoutError) else KeyringState.NONE


def _backend() -> "KeyringBackend":
    import keyring

    return keyring.get_keyring()


def _deleted(name: str) -> bool:
    backend = _backend()
    if backend.get_password(SERVICE, name) is None:
        return False
    backend.delete_password(SERVICE, name)
    return True
