"""Settings of this person on this machine: appearance, and whose name signs decisions."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.dialogs.choice_box import ChoiceBox
from ui.theme import Mode, ThemeController
from ui.widgets.settings_form import SettingsForm

_MODES: dict[Mode, str] = {"system": "As the system", "light": "Light", "dark": "Dark"}


class GeneralSection(SettingsForm):
    """`set_theme` applies and keeps a theme; `ask_name` opens the dialog for the name."""

    def __init__(
        self,
        themes: ThemeController,
        set_theme: Callable[[Mode], None],
        ask_name: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("General", parent=parent)
        self._themes, self._set_theme = themes, set_theme
        self.theme = ChoiceBox(themes, "Theme")
        self.theme.addItems(list(_MODES.values()))
        self.theme.setMinimumContentsLength(14)
        self.theme.activated.connect(self._choose_theme)
        self.name = QPushButton("Change…")
        self.name.clicked.connect(ask_name)
        group = self.group("You")
        group.row("Theme", "Light or dark colours for the whole window.", self.theme)
        group.row("Your name", "It signs every decision that you make here.", self.name)
        themes.changed.connect(self._show_theme)

    def showEvent(self, event: QShowEvent) -> None:
        self._show_theme()
        super().showEvent(event)

    def _show_theme(self) -> None:
        self.theme.setCurrentIndex(list(_MODES).index(self._themes.mode))

    def _choose_theme(self, index: int) -> None:
        self._set_theme(list(_MODES)[index])
