"""The page of costs: what was spent on what, against the cap, and every single call."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.domain.changes import Changed
from reviewer.domain.moments import now_micros
from ui.dialogs.export_file import CSV, ask_for_file
from ui.job_bridge import JobBridge
from ui.models.paged_table import PagedTable
from ui.own_prices import edit_prices
from ui.page_news import PageNews, Subscribe
from ui.page_tell import Tell
from ui.pages.costs.summary import Summary
from ui.pages.costs.taking import Taking
from ui.pages.costs.words import CALLS, count_text
from ui.theme import ThemeController
from ui.widgets.dimension import days_before
from ui.widgets.focus_passing import FocusPassing
from ui.widgets.page_states import PageStates
from ui.widgets.row_view import RowView
from ui.widgets.section_header import SectionHeader
from ui.widgets.tabs import Tab, Tabs

if TYPE_CHECKING:
    from uuid import UUID

    from reviewer.domain.assistant import Call
    from services.assistant.ledger_pages import LedgerPages
    from services.assistant.prices import PriceBook
    from services.assistant.spending import SpendingBook, SpendingReport
    from ui.tickets import Ticket

#: The times that sums are made of; a number is one of days.
PERIODS = {
    "month": Tab("month", "This month"),
    "7": Tab("7", "7 days"),
    "30": Tab("30", "30 days"),
    "all": Tab("all", "All time"),
}
_NOTHING = (
    "Nothing was asked of a language model yet. Every call will stand here with its purpose, its "
    "tokens and its cost, against the cap of the month."
)


@dataclass(frozen=True, slots=True)
class CostsParts:
    """What the page works with."""

    spending: "SpendingBook"
    calls: "LedgerPages"
    prices: "PriceBook"


class CostsPage(QWidget):
    """Reads through the bridge and never waits for it.

    `settings_wanted` asks for the page where providers and budget are set.
    """

    settings_wanted = Signal()

    def __init__(
        self,
        parts: CostsParts,
        bridge: JobBridge,
        subscribe: Subscribe,
        themes: ThemeController,
        tell: Tell,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts, self._bridge, self._tell = parts, bridge, tell
        self.report: SpendingReport | None = None
        self._problem, self._any = "", True
        self._asked: Ticket | None = None
        self.table: PagedTable[UUID, Call] = PagedTable(CALLS, parts.calls.calls, bridge, self)
        self.periods = Tabs(list(PERIODS.values()), self)
        self.summary = Summary(themes, self)
        self.prices = QPushButton(self)
        self.export_button = QPushButton("Export…", self)
        self.head = SectionHeader("Calls", self)
        self.view = RowView(themes, self.table, "Model calls", self)
        self._body = QFrame(self)
        self.states = PageStates(themes, self._body, self)
        self._taking = Taking(parts.calls, bridge, tell, self)
        PageNews(subscribe, bridge, _concerns, self.read_again, self)
        self._lay_out()
        self._connect()
        self.states.show_loading("Adding up what was spent …")
        self.read_again()

    def next_period(self) -> None:
        """Add up another time, round and round."""
        ids = list(PERIODS)
        self.periods.choose(ids[(ids.index(self.periods.current()) + 1) % len(ids)])

    def copy_calls(self) -> None:
        """Put the chosen calls on the clipboard, as a table of text."""
        self._taking.copy_calls(self.view.chosen_keys())

    def copy_sums(self) -> None:
        """Put the sums on the clipboard, as a table of text."""
        if self.report is not None:
            self._taking.copy_sums(self.report)

    def export(self) -> None:
        """Ask for a file, and write the calls of this time to it."""
        ask_for_file(self, "Export model calls", "model-calls.csv", (CSV,), self.export_to)

    def export_to(self, path: Path) -> None:
        """Write the calls of this time to a CSV file."""
        self._taking.write(self._since(), path)

    def edit_prices(self) -> None:
        """Open the person's own copy of the price table, made now if there is none."""
        edit_prices(self._parts.prices, self._bridge, self._tell, self)

    def ask_for_settings(self) -> None:
        """Ask for the page where providers and budget are set."""
        self.settings_wanted.emit()

    def step(self, by: int) -> None:
        """Look at a call further down, or up."""
        self.view.step(by)

    def read_again(self) -> None:
        """Read sums and ledger once more."""
        if self._asked is not None:
            self._asked.cancel()
        since = self._since()
        self._asked = self._bridge.read(
            partial(_added_up, self._parts, since), self._show, self._fail, owner=self
        )
        self.table.renew()
        self.table.show(partial(self._parts.calls.ids, since))

    def _since(self) -> int:
        """Return when the chosen time begins, in microseconds UTC."""
        match self.periods.current():
            case "month":
                return self._parts.spending.month_start()
            case "all":
                return 0
            case days:
                return days_before(now_micros(), int(days) - 1)

    def _show(self, added_up: "tuple[SpendingReport, bool]") -> None:
        report, self._any = added_up
        self._asked, self.report, self._problem = None, report, ""
        self.summary.show_report(report)
        self.prices.setText(f"Prices as of {report.prices_as_of}")
        self._show_state()

    def _fail(self, fault: Exception) -> None:
        self._asked, self._problem = None, str(fault)
        self._show_state()

    def _show_state(self) -> None:
        count = self.table.rowCount()
        self.head.set_detail(count_text(count, "call") if count else "none in this time")
        problem = self._problem or self.table.failure
        if problem:
            self.states.show_error(problem)
        elif self.report is None:
            return
        elif not self._any:
            self._show_nothing()
        else:
            self.states.show_content()

    def _show_nothing(self) -> None:
        self.states.show_empty(
            "No model call yet", _NOTHING, icon="coins", action="Set up a provider"
        )

    def _connect(self) -> None:
        self.table.changed.connect(self._show_state)
        self.periods.chosen.connect(lambda _id: self.read_again())
        self.prices.clicked.connect(self.edit_prices)
        self.export_button.clicked.connect(self.export)
        self.states.acted.connect(self.settings_wanted)
        self.states.retried.connect(self.read_again)

    def _lay_out(self) -> None:
        self.prices.setProperty("kind", "link")
        self.prices.setToolTip("Edit the prices in a copy of your own")
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 8, 16, 8)
        bar.setSpacing(8)
        bar.addWidget(self.periods, 1)
        for button in (self.prices, self.export_button):
            bar.addWidget(button)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 8, 16, 4)
        head.addWidget(self.head)
        for part in (bar, _rule(), self.summary, _rule(), head, self.view):
            if isinstance(part, QWidget):
                inside.addWidget(part, 1 if part is self.view else 0)
            else:
                inside.addLayout(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.states)
        self._body.setProperty("surface", "plain")
        FocusPassing(self, self.view)


def _added_up(parts: CostsParts, since: int) -> "tuple[SpendingReport, bool]":
    """Return the sums since a moment, and whether a model was ever asked."""
    return parts.spending.report(since), parts.calls.any()


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("rule", "true")
    return rule


def _concerns(changed: Changed) -> bool:
    return changed.assistant or changed.settings
