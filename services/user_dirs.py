"""Where this user's files lie: settings, data and logs, as the system wants them."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME = "REVIEWER_HOME"
NAME = "reviewer"
STORE_NAME = "reviewer.db"


@dataclass(frozen=True, slots=True)
class UserDirs:
    """Folders of this user; they need not exist yet."""

    config: Path
    data: Path
    logs: Path


def user_dirs(environ: Mapping[str, str] = os.environ) -> UserDirs:
    """Return this user's folders; REVIEWER_HOME puts all of them below one folder."""
    home = environ.get(HOME)
    if home:
        root = Path(home).expanduser().absolute()
        return UserDirs(root / "config", root / "data", root / "logs")
    user_home = os.environ.get("HOME", "")
    short_way = sys.platform == "linux" and user_home.startswith("/")
    return _of_linux(user_home) if short_way else _of_the_system()


def default_store_path(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the store that is opened where none is named."""
    return user_dirs(environ).data / STORE_NAME


def _of_linux(home: str) -> UserDirs:
    """Return what `_of_the_system` would: a window that starts waits for this, not for that."""

    def base(variable: str, usual: str) -> Path:
        named = os.environ.get(variable, "")
        return Path(named if named.startswith("/") else f"{home}/{usual}", NAME)

    return UserDirs(
        config=base("XDG_CONFIG_HOME", ".config"),
        data=base("XDG_DATA_HOME", ".local/share"),
        logs=base("XDG_STATE_HOME", ".local/state") / "log",
    )


def _of_the_system() -> UserDirs:
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(NAME, appauthor=False, roaming=False)
    return UserDirs(dirs.user_config_path, dirs.user_data_path, dirs.user_log_path)
