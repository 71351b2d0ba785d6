"""Imports made on a thread of their own, so that the window stays free meanwhile."""

import threading
from collections.abc import Callable, Iterable
from importlib import import_module

from PySide6.QtCore import QObject

from ui.mailbox import Mailbox

CLOSE_SECONDS = 10.0


class Ahead(QObject):
    """Imports modules by their names, then calls back once, from the event loop.

    A module that cannot be imported is passed over: whoever needs it meets its fault and tells.
    """

    def __init__(
        self, names: Iterable[str], then: Callable[[], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._mailbox = Mailbox(self)
        self._names, self._then = tuple(names), then
        self._thread = threading.Thread(target=self._import, name="imports", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Call back no more, and wait for the import that is under way."""
        self._mailbox.close()
        self._names = ()
        self._thread.join(CLOSE_SECONDS)

    def _import(self) -> None:
        import_all(self._names)
        self._mailbox.post(self._then)


def import_all(names: Iterable[str]) -> None:
    """Import modules by their names, on this thread; one that cannot be is passed over."""
    for name in names:
        try:
            import_module(name)
        except ImportError:
            continue
