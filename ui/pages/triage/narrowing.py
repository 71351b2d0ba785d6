"""Narrowing the queue by keys: words, ways to narrow, saved filters."""

from PySide6.QtCore import QObject, Qt

from ui.job_bridge import JobBridge
from ui.models.queue_model import QueueModel
from ui.page_tell import Tell
from ui.pages.triage.filter_popups import FilterPopups
from ui.pages.triage.late_room import LateRoom
from ui.pages.triage.queue_filters import QueueFilters
from ui.pages.triage.queue_panel import QueuePanel
from ui.pages.triage.saved_menu import SavedMenu
from ui.theme import ThemeController


class Narrowing(QObject):
    """Opens what the queue is narrowed with, as the buttons of its strip do."""

    def __init__(
        self,
        queue: QueuePanel,
        filters: QueueFilters,
        model: QueueModel,
        room: LateRoom,
        bridge: JobBridge,
        themes: ThemeController,
        tell: Tell,
    ) -> None:
        super().__init__(queue)
        self._queue, self._filters = queue, filters
        self._ways = FilterPopups(themes, filters, queue.strip, model)
        self._saved = SavedMenu(themes, filters, queue.strip, room, bridge, tell)

    def search(self) -> None:
        """Write words that the queue is searched for."""
        self._queue.strip.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._queue.strip.search.selectAll()

    def open_ways(self) -> None:
        """Offer the ways to narrow the queue."""
        self._ways.open_ways()

    def open_saved(self) -> None:
        """Offer the saved filters."""
        self._saved.open()

    def clear(self) -> None:
        """Show the whole queue again."""
        self._filters.clear()
        self._queue.view.setFocus()
