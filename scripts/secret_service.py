"""Sees to a keyring that tests can use on Linux; without one, its tests are skipped by name.

As root on Debian or Ubuntu it installs gnome-keyring and a session bus; elsewhere it names them.
"""

import shutil
import sys

from scripts.debian import install, may_install

#: Debian's package for each program.
PACKAGES = {"dbus-run-session": "dbus", "gnome-keyring-daemon": "gnome-keyring"}


def main() -> None:
    if not sys.platform.startswith("linux") or not missing():
        return
    if may_install():
        print("Installing a keyring for the tests:", *missing(), flush=True)
        install(missing())
    if names := missing():
        print(f"Tests of the keyring are skipped. To run them, install {' and '.join(names)}.")


def missing() -> list[str]:
    """Return the packages whose programs are not there."""
    return [name for program, name in PACKAGES.items() if shutil.which(program) is None]


if __name__ == "__main__":
    main()
