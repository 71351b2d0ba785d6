"""What the store says has changed, for a page that reads again what it shows."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from reviewer.domain.changes import Changed
from ui.job_bridge import JobBridge
from ui.widgets.watched import Watched

Subscribe = Callable[[Callable[[Changed], None]], Callable[[], None]]

#: A batch announces each of its items; a page reads again at most this often.
PAUSE_MS = 700


class PageNews(QObject):
    """Calls `refresh` after changes that concern the page, while somebody looks at it.

    What was missed is read as soon as they look again.
    """

    def __init__(
        self,
        subscribe: Subscribe,
        bridge: JobBridge,
        concerns: Callable[[Changed], bool],
        refresh: Callable[[], object],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._concerns, self._refresh = concerns, refresh
        self._watched = self._changed = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._catch_up)
        Watched(page).changed.connect(self._watch)
        page.destroyed.connect(subscribe(bridge.relay(self._hear)))

    def _watch(self, on: bool) -> None:
        self._watched = on
        self._catch_up()

    def _hear(self, changed: Changed) -> None:
        if isValid(self) and self._concerns(changed):
            self._changed = True
            self._catch_up()

    def _catch_up(self) -> None:
        if self._watched and self._changed and not self._pause.isActive():
            self._changed = False
            self._pause.start()
            self._refresh()
