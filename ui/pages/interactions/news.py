"""What the store says has changed, and what of it this page reads again."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from reviewer.domain.changes import Changed
from services.interactions.browser import Facets, InteractionBrowser
from ui.job_bridge import JobBridge
from ui.models.interaction_table import InteractionTable
from ui.page_news import Subscribe
from ui.widgets.watched import Watched

#: An import announces each of its pages; the list is asked again at most this often,
ROWS_MS = 700
#: and the counts of the filters, which look at all rows, this often.
FACETS_MS = 3_000


class News(QObject):
    """Keeps the list and the filters' counts current while somebody looks at them.

    What was missed is read as soon as they look again.

    `heard(Changed)` passes on what was announced.
    """

    heard = Signal(object)

    def __init__(
        self,
        subscribe: Subscribe,
        bridge: JobBridge,
        browser: InteractionBrowser,
        table: InteractionTable,
        show_facets: Callable[[Facets], object],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._bridge, self._browser, self._table = bridge, browser, table
        self._show_facets = show_facets
        self._watched = self._rows_changed = self._facets_changed = False
        self._reading_facets = False
        self._rows_pause = self._timer(ROWS_MS)
        self._facets_pause = self._timer(FACETS_MS)
        table.changed.connect(self._catch_up)
        Watched(page).changed.connect(self._watch)
        page.destroyed.connect(subscribe(bridge.relay(self._hear)))

    def read_facets(self) -> None:
        """Count the filters' values, as soon as the rows are there."""
        self._facets_changed = True
        self._catch_up()

    def _watch(self, on: bool) -> None:
        self._watched = on
        self._catch_up()

    def _hear(self, changed: Changed) -> None:
        if not isValid(self) or not (changed.reviews or changed.interactions or changed.settings):
            return
        self._table.renew(changed.row_ids or None)
        self._rows_changed = self._facets_changed = True
        self.heard.emit(changed)
        self._catch_up()

    def _catch_up(self) -> None:
        settled = not self._rows_pause.isActive() and not self._reading_facets
        if self._watched and self._rows_changed and settled:
            self._rows_changed = False
            self._table.refresh()
            self._rows_pause.start()
        if self._facets_changed and self._may_read_facets():
            self._facets_changed, self._reading_facets = False, True
            self._facets_pause.start()
            self._read_facets_on()

    def _read_facets_on(self) -> None:
        """Read in parts, so that lines that somebody waits for come in between."""
        read = self._browser.facets_so_far
        self._bridge.read(read, self._take_facets, self._could_not_read, owner=self)

    def _may_read_facets(self) -> bool:
        """One long read at a time, so that another reader is left for the lines."""
        busy = self._reading_facets or not self._table.complete or self._table.is_counting
        return self._watched and not busy and not self._facets_pause.isActive()

    def _take_facets(self, facets: Facets | None) -> None:
        if facets is None:
            self._read_facets_on()
            return
        self._reading_facets = False
        self._show_facets(facets)
        self._catch_up()

    def _could_not_read(self, _fault: Exception) -> None:
        """Keep what was counted before: the list beside it tells the fault."""
        self._reading_facets = False

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(self._catch_up)
        return timer
