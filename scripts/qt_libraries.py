"""Sees to the system libraries that Qt's wheels expect on Linux (standard library only).

Asks the loader which shared libraries Qt lacks. As root on Debian or Ubuntu it installs their
packages; elsewhere it names them. Ends with 1 only where Qt could not even paint in memory: a
machine without a screen gets on without the libraries of X11 and Wayland.
"""

import argparse
import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from scripts.debian import install, may_install

#: What every page needs, painted in memory too.
PAINTING = ("QtWidgets.abi3.so", "QtSvg.abi3.so", "Qt/plugins/platforms/libqoffscreen.so")
#: What a window on a screen needs besides.
WINDOW = (
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/platforms/libqwayland.so",
    "Qt/plugins/xcbglintegrations/libqxcb-glx-integration.so",
)
#: Debian's package for each library; the ones that these bring along are not listed.
PACKAGES: Mapping[str, str] = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
#: Libraries out of Qt's own wheels, which no package of the system could bring.
QTS_OWN = re.compile(r"lib(Qt6|pyside6|shiboken6|icu)")


def main() -> int:
    stamp = _arguments().stamp
    if not sys.platform.startswith("linux") or shutil.which("ldd") is None:
        return _note(stamp)
    lacking = missing(PAINTING + WINDOW)
    if (names := packages(lacking)) and may_install():
        print("Installing Qt's system libraries:", *names, flush=True)
        install(names)
        lacking = missing(PAINTING + WINDOW)
    if not lacking:
        return _note(stamp)
    unusable = bool(missing(PAINTING))
    consequence = "Reviewer cannot run without them" if unusable else "Without them no window opens"
    print(f"{advice(lacking)}\n{consequence}.", file=sys.stderr)
    return int(unusable)


def missing(files: Iterable[str]) -> list[str]:
    """Return the system libraries that the loader does not find for these files of PySide6."""
    found: set[str] = set()
    for file in files:
        found.update(re.findall(r"(\S+) => not found", _loader_answer(qt_folder() / file)))
    return sorted(name for name in found if not QTS_OWN.match(name))


def qt_folder() -> Path:
    """Return where PySide6 lies, without importing it: that is what may fail."""
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        sys.exit("PySide6 is not installed in this environment; run: make install")
    return Path(spec.origin).parent


def packages(libraries: Iterable[str]) -> list[str]:
    """Return Debian's packages of the libraries that have a known one."""
    return sorted({PACKAGES[name] for name in libraries if name in PACKAGES})


def advice(lacking: list[str]) -> str:
    """Return what is missing and the command that would bring it."""
    lines = [f"Qt lacks system libraries: {', '.join(lacking)}."]
    if names := packages(lacking):
        lines.append(f"On Debian or Ubuntu: sudo apt-get install {' '.join(names)}")
    if unknown := [name for name in lacking if name not in PACKAGES]:
        lines.append(f"Find the packages that hold {', '.join(unknown)}: apt-file search NAME")
    return "\n".join(lines)


def _loader_answer(file: Path) -> str:
    return subprocess.run(["ldd", file], capture_output=True, text=True, check=False).stdout


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stamp", type=Path, help="file that is made when nothing is missing")
    return parser.parse_args()


def _note(stamp: Path | None) -> int:
    if stamp is not None:
        stamp.touch()
    return 0


if __name__ == "__main__":
    sys.exit(main())
