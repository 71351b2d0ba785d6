"""What this program is made of: versions for whoever mends a bug, and licences."""

from collections.abc import Callable, Iterable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from ui.fonts import mono_font
from ui.pages.settings.licences import Licence
from ui.theme import ThemeController
from ui.widgets.plain_text_pane import PlainTextPane
from ui.widgets.settings_form import SettingsForm

_HEIGHT = 260


class AboutSection(SettingsForm):
    """Names versions, and shows the licence of whatever is shipped that others made."""

    def __init__(
        self,
        themes: ThemeController,
        versions: str,
        licences: Iterable[Licence],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("About", parent=parent)
        self._versions = versions
        self.copy = QPushButton("Copy")
        self.copy.setAccessibleName("Copy the versions")
        self.copy.clicked.connect(self._copy)
        self.group("Versions").row(versions, "For whoever mends a bug.", self.copy)
        shipped = self.group("Fonts and icons that come with Reviewer")
        for licence in licences:
            button = QPushButton("Licence")
            button.setAccessibleName(f"Show the licence of {licence.name}")
            button.clicked.connect(self._shows(licence))
            shipped.row(licence.name, licence.terms, button)
        self.pane = PlainTextPane(themes, "Licence", most_height=_HEIGHT, framed=True)
        self.pane.view.document().setDefaultFont(mono_font(12))
        self.pane.hide()
        self.add(self.pane)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._versions)
        self.copy.setText("Copied")

    def _shows(self, licence: Licence) -> Callable[[], None]:
        return lambda: self._show(licence)

    def _show(self, licence: Licence) -> None:
        self.pane.view.setAccessibleName(f"Licence of {licence.name}")
        self.pane.set_text(licence.text())
        self.pane.show()
        self.pane.setFocus()
        self.ensureWidgetVisible(self.pane)
