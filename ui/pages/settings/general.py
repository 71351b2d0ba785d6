"""Settings of this person on this machine, and the store that is open."""

from functools import partial
from zoneinfo import available_timezones

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from reviewer.domain.person import Person
from services.reviewers import Reviewers
from services.settings import TIME_ZONE, Settings
from services.store_care import StoreCare
from services.time_zone import system_time_zone
from ui.dialogs.choice_box import ChoiceBox
from ui.job_bridge import JobBridge
from ui.page_tell import Tell
from ui.pages.settings.store_rows import StoreRows
from ui.theme import Mode, ThemeController
from ui.widgets.settings_form import SettingsForm

_MODES: dict[Mode, str] = {"system": "As the system", "light": "Light", "dark": "Dark"}
_SIGNS = "It signs every decision that you make here."
_ZONE = "Days and weeks begin at its midnight. Another one is used from the next start on."


class GeneralSection(SettingsForm):
    """`theme_chosen(str)` asks for a theme, `name_wanted` for the dialog of the name."""

    theme_chosen = Signal(str)
    name_wanted = Signal()

    def __init__(
        self,
        care: StoreCare,
        reviewers: Reviewers,
        settings: Settings,
        bridge: JobBridge,
        themes: ThemeController,
        tell: Tell,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("General", parent=parent)
        self._reviewers, self._settings, self._bridge = reviewers, settings, bridge
        self._themes, self._tell = themes, tell
        self.theme, self.zone = ChoiceBox(themes, "Theme"), ChoiceBox(themes, "Time zone")
        self.name = QPushButton("Change…")
        you = self.group("You")
        you.row("Theme", "Light or dark colours for the whole window.", self.theme)
        self._name = you.row("Your name", _SIGNS, self.name)
        you.row("Time zone", _ZONE, self.zone)
        self.store = StoreRows(self.group("Store"), care, bridge, themes, tell)
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what may have changed elsewhere."""
        super().showEvent(event)
        self._show_theme()
        self.store.read()
        self._bridge.read(self._reviewers.me, self._show_name, owner=self)

    def _fill(self) -> None:
        self.theme.addItems(list(_MODES.values()))
        self.theme.setMinimumContentsLength(14)
        self.zone.setMinimumContentsLength(24)
        self.zone.setEnabled(False)
        self.theme.activated.connect(self._choose_theme)
        self.zone.activated.connect(self._choose_zone)
        self.name.clicked.connect(self.name_wanted)
        self._themes.changed.connect(self._show_theme)
        self._bridge.read(_zones, self._show_zones, owner=self)

    def _show_theme(self) -> None:
        self.theme.setCurrentIndex(list(_MODES).index(self._themes.mode))

    def _choose_theme(self, index: int) -> None:
        self.theme_chosen.emit(list(_MODES)[index])

    def _show_name(self, me: Person | None) -> None:
        if me is not None:
            address = f" ({me.email})" if me.email else ""
            self._name.explain(f"{me.name}{address}. {_SIGNS}")

    def _show_zones(self, zones: tuple[str, list[str]]) -> None:
        here, names = zones
        self.zone.addItem(f"As this computer ({here})", "")
        for name in names:
            self.zone.addItem(name.replace("_", " "), name)
        self.zone.setCurrentIndex(max(0, self.zone.findData(self._settings.get(TIME_ZONE))))
        self.zone.setEnabled(True)

    def _choose_zone(self, index: int) -> None:
        keep = partial(self._settings.set, TIME_ZONE, self.zone.itemData(index))
        self._bridge.read(keep, lambda _: self._kept_zone(), owner=self)

    def _kept_zone(self) -> None:
        self._tell(f"Time zone: {self.zone.currentText()}, from the next start on.")


def _zones() -> tuple[str, list[str]]:
    return system_time_zone(), sorted(name for name in available_timezones() if "/" in name)
