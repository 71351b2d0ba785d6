"""The window comes back where it was."""

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from ui.settings_port import SettingsPort

KEY = "window.geometry"
USUAL = (1280, 800)
LEAST = (960, 600)


def restore_geometry(window: QMainWindow, settings: SettingsPort) -> None:
    """Gives a window its last place and size, or the usual size."""
    window.setMinimumSize(*LEAST)
    window.resize(*USUAL)
    kept = settings.get(KEY)
    if kept:
        window.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "replace")))


def keep_geometry(window: QMainWindow, settings: SettingsPort) -> None:
    """Keeps a window's place and size for the next time."""
    settings.set(KEY, bytes(window.saveGeometry().toBase64().data()).decode("ascii"))
