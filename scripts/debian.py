"""Installs packages of Debian and Ubuntu where one may (standard library only)."""

import os
import shutil
import subprocess
import sys


def may_install() -> bool:
    """Tell whether this user can install packages of Debian."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def install(names: list[str]) -> None:
    """Install Debian packages; what went wrong is told, and the caller looks again."""
    _apt_get("update", "-qq")
    _apt_get("install", "-y", "-qq", "--no-install-recommends", *names)


def _apt_get(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{' '.join(command)} failed:\n{done.stderr}", file=sys.stderr)
