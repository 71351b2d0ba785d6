"""The shell: rail, pages, status bar, menus, and the keys that work everywhere."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.menus import fill_menu_bar, name_menus
from ui.page_heading import Heading
from ui.rail import Rail
from ui.settings_port import SettingsPort
from ui.theme import Mode, ThemeController
from ui.window_geometry import keep_geometry, restore_geometry

if TYPE_CHECKING:
    from ui.actions import Action, ActionRegistry
    from ui.page_spec import PageSpec
    from ui.status_bar import StatusBar
    from ui.widgets.notice import NoticeKind
    from ui.window_keys import WindowKeys

THEME_KEY = "window.theme"
PAGE_KEY = "window.page"
#: Device-independent pixels, whatever the status bar shows.
FOOT_HEIGHT = 30


class MainWindow(QMainWindow):
    """Shows one page at a time and makes each when it is shown first.

    A new one looks as it will, so that it can be painted at once; `furnish` gives it the pages and
    the keys. `registry`, `keys` and `status` are there from then on. `page_changed(str)` gives the
    id of a page.
    """

    page_changed = Signal(str)
    registry: "ActionRegistry"
    keys: "WindowKeys"
    status: "StatusBar"

    def __init__(
        self,
        themes: ThemeController,
        headings: Sequence[Heading],
        settings: SettingsPort,
        feet: Sequence[Heading] = (),
    ) -> None:
        super().__init__()
        self._themes, self._settings = themes, settings
        self._may_close: Callable[[], bool] = lambda: True
        self._specs: dict[str, PageSpec[Any]] = {}
        self._made: dict[str, QWidget] = {}
        self._current, self._before, self._started = "", "", False
        self.setWindowTitle("Reviewer")
        self.rail = Rail(themes, headings, self)
        self._rail_ids = tuple(heading.id for heading in headings)
        self.rail.mark(self.first_page)
        self.stack = QStackedWidget(self)
        self._foot = QFrame(self)
        self._pages = QVBoxLayout()
        self._lay_out(feet)
        name_menus(self.menuBar())
        restore_geometry(self, settings)

    def furnish(
        self,
        pages: "Sequence[PageSpec[Any]]",
        *,
        extra_actions: "Sequence[Action]" = (),
        may_close: Callable[[], bool] = lambda: True,
        may_write: Callable[[], bool] = lambda: True,
    ) -> None:
        """Gives the window the pages of its headings, and binds all keys. Call it once.

        `extra_actions` are those of the application (import, undo, …). `may_close` is asked before
        the window closes, and may say no while work is being drained. `may_write` is asked before
        an action that writes. Raises DuplicateBinding for keys as they ship; those that somebody
        kept hold where they do not clash.
        """
        from ui.actions import ActionRegistry
        from ui.status_bar import StatusBar

        self.status = StatusBar(self._themes)
        room = QVBoxLayout(self._foot)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self.status)
        self._may_close = may_close
        self._specs = {page.id: page for page in pages}
        self.registry = ActionRegistry(self, may_write)
        self._bind(extra_actions)
        self._restore_keys()

    def start(self) -> None:
        """Shows the page that was on last, or the first; until then no page can be reached."""
        self._started = True
        self.rail.enable_pages(enabled=True)
        self.show_page(self.first_page)

    def show_page(self, page_id: str) -> None:
        """Shows a page and gives it the focus. Raises KeyError for an unknown id."""
        page = self.page(page_id)
        self.stack.setCurrentWidget(page)
        self.rail.mark(page_id)
        if page_id != self._current:
            self._before, self._current = self._current, page_id
            self.registry.set_context(page_id)
            self._settings.set(PAGE_KEY, page_id)
            self.page_changed.emit(page_id)
        page.setFocus()

    def go_back(self) -> None:
        """Shows the page that was on before this one, or the first."""
        self.show_page(self._before or self._rail_ids[0])

    def page(self, page_id: str) -> Any:
        """A page, made now if it was not yet. Raises KeyError for an unknown id."""
        if page_id not in self._made:
            spec = self._specs[page_id]
            self._made[page_id] = page = spec.factory()
            page.setAccessibleName(spec.title)
            self.stack.addWidget(page)
        return self._made[page_id]

    @property
    def page_ids(self) -> tuple[str, ...]:
        """The ids of the pages, in the rail's order."""
        return tuple(self._specs)

    @property
    def first_page(self) -> str:
        """The page of the rail that was on last; the window never opens on one at the foot."""
        kept = self._settings.get(PAGE_KEY)
        return kept if kept in self._rail_ids else self._rail_ids[0]

    @property
    def current_page(self) -> str:
        """The id of the page that is on."""
        return self._current

    def tell(
        self,
        sentence: str,
        *,
        kind: "NoticeKind" = "done",
        action: str = "",
        run: Callable[[], None] | None = None,
    ) -> None:
        """Shows a notice in the status bar, with at most one thing to do about it."""
        self.status.notice.tell(sentence, kind=kind, action=action, run=run)

    def set_theme(self, mode: Mode) -> None:
        """Applies a theme and keeps the choice."""
        self._themes.set_mode(mode)
        self._settings.set(THEME_KEY, mode)

    def show_banner(self, banner: QWidget) -> None:
        """Shows a widget above the pages for as long as it lives."""
        self._pages.insertWidget(0, banner)

    def show_palette(self) -> None:
        """Opens the command palette, or closes the one that is open."""
        from ui.widgets.command_palette import CommandPalette

        shown = [palette for palette in self.findChildren(CommandPalette) if palette.isVisible()]
        if shown:
            shown[0].leave()
        else:
            CommandPalette(self._themes, self.registry, self).open()

    def show_keys(self) -> None:
        """Opens the list of keys of this page."""
        from ui.widgets.cheat_sheet import CheatSheet

        title = self._specs[self._current].title
        CheatSheet(title, self.registry.here(), self).open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus on Enter, too; Qt does so in dialogs alone."""
        button = self.focusWidget()
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enters and isinstance(button, QAbstractButton) and not event.isAutoRepeat():
            button.click()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close():
            keep_geometry(self, self._settings)
            event.accept()
        else:
            event.ignore()

    def _bind(self, extra_actions: "Sequence[Action]") -> None:
        from ui.window_actions import WindowGestures, window_actions

        gestures = WindowGestures(
            has_pages=lambda: self._started,
            show_page=self.show_page,
            show_palette=self.show_palette,
            show_keys=self.show_keys,
            toggle_theme=self._toggle_theme,
            follow_system=self._follow_system,
            toggle_full_screen=self._toggle_full_screen,
            close=self._quit,
        )
        self.registry.add(extra_actions)
        self.registry.add(window_actions(tuple(self._specs.values()), gestures))
        for spec in self._specs.values():
            self.registry.add(spec.actions(partial(self.page, spec.id)))
        fill_menu_bar(self.menuBar(), self.registry)

    def _restore_keys(self) -> None:
        from ui.window_actions import THEME, go_to
        from ui.window_keys import WindowKeys

        titles = {spec.id: spec.title for spec in self._specs.values()}
        buttons = {go_to(page_id): self.rail.button(page_id) for page_id in self._specs}
        buttons[THEME] = self._theme_button
        self.keys = WindowKeys(self.registry, self._settings, titles, buttons)
        if self.keys.notice:
            self.tell(self.keys.notice, kind="warning")

    def _quit(self) -> None:
        self.close()

    def _toggle_theme(self) -> None:
        self._themes.toggle()
        self._settings.set(THEME_KEY, self._themes.mode)

    def _follow_system(self) -> None:
        self.set_theme("system")

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _lay_out(self, feet: Sequence[Heading]) -> None:
        self.rail.chosen.connect(self.show_page)
        self._theme_button = self.rail.add_foot("sun-moon", "Light or dark")
        self._theme_button.clicked.connect(self._toggle_theme)
        for foot in feet:
            self.rail.add_foot_page(foot)
        self.rail.enable_pages(enabled=False)
        body = QHBoxLayout()
        body.setSpacing(0)
        self._pages.setSpacing(0)
        self._pages.addWidget(self.stack, 1)
        body.addWidget(self.rail)
        body.addLayout(self._pages, 1)
        central = QWidget(self)
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(self._foot)
        self._foot.setObjectName("statusBar")
        self._foot.setFixedHeight(FOOT_HEIGHT)
        self.setCentralWidget(central)
