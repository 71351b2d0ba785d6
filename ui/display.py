"""Whether a window can be shown here at all: Qt ends the process where it cannot."""

import os
import sys

from reviewer.errors import NoDisplay

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


def has_no_display() -> bool:
    """Tell whether no window can be seen here."""
    on_linux = sys.platform.startswith("linux")
    return on_linux and not any(map(os.environ.get, _DISPLAYS))


def need_display() -> None:
    """Raise NoDisplay where Qt would find none, and was given no other platform."""
    if has_no_display() and not os.environ.get("QT_QPA_PLATFORM"):
        raise NoDisplay(
            "There is no display to open the window on. Run it on a desktop (or with ssh -X), or "
            "use the commands, which need none: “reviewer --help” prints them."
        )
