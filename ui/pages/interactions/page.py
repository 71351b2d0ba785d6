"""The Interactions page: every interaction in one table, narrowed by words and filters."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from reviewer.domain.filters import Filter
from services.interactions.browser import Facets, InteractionBrowser
from services.interactions.copying import MOST_COPIED
from services.triage.desk import Case
from ui.job_bridge import JobBridge
from ui.models.interaction_table import InteractionTable, TableState
from ui.page_news import Subscribe
from ui.page_tell import Tell
from ui.pages.interactions.case_reader import CaseReader
from ui.pages.interactions.filter_bar import FilterBar
from ui.pages.interactions.first_steps import FirstSteps
from ui.pages.interactions.news import News
from ui.pages.interactions.reading_pane import WIDTH, ReadingPane
from ui.pages.interactions.table_view import TableView
from ui.theme import ThemeController
from ui.widgets.page_states import PageStates


class InteractionsPage(QWidget):
    """Reads through the bridge and never waits for it; nothing here changes an interaction.

    `read_case` gives one interaction whole, `subscribe` is the store's. `triage_requested(int)`
    names the row id that somebody wants to decide on; `import_wanted` and `source_wanted` ask for
    the dialogs. The gestures below are those of `gestures.interactions_actions`.
    """

    triage_requested = Signal(int)
    import_wanted = Signal()
    source_wanted = Signal()

    def __init__(
        self,
        browser: InteractionBrowser,
        read_case: Callable[[int], Case | None],
        bridge: JobBridge,
        subscribe: Subscribe,
        themes: ThemeController,
        tell: Tell,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._browser, self._bridge, self._tell = browser, bridge, tell
        self._total: int | None = None
        self._table = InteractionTable(browser, bridge, self)
        self._whole = QStackedWidget(self)
        self._body = QWidget(self._whole)
        self._halves = QSplitter(Qt.Orientation.Horizontal, self._body)
        self.filters = FilterBar(themes, self._body)
        self.states = PageStates(themes, parent=self._halves)
        self.view = TableView(themes, self._table, self.states)
        self.states.hold(self.view)
        self.pane = ReadingPane(themes, self._halves)
        self.first_steps = FirstSteps(themes, self._whole)
        self._reader = CaseReader(read_case, bridge, self)
        self._news = News(subscribe, bridge, browser, self._table, self._show_facets, self)
        self._lay_out()
        self._connect()
        self._show_rows()
        self._table.show(Filter())
        self._news.read_facets()

    def search(self) -> None:
        """Write in the search field."""
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def clear_filters(self) -> None:
        """Show everything again."""
        self.filters.clear()
        self.view.setFocus()

    def show_cluster(self, cluster_id: UUID, label: str) -> None:
        """Show the interactions of a failure cluster."""
        self.filters.show_cluster(cluster_id, label)
        self.view.setFocus()

    def show_rows(self, wanted: Filter) -> None:
        """Show the interactions that fit a filter without words, and nothing else."""
        self.filters.show_filter(wanted)
        self.view.setFocus()

    def step(self, by: int) -> None:
        """Look at an interaction further down, or up."""
        self.view.step(by)

    def open(self, row_id: int) -> None:
        """Open an interaction beside the table."""
        self._reader.read(row_id)

    def close_pane(self) -> None:
        """Give the room beside the table back."""
        self._reader.forget()
        self.pane.hide()
        self.view.setFocus()

    def open_in_triage(self) -> None:
        """Decide on the interaction that is looked at."""
        row_id = self.view.current_row_id()
        if row_id is not None:
            self.triage_requested.emit(row_id)

    def copy_rows(self) -> None:
        """Put the chosen rows on the clipboard, as a table of text."""
        ids, total = self.view.chosen_ids(MOST_COPIED)
        if ids:
            self._bridge.read(
                lambda: self._browser.copied(ids),
                lambda table: self._copied(table, len(ids), total),
                owner=self,
            )

    def read_again(self) -> None:
        """Read the list once more."""
        self._table.renew(None)
        self._table.refresh()
        self._news.read_facets()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._pass_focus_on()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.pane.isHidden():
            self.close_pane()
        else:
            super().keyPressEvent(event)

    def _copied(self, table: str, count: int, total: int) -> None:
        QGuiApplication.clipboard().setText(table)
        if count < total:
            sentence = f"Copied the first {count:,} of {total:,} rows: narrow the list for others."
            self._tell(sentence, kind="warning")
        else:
            self._tell(f"Copied {count:,} row{'' if count == 1 else 's'}.")

    def _look(self, row_id: object) -> None:
        if not self.pane.isHidden() and isinstance(row_id, int):
            self._reader.read(row_id)

    def _show_case(self, case: Case) -> None:
        self.pane.show_case(case, self._table.wanted.words)
        if self.pane.isHidden():
            self.pane.show()
            whole = self._halves.width()
            self._halves.setSizes([whole - WIDTH, WIDTH])

    def _show_facets(self, facets: Facets) -> None:
        self._total = facets.queues.total
        self.filters.set_facets(facets)
        self._show_count()

    def _show_rows(self) -> None:
        empty = self._table.rowCount() == 0
        narrowed = self._table.wanted != Filter()
        match self._table.state:
            case TableState.FAILED:
                self.states.show_error(self._table.failure)
            case TableState.LOADING:
                self.states.show_loading("Reading the interactions …")
            case TableState.READY if empty:
                sentence = "No interaction fits these words and filters."
                self.states.show_empty("Nothing found", sentence, icon="search", action=_CLEAR)
            case _:
                self.states.show_content()
        nothing_at_all = empty and not narrowed and self._table.state is TableState.READY
        self._whole.setCurrentWidget(self.first_steps if nothing_at_all else self._body)
        self._pass_focus_on()
        self._show_count()

    def _pass_focus_on(self) -> None:
        """Give the focus that the page got to what can take it now; else keep it until then."""
        taker = self.view if self.view.isVisibleTo(self) else self.first_steps.import_button
        if self.hasFocus() and taker.isVisibleTo(self):
            taker.setFocus()

    def _show_count(self) -> None:
        if self._table.complete and self._table.wanted == Filter():
            self._total = self._table.rowCount()
        self.filters.set_count(self._count_words())

    def _count_words(self) -> str:
        if self._table.state is not TableState.READY:
            return ""
        count, total = self._table.rowCount(), self._total
        if self._table.wanted == Filter():
            return _all(count if self._table.complete else total or 0)
        if not self._table.complete:
            return "Counting …"
        return f"{count:,}" if total is None else f"{count:,} of {total:,}"

    def _connect(self) -> None:
        self._table.changed.connect(self._show_rows)
        self.filters.changed.connect(self._table.show)
        self.filters.left.connect(self._leave_filters)
        self.view.looked.connect(self._look)
        self.view.opened.connect(self.open)
        self.pane.closed.connect(self.close_pane)
        self.pane.triage_wanted.connect(self._open_case_in_triage)
        self._reader.arrived.connect(self._show_case)
        self._news.heard.connect(self._reader.renew)
        self.states.acted.connect(self.clear_filters)
        self.states.retried.connect(self.read_again)
        self.first_steps.import_wanted.connect(self.import_wanted)
        self.first_steps.source_wanted.connect(self.source_wanted)

    def _leave_filters(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_case_in_triage(self) -> None:
        if self.pane.case is not None:
            self.triage_requested.emit(self.pane.case.interaction.row_id)

    def _lay_out(self) -> None:
        self._halves.setChildrenCollapsible(False)
        self._halves.setHandleWidth(1)
        self._halves.setStretchFactor(0, 1)
        self.pane.hide()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self._halves, 1)
        for part in (self._body, self.first_steps):
            self._whole.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._whole)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


_CLEAR = "Clear filters"


def _all(count: int) -> str:
    return f"{count:,} interaction{'' if count == 1 else 's'}"
