"""Remembers how a person divided the room."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSplitter

from ui.settings_port import SettingsPort


class SplitterMemory(QObject):
    """Gives a splitter the sizes it had last, and keeps those that somebody gives it."""

    def __init__(
        self, settings: SettingsPort, key: str, splitter: QSplitter, sizes: list[int]
    ) -> None:
        super().__init__(splitter)
        self._settings, self._key, self._splitter = settings, key, splitter
        splitter.setSizes(_parsed(settings.get(key)) or sizes)
        splitter.splitterMoved.connect(self._keep)

    def _keep(self) -> None:
        self._settings.set(self._key, ",".join(map(str, self._splitter.sizes())))


def _parsed(text: str | None) -> list[int]:
    """Return the sizes of a kept text; none where it holds anything else."""
    parts = (text or "").split(",")
    return [int(part) for part in parts] if all(part.isdecimal() for part in parts) else []
