"""Which theme is on, and the change from one to the other while the window is open."""

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication

from ui.fonts import ui_font
from ui.icons import icon_of, pixmap_of
from ui.theme_palette import palette_of, style_sheet_of
from ui.theme_tokens import Theme, Tone, load_theme

Mode = Literal["system", "light", "dark"]

__all__ = ["Mode", "Theme", "ThemeController", "Tone", "kept_mode"]


def kept_mode(text: str | None) -> Mode:
    """The mode that settings kept as text; "system" where they kept none."""
    return "light" if text == "light" else "dark" if text == "dark" else "system"


class ThemeController(QObject):
    """Applies a pair of themes to the application and draws icons in its colours.

    The application has the style of `ui.application.STYLE`.

    Widgets take it as a constructor argument, read `theme`, and repaint on `changed(Theme)`.
    `mode` is "system" (follow the desktop), "light" or "dark".
    """

    changed = Signal(object)

    def __init__(
        self, application: QApplication, mode: Mode = "system", pair: str = "slate"
    ) -> None:
        super().__init__(application)
        self._application = application
        self._pair, self._loaded = pair, dict[str, Theme]()
        self._hints = application.styleHints()
        self._mode: Mode = mode
        self._ask_of_desktop()
        self._theme = self._wanted(self._hints.colorScheme())
        self._apply()
        self._hints.colorSchemeChanged.connect(self._follow)

    @property
    def theme(self) -> Theme:
        """The theme that is on."""
        return self._theme

    @property
    def mode(self) -> Mode:
        """What was asked for; "system" follows the desktop."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Asks for a mode, and applies its theme where that is another one."""
        self._mode = mode
        self._ask_of_desktop()
        self._follow(self._hints.colorScheme())

    def toggle(self) -> None:
        """Changes to the other side of the pair, and stays there."""
        self.set_mode("light" if self._theme.dark else "dark")

    def colour(self, token: str) -> QColor:
        """The colour of a token of `Colours`, as in `colour("muted")`."""
        return QColor(getattr(self._theme.colours, token))

    def icon(
        self, name: str, tone: Tone = "muted", pixels: int = 16, *, disabled: Tone = "faint"
    ) -> QIcon:
        """An icon of `resources/icons/lucide` in the colours of now; see `dress`."""
        colours = self._theme.colours
        return icon_of(name, getattr(colours, tone), getattr(colours, disabled), pixels)

    def pixmap(self, name: str, tone: Tone, pixels: int, ratio: float) -> QPixmap:
        """The same as a square pixmap of `pixels` device-independent pixels."""
        return pixmap_of(name, getattr(self._theme.colours, tone), pixels, ratio)

    def dress(self, button: QAbstractButton, name: str, tone: Tone = "muted") -> None:
        """Gives a button an icon that follows the theme as long as the button lives."""
        dress = _Dress(button, self, name, tone)
        self.changed.connect(dress.put_on)
        dress.put_on()

    def _ask_of_desktop(self) -> None:
        """Title bars and native dialogs are the desktop's to draw."""
        if self._mode == "system":
            self._hints.unsetColorScheme()
        else:
            dark = self._mode == "dark"
            self._hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)

    def _wanted(self, desktop: Qt.ColorScheme) -> Theme:
        dark = self._mode == "dark" or (self._mode == "system" and desktop is Qt.ColorScheme.Dark)
        name = f"{self._pair}-dark" if dark else f"{self._pair}-light"
        if name not in self._loaded:
            self._loaded[name] = load_theme(name)
        return self._loaded[name]

    def _follow(self, desktop: Qt.ColorScheme) -> None:
        wanted = self._wanted(desktop)
        if wanted != self._theme:
            self._theme = wanted
            self._apply()
            self.changed.emit(wanted)

    def _apply(self) -> None:
        self._application.setFont(ui_font(self._theme.type.body))
        self._application.setPalette(palette_of(self._theme))
        self._application.setStyleSheet(style_sheet_of(self._theme))


class _Dress(QObject):
    """One button's icon; a child of the button, so both go together."""

    def __init__(
        self, button: QAbstractButton, themes: ThemeController, name: str, tone: Tone
    ) -> None:
        super().__init__(button)
        self._button, self._themes, self._name, self._tone = button, themes, name, tone

    def put_on(self) -> None:
        pixels = self._button.iconSize().width()
        self._button.setIcon(self._themes.icon(self._name, self._tone, pixels))
