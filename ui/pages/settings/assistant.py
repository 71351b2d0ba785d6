"""The assistant's settings: providers and their keys, the budget, what happens by itself."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from reviewer.domain.changes import Changed
from services.settings import EXPLAIN_FAILURES, MONTH_BUDGET, MOST_DOLLARS, RUN_BUDGET
from ui.job_bridge import JobBridge
from ui.own_prices import edit_prices
from ui.page_news import PageNews, Subscribe
from ui.page_tell import Tell
from ui.pages.settings.providers import ProviderParts, Providers
from ui.theme import ThemeController
from ui.widgets.number_field import DollarField
from ui.widgets.settings_form import SettingsForm

if TYPE_CHECKING:
    from services.assistant.prices import PriceBook
    from services.settings import Setting, Settings

AMOUNT_WIDTH = 120


@dataclass(frozen=True, slots=True)
class AssistantParts:
    """What the section works with."""

    providers: ProviderParts
    prices: "PriceBook"
    settings: "Settings"


@dataclass(frozen=True, slots=True)
class _Known:
    """What is set: budgets in US dollars, and what happens unasked."""

    month: float
    run: float
    explain: bool


class AssistantSection(SettingsForm):
    """Reads prices and settings through the bridge only: both may block."""

    def __init__(
        self,
        parts: AssistantParts,
        bridge: JobBridge,
        subscribe: Subscribe,
        themes: ThemeController,
        tell: Tell,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Assistant",
            "Any OpenAI-compatible endpoint answers: OpenAI, Azure, vLLM, llama.cpp, Ollama. "
            "Messages and replies are sent to the provider in use, and nowhere else.",
            parent,
        )
        self._parts, self._bridge, self._tell = parts, bridge, tell
        group = self.group("Providers")
        self.providers = Providers(parts.providers, group, bridge, themes, tell)
        self.add(self.providers)
        self._add_budget()
        self._add_switches()
        PageNews(subscribe, bridge, _concerns, self.refresh, self)
        self.refresh()

    def refresh(self) -> None:
        """Read profiles, budget and prices again."""
        self.providers.refresh()
        self._bridge.read(self._read, self._show, self._fail, owner=self)
        self._bridge.read(self._prices_as_of, self._show_prices, self._fail, owner=self)

    def edit_prices(self) -> None:
        """Open the person's own copy of the price table, made now if there is none."""
        edit_prices(self._parts.prices, self._bridge, self._tell, self)

    def _read(self) -> _Known:
        get = self._parts.settings.get
        return _Known(get(MONTH_BUDGET), get(RUN_BUDGET), get(EXPLAIN_FAILURES))

    def _prices_as_of(self) -> str:
        return self._parts.prices.table().as_of

    def _show(self, known: _Known) -> None:
        """Show what may be spent, but not over what somebody types."""
        for field, value in ((self.month, known.month), (self.run, known.run)):
            if not field.hasFocus():
                field.set_value(value)
        self.explain.setChecked(known.explain)

    def _show_prices(self, as_of: str) -> None:
        self._prices_row.explain(f"As of {as_of}. Providers change them: correct your own copy.")

    def _keep(self, setting: "Setting[Any]", value: object) -> None:
        keep = partial(self._parts.settings.set, setting, value)
        self._bridge.read(keep, lambda _: None, self._fail, owner=self)

    def _fail(self, fault: Exception) -> None:
        self._tell(str(fault), kind="danger")

    def _add_budget(self) -> None:
        group = self.group("Budget")
        self.month, self.run = DollarField(MOST_DOLLARS), DollarField(MOST_DOLLARS)
        for field in (self.month, self.run):
            field.setFixedWidth(AMOUNT_WIDTH)
        self.month.editingFinished.connect(lambda: self._keep(MONTH_BUDGET, self.month.value()))
        self.run.editingFinished.connect(lambda: self._keep(RUN_BUDGET, self.run.value()))
        group.row(
            "Each month, in US dollars",
            "No call starts that could cost more than is left.",
            self.month,
        )
        group.row(
            "Each run over many replies, in US dollars",
            "Such as “improve all in this filter”.",
            self.run,
        )
        prices = QPushButton("Edit prices…")
        prices.clicked.connect(self.edit_prices)
        self._prices_row = group.row("Price table", "", prices)

    def _add_switches(self) -> None:
        group = self.group("By itself")
        self.explain = QCheckBox()
        self.explain.clicked.connect(lambda on: self._keep(EXPLAIN_FAILURES, on))
        group.row(
            "Explain failures",
            "Ask why a reply failed as soon as somebody judges it bad. Each one is a paid call.",
            self.explain,
        )


def _concerns(changed: Changed) -> bool:
    return changed.settings
