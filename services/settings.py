"""Settings of this user on this machine: a small JSON file that no two writers ever garble.

All settings and their defaults are declared here. Keys that this version does not know are kept,
for the newer version that wrote them. What the window remembers by itself (its layout, its theme)
goes through `services.memory`; what belongs to a store (its reviewer, its threshold, its weeks'
time zone) is kept in the store instead.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Generic, TypeVar

from reviewer.errors import StoreBusy, StoreError, UsageError
from reviewer.store.private_files import replace_private, write_fault
from services.time_zone import is_time_zone
from services.user_dirs import default_store_path, user_dirs

__all__ = [
    "ALL",
    "EXPLAIN_FAILURES",
    "LAST_STORE",
    "MONTH_BUDGET",
    "RUN_BUDGET",
    "TIME_ZONE",
    "Setting",
    "Settings",
    "default_store_path",
    "settings_path",
]

LOCK_SECONDS = 10.0
MOST_DOLLARS = 1_000_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting: its key in the file, its default, and which values it takes.

    `read` gives back a value that the setting takes, and None for any other.
    """

    key: str
    default: T
    read: Callable[[object], T | None]
    rule: str


def _amount(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= MOST_DOLLARS else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _zone(value: object) -> str | None:
    name = _text(value)
    return name if not name or is_time_zone(name) else None


#: The path of the store that was open last; empty for the default one.
LAST_STORE = Setting("last_store", "", _text, "a path")
#: The zone that a new store takes for its weeks; empty for the machine's own.
TIME_ZONE = Setting("time_zone", "", _zone, "the name of a time zone, such as Europe/Berlin")
#: What language models may cost, in US dollars: in a month, and in one run over many replies.
MONTH_BUDGET = Setting("month_budget", 20.0, _amount, "an amount in US dollars, 0 or more")
RUN_BUDGET = Setting("run_budget", 5.0, _amount, "an amount in US dollars, 0 or more")
#: Whether a failure is explained as soon as somebody says that a reply is bad.
EXPLAIN_FAILURES = Setting("explain_failures", False, _flag, "true or false")  # noqa: FBT003

ALL: tuple[Setting[Any], ...] = (
    LAST_STORE,
    TIME_ZONE,
    MONTH_BUDGET,
    RUN_BUDGET,
    EXPLAIN_FAILURES,
)


def settings_path() -> Path:
    """Return the file of this user's settings."""
    return user_dirs().config / "settings.json"


class Settings:
    """The settings in one file. Safe to use from any thread, and beside other processes.

    `notice` is a sentence for the person where the file could not be read: a damaged one is set
    aside, and the defaults hold.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notice: str | None = None
        self._guard = threading.Lock()
        self._values = self._loaded_or_none()

    def get(self, setting: Setting[T]) -> T:
        """Return a setting's value, or its default."""
        with self._guard:
            value = setting.read(self._values.get(setting.key))
        return setting.default if value is None else value

    def set(self, setting: Setting[T], value: T) -> None:
        """Keep a value. Raises UsageError where the setting does not take it, StoreError."""
        if setting.read(value) is None:
            raise UsageError(f"The setting {setting.key} must be {setting.rule}.")
        with self._changing() as values:
            values[setting.key] = value

    def reset(self, setting: Setting[Any]) -> None:
        """Go back to a setting's default. Raises StoreError where the file cannot be written."""
        with self._changing() as values:
            values.pop(setting.key, None)

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Any]]:
        """Give the values as they are on disk now, and write them back."""
        with self._guard, self._alone():
            values = self._loaded()
            yield values
            replace_private(self.path, json.dumps(values, indent=2).encode("ascii") + b"\n")
            self._values = values

    @contextmanager
    def _alone(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        lock = FileLock(self.path.with_name(self.path.name + ".lock"))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock.acquire(timeout=LOCK_SECONDS)
        except Timeout as error:
            raise StoreBusy(f"Another program holds {self.path}. Try again later.") from error
        except OSError as error:
            raise write_fault(self.path, error) from error
        try:
            yield
        finally:
            lock.release()

    def _loaded_or_none(self) -> dict[str, Any]:
        try:
            return self._loaded()
        except StoreError as fault:
            self.notice = str(fault)
            return {}

    def _loaded(self) -> dict[str, Any]:
        try:
            return _parsed(self.path.read_bytes())
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise StoreError(
                f"The settings {self.path} cannot be read ({error.strerror}). Check their rights."
            ) from error
        except ValueError:
            self.notice = _set_aside(self.path)
            return {}


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        values = json.loads(content)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    match values:
        case dict():
            return values
        case _:
            raise ValueError("no JSON object")


def _set_aside(path: Path) -> str:
    aside = _free_name(path)
    try:
        path.replace(aside)
    except OSError as error:
        return f"The settings {path} are damaged and cannot be set aside ({error.strerror})."
    return (
        f"The settings in {path} were damaged. They are kept as {aside.name}, "
        "and the defaults hold now."
    )


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.name}.damaged-{number}") for number in count(1))
    return next(name for name in names if not name.exists())
