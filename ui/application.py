"""The QApplication: fonts, garbage kept on the GUI thread, quick hand-overs between threads."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.fonts import load_first_fonts
from ui.garbage import GuiGarbage
from ui.icons import application_icon

#: Seconds; Python's own 5 ms would cost half a frame whenever a worker computes.
SWITCH_SECONDS = 0.001
#: The look that the style sheet is written for, the same on every system.
STYLE = ("-style", "fusion")


def make_application() -> QApplication:
    """Make the one QApplication of this process, ready for windows; the one there is, if any."""
    made = QApplication.instance()
    if isinstance(made, QApplication):
        return made
    sys.setswitchinterval(SWITCH_SECONDS)
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    application = QApplication([*sys.argv[:1], *STYLE])
    application.setApplicationName("Reviewer")
    application.setApplicationDisplayName("Reviewer")
    application.setDesktopFileName("reviewer")
    load_first_fonts()
    application.setWindowIcon(application_icon())
    GuiGarbage(application)
    return application
