"""Small texts that the window remembers: read at once, written behind the caller's back."""

import logging
from functools import partial

from reviewer.errors import ReviewerError
from services.jobs.worker_threads import WorkerThreads
from services.settings import Setting, Settings

_log = logging.getLogger(__name__)


class Memory:
    """Keeps texts by key in the settings file. Neither call waits for the disk."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._fresh: dict[str, str] = {}
        self._writer = WorkerThreads("memory", 1)

    def get(self, key: str) -> str | None:
        """Return the text kept under a key; None where there is none."""
        return self._fresh.get(key) or self._settings.get(_setting(key)) or None

    def set(self, key: str, value: str) -> None:
        """Keep a text under a key."""
        if self.get(key) != value:
            self._fresh[key] = value
            self._writer.run(partial(self._write, key, value))

    def close(self, timeout: float | None = None) -> None:
        """Write what is left."""
        self._writer.close(timeout)

    def _write(self, key: str, value: str) -> None:
        try:
            self._settings.set(_setting(key), value)
        except ReviewerError:
            _log.warning("The setting %s was not kept", key)


def _setting(key: str) -> Setting[str]:
    return Setting(key, "", lambda value: value if isinstance(value, str) else None, "text")
