"""Where this user's files lie: settings, data and logs, as the system wants them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME = "REVIEWER_HOME"
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
    return _of_the_system()


def default_store_path(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the store that is opened where none is named."""
    return user_dirs(environ).data / STORE_NAME


def _of_the_system() -> UserDirs:
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("reviewer", appauthor=False, roaming=False)
    return UserDirs(dirs.user_config_path, dirs.user_data_path, dirs.user_log_path)
