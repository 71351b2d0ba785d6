"""Keeps tests away from the files, keyring, services and settings of whoever runs them."""

import os
from pathlib import Path

import pytest

FOLDERS = {
    "HOME": ".",
    "USERPROFILE": ".",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": "run",
    "REVIEWER_HOME": "reviewer",
}
NO_KEYRING = "keyring.backends.fail.Keyring"
#: Settings of a person or of a machine that would steer what is under test.
STEERING = ("REVIEWER_", "OPENAI_", "AZURE_", "PG", "QT_SCALE", "QT_STYLE")
KEPT = {"REVIEWER_HOME", "REVIEWER_SHARED"}


def isolate(home: Path, patch: pytest.MonkeyPatch) -> None:
    """Point every per-user folder below `home` and drop settings from outside."""
    for name in [name for name in os.environ if name.startswith(STEERING) and name not in KEPT]:
        patch.delenv(name)
    for name, folder in FOLDERS.items():
        path = home / folder
        path.mkdir(parents=True, exist_ok=True)
        patch.setenv(name, str(path))
    (home / "run").chmod(0o700)
    patch.setenv("PYTHON_KEYRING_BACKEND", NO_KEYRING)
