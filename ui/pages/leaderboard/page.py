"""The page of improved replies: most gained first, to be read, decided on and taken along."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.domain.changes import Changed
from ui.job_bridge import JobBridge
from ui.models.interaction_table import TableState
from ui.models.paged_table import PagedTable
from ui.page_news import PageNews, Subscribe
from ui.page_tell import Tell
from ui.pages.leaderboard.bar import BoardBar
from ui.pages.leaderboard.columns import COLUMNS
from ui.pages.leaderboard.deciding import Deciding, Undo
from ui.pages.leaderboard.opened import Opened, RowReader
from ui.pages.leaderboard.reading_pane import WIDTH, ReadingPane
from ui.pages.leaderboard.taking import Taking
from ui.theme import ThemeController
from ui.widgets.focus_passing import FocusPassing
from ui.widgets.halves import halves
from ui.widgets.page_states import PageStates
from ui.widgets.row_view import RowView

if TYPE_CHECKING:
    from reviewer.domain.improvement import BoardLine
    from services.assistant.board import ImprovementBoard
    from services.assistant.board_export import BoardExport
    from services.assistant.board_pages import BoardFacets, BoardPages
    from ui.tickets import Ticket

_NOTHING = (
    "Ask for a better reply on the Triage page, for one reply or for all that fit a filter. "
    "What the assistant writes is scored against the reply that was given, and stands here."
)


@dataclass(frozen=True, slots=True)
class LeaderboardParts:
    """What the page works with; `undo` takes back this reviewer's last step."""

    pages: "BoardPages"
    board: "ImprovementBoard"
    export: "BoardExport"
    undo: Undo


class LeaderboardPage(QWidget):
    """Reads through the bridge and never waits for it.

    `triage_requested(int)` names the row id that somebody wants to look at in Triage,
    `improve_wanted` asks for the page where replies are improved.
    """

    triage_requested = Signal(int)
    improve_wanted = Signal()

    def __init__(
        self,
        parts: LeaderboardParts,
        bridge: JobBridge,
        subscribe: Subscribe,
        themes: ThemeController,
        tell: Tell,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts, self._bridge = parts, bridge
        self._total: int | None = None
        self._counting: Ticket | None = None
        self.table: PagedTable[UUID, BoardLine] = PagedTable(
            COLUMNS, parts.pages.lines, bridge, self
        )
        self.bar = BoardBar(themes, self)
        self.view = RowView(themes, self.table, "Improved replies", self)
        self.pane = ReadingPane(themes, self)
        beside = halves(self.view, self.pane, WIDTH, self)
        self.states = PageStates(themes, beside, self)
        self._deciding = Deciding(parts.board, parts.undo, bridge, tell, self)
        self._taking = Taking(parts.export, bridge, tell, self)
        self._reader = RowReader(parts.pages.row, bridge, self)
        PageNews(subscribe, bridge, _concerns, self.read_again, self)
        self._lay_out()
        self._connect()
        self._show_rows()
        self.read_again()

    def accept(self) -> None:
        """Accept the improved reply that is looked at, and go on to the next one."""
        key = self.view.current_key()
        if key is not None:
            self._deciding.accept(key)
            self.view.step(1)

    def discard(self) -> None:
        """Discard the improved reply that is looked at, and go on to the next one."""
        key = self.view.current_key()
        if key is not None:
            self._deciding.discard(key)
            self.view.step(1)

    def undo(self) -> None:
        """Take back this reviewer's last step."""
        self._deciding.undo()

    def open_in_triage(self) -> None:
        """Look at the interaction of the improved reply."""
        if self.pane.opened is not None:
            self.triage_requested.emit(self.pane.opened.row.row_id)

    def clear_filters(self) -> None:
        """Show everything again."""
        self.bar.clear()
        self.view.setFocus()

    def next_order(self) -> None:
        """Order the rows in the next way."""
        self.bar.next_order()

    def copy_reply(self) -> None:
        """Put the improved reply on the clipboard."""
        if self.pane.opened is not None:
            self._taking.copy_reply(self.pane.opened.reply)

    def copy_rows(self) -> None:
        """Put the chosen rows on the clipboard, as a table of text."""
        self._taking.copy_rows(self.view.chosen_keys())

    def export(self) -> None:
        """Ask for a file, and write all rows that are shown to it."""
        self._taking.ask_for_file(self.export_to)

    def export_to(self, path: Path) -> None:
        """Write all rows that are shown to a file: JSON or CSV, as its suffix says."""
        self._taking.write(self.bar.wanted, path)

    def read_again(self) -> None:
        """Read the list once more."""
        self.table.refresh()
        self._read_facets()
        if self.pane.opened is not None:
            self._reader.read(self.pane.opened.row.improvement.id)

    def _read_facets(self) -> None:
        if self._counting is not None:
            self._counting.cancel()
        self._counting = self._bridge.read(self._parts.pages.facets, self._show_facets, owner=self)

    def _show_facets(self, facets: "BoardFacets") -> None:
        self._total = facets.total
        self.bar.set_facets(facets)
        self._show_rows()

    def _show_board(self, _wanted: object = None) -> None:
        self.table.show(partial(self._parts.pages.ids, self.bar.wanted))

    def _show_rows(self) -> None:
        empty = self.table.rowCount() == 0
        match self.table.state:
            case TableState.FAILED:
                self.states.show_error(self.table.failure)
            case TableState.LOADING:
                self.states.show_loading("Reading the improved replies …")
            case TableState.READY if empty and self._is_nothing():
                self.states.show_empty(
                    "No improved reply yet", _NOTHING, icon="sparkles", action="Open Triage"
                )
            case TableState.READY if empty:
                sentence = "No improved reply fits these filters."
                self.states.show_empty(
                    "Nothing found", sentence, icon="search", action="Clear filters"
                )
            case _:
                self.states.show_content()
        self.bar.setVisible(not (empty and self._is_nothing()))
        self.bar.set_count(self._count_words())
        if not empty and self.view.current_key() is None:
            self.view.look_at(0)

    def _is_nothing(self) -> bool:
        return not self.bar.narrowed and not self._total

    def _count_words(self) -> str:
        count = self.table.rowCount()
        if self.table.state is not TableState.READY:
            return ""
        return f"{count:,} repl{'y' if count == 1 else 'ies'}"

    def _look(self, key: UUID | None) -> None:
        if key is not None:
            self._reader.read(key)

    def _open(self, opened: Opened) -> None:
        self.pane.show_opened(opened)

    def _act(self) -> None:
        if self._is_nothing():
            self.improve_wanted.emit()
        else:
            self.clear_filters()

    def _connect(self) -> None:
        self.table.changed.connect(self._show_rows)
        self.bar.changed.connect(self._show_board)
        self.bar.export_wanted.connect(self.export)
        self.view.looked.connect(self._look)
        self.view.opened.connect(lambda _key: self.pane.new.pane.setFocus())
        self._reader.arrived.connect(self._open)
        self.pane.accept_wanted.connect(self.accept)
        self.pane.discard_wanted.connect(self.discard)
        self.pane.triage_wanted.connect(self.open_in_triage)
        self.pane.copy_wanted.connect(self.copy_reply)
        self.states.acted.connect(self._act)
        self.states.retried.connect(self.read_again)
        self._show_board()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.states, 1)
        FocusPassing(self, self.view)


def _concerns(changed: Changed) -> bool:
    return changed.assistant or changed.reviews or changed.interactions
