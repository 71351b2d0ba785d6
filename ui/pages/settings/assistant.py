"""The assistant's settings: providers and their keys, the budget, what happens by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from reviewer.domain.assistant import Provider
from reviewer.domain.changes import Changed
from services.assistant.profiles import Added, NewProvider
from services.demo.at_hand import JUDGE, MODEL, NAME
from services.jobs.status import JobState, JobStatus
from services.settings import EXPLAIN_FAILURES, MONTH_BUDGET, MOST_DOLLARS, RUN_BUDGET
from services.system_keyring import KeyringState
from ui.dialogs.edit_provider import EditProviderDialog
from ui.job_bridge import JobBridge
from ui.models.provider_text import keyring_text, tested_text
from ui.page_news import PageNews, Subscribe
from ui.page_tell import Tell
from ui.pages.settings.provider_card import ProviderCard
from ui.theme import ThemeController
from ui.widgets.number_field import DollarField
from ui.widgets.settings_form import SettingsForm, paragraph

if TYPE_CHECKING:
    from services.assistant.desk import AssistantDesk
    from services.assistant.model_lists import ModelLists
    from services.assistant.prices import PriceBook
    from services.assistant.profiles import ProviderCatalogue
    from services.assistant.trial import Tested
    from services.demo.at_hand import SimulatedAtHand
    from services.jobs.job import Job
    from services.settings import Setting, Settings


AMOUNT_WIDTH = 120


@dataclass(frozen=True, slots=True)
class AssistantParts:
    """What the section works with."""

    providers: "ProviderCatalogue"
    lists: "ModelLists"
    desk: "AssistantDesk"
    prices: "PriceBook"
    simulated: "SimulatedAtHand"
    settings: "Settings"


@dataclass(frozen=True, slots=True)
class _Known:
    """What is set: profiles, the one in use, budgets in US dollars."""

    providers: tuple[Provider, ...]
    default: str | None
    month: float
    run: float
    explain: bool


class AssistantSection(SettingsForm):
    """Asks catalogue, keyring and settings through the bridge only: all of them may block."""

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
        self._parts, self._bridge, self._themes, self._tell = parts, bridge, themes, tell
        self.cards: dict[str, ProviderCard] = {}
        self._group = self.group("Providers")
        self._group.hide()
        self.nothing = paragraph("No provider yet. Add one, or try the simulated one first.")
        self.add(self.nothing)
        self.nothing.hide()
        self.add_button = QPushButton("Add a provider…")
        self.simulate = QPushButton("Try the simulated provider")
        self.keyring = paragraph("", size="label")
        self._lay_out_buttons()
        self._add_budget()
        self._add_switches()
        PageNews(subscribe, bridge, _concerns, self.refresh, self)
        self.refresh()
        bridge.read(parts.providers.keyring_state, self._show_keyring, owner=self)

    def refresh(self) -> None:
        """Read profiles, budget and prices again."""
        self._bridge.read(self._read, self._show, self._fail, owner=self)
        self._bridge.read(lambda: self._parts.prices.table().as_of, self._show_prices, self._fail,
                          owner=self)  # fmt: skip

    def add_provider(self) -> None:
        """Ask for another provider."""
        self._open(None)

    def try_simulated(self) -> None:
        """Start the simulated provider inside of the program, and use it."""
        self.simulate.setEnabled(False)
        self._bridge.read(self._simulate, self._simulated, self._fail, owner=self)

    def edit_prices(self) -> None:
        """Open the person's own copy of the price table, made now if there is none."""
        self._bridge.read(self._parts.prices.editable_copy, self._open_prices, owner=self)

    def _read(self) -> _Known:
        catalogue = self._parts.providers
        settings = self._parts.settings
        return _Known(
            catalogue.list(),
            catalogue.default(),
            settings.get(MONTH_BUDGET),
            settings.get(RUN_BUDGET),
            settings.get(EXPLAIN_FAILURES),
        )

    def _show(self, known: _Known) -> None:
        there = {provider.name for provider in known.providers}
        for name in [name for name in self.cards if name not in there]:
            card = self.cards.pop(name)
            card.setParent(None)
            card.deleteLater()
        for provider in known.providers:
            card = self.cards.get(provider.name) or self._new_card(provider)
            card.show_provider(provider, default=provider.name == known.default)
            self._bridge.read(
                partial(self._parts.providers.key_origin, provider), card.show_key, owner=card
            )
        self.nothing.setVisible(not known.providers)
        self._group.setVisible(bool(known.providers))
        self._show_budget(known)
        running = self._parts.simulated.base_url is not None
        self.simulate.setEnabled(not running)
        self.simulate.setText("Simulated provider runs" if running else _TRY)

    def _show_budget(self, known: _Known) -> None:
        """Show what may be spent, but not over what somebody types."""
        for field, value in ((self.month, known.month), (self.run, known.run)):
            if not field.hasFocus():
                field.set_value(value)
        self.explain.setChecked(known.explain)

    def _new_card(self, provider: Provider) -> ProviderCard:
        card, name = ProviderCard(self._themes, provider), provider.name
        card.test_wanted.connect(partial(self._test, name))
        card.edit_wanted.connect(partial(self._edit, name))
        card.use_wanted.connect(partial(self._change, self._parts.providers.use, name))
        card.remove_wanted.connect(partial(self._change, self._parts.providers.remove, name))
        self.cards[name] = card
        self._group.add(card)
        return card

    def _edit(self, name: str) -> None:
        self._open(self.cards[name].provider)

    def _open(self, known: Provider | None) -> None:
        parts = self._parts
        dialog = EditProviderDialog(
            self._themes, self._bridge, parts.providers, parts.lists, known, parent=self
        )
        dialog.saved.connect(self._saved)
        dialog.open()

    def _saved(self, added: Added) -> None:
        self._tell(added.advice or f"Saved “{added.provider.name}”.",
                   kind="warning" if added.advice else "done")  # fmt: skip
        self.refresh()

    def _change(self, change: Callable[[str], Provider], name: str) -> None:
        self._bridge.read(partial(change, name), lambda _: self.refresh(), self._fail, owner=self)

    def _test(self, name: str) -> None:
        card = self.cards[name]
        card.say("Asking for the models, then for one short answer …")
        card.test.setEnabled(False)
        job = self._parts.desk.test(name)
        self._bridge.watch(job, partial(self._tested, name, job), owner=self)

    def _tested(self, name: str, job: "Job[Tested]", status: JobStatus) -> None:
        card = self.cards.get(name)
        if card is None or not status.state.ended:
            return
        card.test.setEnabled(True)
        if status.state is JobState.SUCCEEDED:
            tested = job.result()
            card.say(tested_text(tested), wrong=not tested.works, fine=tested.works)
        elif status.failure is not None:
            card.say(status.failure.sentence, wrong=True)

    def _simulate(self) -> Added:
        url = self._parts.simulated.start()
        added = self._parts.providers.add(NewProvider(NAME, url, MODEL, judge_model=JUDGE))
        self._parts.providers.use(NAME)
        return added

    def _simulated(self, _added: Added) -> None:
        self._tell(
            "The simulated provider runs on this machine until Reviewer is closed. Its answers "
            "are made up, and marked as simulated.",
            kind="info",
        )
        self.refresh()

    def _show_keyring(self, state: KeyringState) -> None:
        self.keyring.setText(keyring_text(state))

    def _show_prices(self, as_of: str) -> None:
        self._prices_row.explain(f"As of {as_of}. Providers change them: correct your own copy.")

    def _open_prices(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        self._tell(f"Edit the prices in {path}; they hold once the file is saved.", kind="info")

    def _keep(self, setting: "Setting[Any]", value: object) -> None:
        keep = partial(self._parts.settings.set, setting, value)
        self._bridge.read(keep, lambda _: None, self._fail, owner=self)

    def _fail(self, fault: Exception) -> None:
        self.simulate.setEnabled(True)
        self._tell(str(fault), kind="danger")

    def _lay_out_buttons(self) -> None:
        row = QWidget()
        buttons = QHBoxLayout(row)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(8)
        for button in (self.add_button, self.simulate):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.add_button.setProperty("kind", "primary")
        self.add_button.clicked.connect(self.add_provider)
        self.simulate.clicked.connect(self.try_simulated)
        self.add(row)
        self.add(self.keyring)

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


_TRY = "Try the simulated provider"


def _concerns(changed: Changed) -> bool:
    return changed.settings
