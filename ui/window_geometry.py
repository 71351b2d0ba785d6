"""The window comes back where it was."""

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QMainWindow

from ui.settings_port import SettingsPort

KEY = "window.geometry"
USUAL = (1280, 800)
LEAST = (960, 600)
#: What a desktop's title bar takes of the screen's height; before the window is shown nobody knows.
TITLE_BAR = 40


def restore_geometry(window: QMainWindow, settings: SettingsPort) -> None:
    """Gives a window its last place and size, or the usual size."""
    window.setMinimumSize(*LEAST)
    window.resize(usual_size(window.screen().availableSize()))
    kept = settings.get(KEY)
    if kept:
        window.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "replace")))


def usual_size(screen: QSize) -> QSize:
    """The size on a screen that has this room: its foot can be seen, title bar and all."""
    return QSize(*USUAL).boundedTo(screen - QSize(0, TITLE_BAR)).expandedTo(QSize(*LEAST))


def keep_geometry(window: QMainWindow, settings: SettingsPort) -> None:
    """Keeps a window's place and size for the next time."""
    settings.set(KEY, bytes(window.saveGeometry().toBase64().data()).decode("ascii"))
