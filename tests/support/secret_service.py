"""A real Secret Service (gnome-keyring) on a session bus of its own, for a Python script."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")
SESSION = ("dbus-run-session", "--", "sh", "-c")
START = "printf %s keyring-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
SILENT_PROMPTER = """
[D-BUS Service]
Name=org.gnome.keyring.SystemPrompter
Exec=/bin/sleep 20
"""


def missing_programs() -> list[str]:
    """Return which of the programs are not installed."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


class Laptop:
    """A home folder whose keyring is on its disk, as on a laptop that is shut and opened."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def session(self, script: str, *, unlocked: bool = True, **variables: str) -> Any:
        """Log in, run a script, and return the JSON that it printed last.

        With `unlocked=False`, the keyring is there, but nobody gave it its password.
        """
        login = f"{START} && " if unlocked else ""
        run = subprocess.run(
            [*SESSION, f'{login}exec "$0" -c "$1"', sys.executable, script],
            env=self._environment() | variables,
            cwd=Path(__file__).parents[2],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            text=True,
        )
        assert run.returncode == 0, run.stderr
        return json.loads(run.stdout.splitlines()[-1])

    def hang_prompts(self) -> None:
        """Make every prompt of the keyring stay without an answer."""
        services = self.home / ".local/share/dbus-1/services"
        services.mkdir(parents=True)
        (services / "org.gnome.keyring.SystemPrompter.service").write_text(SILENT_PROMPTER)

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        run = self.home / "run"
        run.mkdir(mode=0o700, exist_ok=True)
        return kept | {"HOME": str(self.home), "XDG_RUNTIME_DIR": str(run)}
