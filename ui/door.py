"""How the window gets at a store: what it may ask of the composition root."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.jobs.runner import JobRunner
    from services.workbench import Workbench


@dataclass(frozen=True, slots=True)
class NewBench:
    """A store that was just made; an encrypted one has a recovery code to be shown once."""

    bench: "Workbench"
    recovery_code: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Door:
    """Opens or makes the store at `path`. Both functions block: not for the GUI thread.

    They take the passphrase that somebody typed, or None while nobody was asked, and raise
    StoreNotFound, KeyUnavailable (ask for one), WrongKey (ask again), StoreError. Without
    `create`, a store that is missing stays missing. The name and the e-mail address are those
    that the system knows of whoever sits here; both may be "".
    """

    path: Path
    open: Callable[[str | None], "Workbench"]
    create: Callable[[str | None], NewBench] | None = None
    suggested_name: str = ""
    suggested_email: str = ""


@dataclass(frozen=True, slots=True)
class Backstage:
    """What stands behind a window: who runs its jobs, its way to a store, what takes secrets out
    of a bug's report, what begins once the store is open, and what is to be said at once, if any.
    """

    runner: "JobRunner"
    door: Door
    redact: Callable[[str], str]
    keep_up: "Callable[[Workbench], None]" = lambda _bench: None
    notice: str = ""
