"""The providers of language models: a card for each, added, tried out, used and removed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.domain.assistant import Provider
from services.assistant.profiles import Added, NewProvider
from services.demo.at_hand import JUDGE, MODEL, NAME
from services.jobs.status import JobState, JobStatus
from services.system_keyring import KeyringState
from ui.dialogs.edit_provider import EditProviderDialog
from ui.job_bridge import JobBridge
from ui.models.provider_text import keyring_text, tested_text
from ui.page_tell import Tell
from ui.pages.settings.provider_card import ProviderCard
from ui.theme import ThemeController
from ui.widgets.settings_form import SettingsGroup, paragraph

if TYPE_CHECKING:
    from services.assistant.desk import AssistantDesk
    from services.assistant.model_lists import ModelLists
    from services.assistant.profiles import ProviderCatalogue
    from services.assistant.trial import Tested
    from services.demo.at_hand import SimulatedAtHand
    from services.jobs.job import Job

_TRY = "Try the simulated provider"


@dataclass(frozen=True, slots=True)
class ProviderParts:
    """What profiles are kept, looked up and tried out with."""

    catalogue: "ProviderCatalogue"
    lists: "ModelLists"
    desk: "AssistantDesk"
    simulated: "SimulatedAtHand"


class Providers(QWidget):
    """Asks catalogue and keyring through the bridge only: both may block.

    The cards go into `group`, which is hidden while there is none.
    """

    def __init__(
        self,
        parts: ProviderParts,
        group: SettingsGroup,
        bridge: JobBridge,
        themes: ThemeController,
        tell: Tell,
    ) -> None:
        super().__init__()
        self._parts, self._group = parts, group
        self._bridge, self._themes, self._tell = bridge, themes, tell
        self.cards: dict[str, ProviderCard] = {}
        self.nothing = paragraph("No provider yet. Add one, or try the simulated one first.")
        self.add_button = QPushButton("Add a provider…")
        self.simulate = QPushButton(_TRY)
        self.keyring = paragraph("", size="label")
        self._lay_out()
        self.add_button.clicked.connect(self.add_provider)
        self.simulate.clicked.connect(self.try_simulated)
        bridge.read(parts.catalogue.keyring_state, self._show_keyring, owner=self)

    def refresh(self) -> None:
        """Read the profiles again."""
        self._bridge.read(self._read, self._show, self._fail, owner=self)

    def add_provider(self) -> None:
        """Ask for another provider."""
        self._open(None)

    def try_simulated(self) -> None:
        """Start the simulated provider inside of the program, and use it."""
        self.simulate.setEnabled(False)
        self._bridge.read(self._simulate, self._simulated, self._fail, owner=self)

    def _read(self) -> tuple[tuple[Provider, ...], str | None]:
        return self._parts.catalogue.list(), self._parts.catalogue.default()

    def _show(self, known: tuple[tuple[Provider, ...], str | None]) -> None:
        providers, default = known
        self._drop_cards({*self.cards} - {provider.name for provider in providers})
        for provider in providers:
            card = self.cards.get(provider.name) or self._new_card(provider)
            card.show_provider(provider, default=provider.name == default)
            self._bridge.read(
                partial(self._parts.catalogue.key_origin, provider), card.show_key, owner=card
            )
        self.nothing.setVisible(not providers)
        self._group.setVisible(bool(providers))
        running = self._parts.simulated.base_url is not None
        self.simulate.setEnabled(not running)
        self.simulate.setText("Simulated provider runs" if running else _TRY)

    def _drop_cards(self, names: set[str]) -> None:
        for name in names:
            card = self.cards.pop(name)
            card.setParent(None)
            card.deleteLater()

    def _new_card(self, provider: Provider) -> ProviderCard:
        card, name = ProviderCard(self._themes, provider), provider.name
        card.test_wanted.connect(partial(self._test, name))
        card.edit_wanted.connect(partial(self._edit, name))
        card.use_wanted.connect(partial(self._change, self._parts.catalogue.use, name))
        card.remove_wanted.connect(partial(self._change, self._parts.catalogue.remove, name))
        self.cards[name] = card
        self._group.add(card)
        return card

    def _edit(self, name: str) -> None:
        self._open(self.cards[name].provider)

    def _open(self, known: Provider | None) -> None:
        parts = self._parts
        dialog = EditProviderDialog(
            self._themes, self._bridge, parts.catalogue, parts.lists, known, parent=self
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
        added = self._parts.catalogue.add(NewProvider(NAME, url, MODEL, judge_model=JUDGE))
        self._parts.catalogue.use(NAME)
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

    def _fail(self, fault: Exception) -> None:
        self.simulate.setEnabled(True)
        self._tell(str(fault), kind="danger")

    def _lay_out(self) -> None:
        self._group.hide()
        self.nothing.hide()
        self.add_button.setProperty("kind", "primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.add_button, self.simulate):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.nothing)
        column.addLayout(buttons)
        column.addWidget(self.keyring)
