"""What a person is told when the system lacks libraries that Qt needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.qt_libraries import PAINTING, advice, missing, packages

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone has to look")
LOADER = """#!/bin/sh
[ -e "$PATH/installed" ] || echo "libEGL.so.1 => not found"
"""


def test_one_package_may_hold_several_libraries() -> None:
    assert packages(["libglib-2.0.so.0", "libgthread-2.0.so.0"]) == ["libglib2.0-0"]


def test_advice_names_the_packages_to_install() -> None:
    told = advice(["libEGL.so.1", "libxcb-cursor.so.0"])
    assert "sudo apt-get install libegl1 libxcb-cursor0" in told


def test_advice_tells_how_to_find_a_library_without_a_known_package() -> None:
    assert "apt-file search" in advice(["libnew.so.7"])


@linux
def test_nothing_is_missing_where_these_tests_run() -> None:
    assert missing(PAINTING) == []


@linux
def test_what_cannot_be_installed_is_named(repository: Path, tmp_path: Path) -> None:
    done = run_on(tmp_path, repository, {"ldd": LOADER})
    assert done.returncode == 1
    assert "sudo apt-get install libegl1" in done.stderr
    assert not (tmp_path / "stamp").exists()


@linux
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may install")
def test_root_installs_what_is_missing(repository: Path, tmp_path: Path) -> None:
    installer = '#!/bin/sh\necho "$@" >> "$PATH/calls"; : > "$PATH/installed"\n'
    done = run_on(tmp_path, repository, {"ldd": LOADER, "apt-get": installer})
    assert done.returncode == 0, done.stderr
    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert calls == ["update -qq", "install -y -qq --no-install-recommends libegl1"]
    assert (tmp_path / "stamp").exists()


def run_on(
    system: Path, repository: Path, tools: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run the script on a system that has these tools and no others."""
    for name, text in tools.items():
        (system / name).write_text(text, encoding="utf-8")
        (system / name).chmod(0o755)
    stamp = str(system / "stamp")
    return subprocess.run(
        [sys.executable, "-m", "scripts.qt_libraries", "--stamp", stamp],
        cwd=repository,
        env={"PATH": str(system)},
        capture_output=True,
        text=True,
        check=False,
    )
