"""The left edge of the window: one button a page, appearance and settings at the foot."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.page_heading import Heading
from ui.theme import ThemeController
from ui.widgets.labels import plain_tooltip

if TYPE_CHECKING:
    from ui.theme_tokens import Tone

WIDTH = 90


class Rail(QFrame):
    """Emits `chosen(str)` with the id of a page. Up and Down go from button to button."""

    chosen = Signal(str)

    def __init__(
        self,
        themes: ThemeController,
        pages: Sequence[Heading],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH)
        self._themes, self._marked = themes, ""
        self._buttons: dict[str, _PageButton] = {}
        self._titles = [page.title for page in pages]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 8, 6, 8)
        self._column.setSpacing(4)
        for number, page in enumerate(pages, start=1):
            self._add_page(page, f"Ctrl+{number}")
        self._column.addStretch(1)

    def mark(self, page_id: str) -> None:
        """Shows which page is on."""
        self._marked = page_id
        for id_, button in self._buttons.items():
            button.show_chosen(chosen=id_ == page_id)

    def enable_pages(self, *, enabled: bool) -> None:
        """Lets pages be chosen, or not while there are none yet."""
        for button in self._buttons.values():
            button.setEnabled(enabled)

    def add_foot(self, icon: str, title: str, keys: str = "") -> QToolButton:
        """Adds a button below the pages and gives it back."""
        button = _RailButton(title, f"{title}  {keys}".rstrip(), self)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setProperty("foot", "true")
        self._themes.dress(button, icon)
        self._column.addWidget(button)
        return button

    def add_foot_page(self, page: Heading) -> None:
        """Adds a page at the foot, as an icon only."""
        button = self._add_page(page, "")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setProperty("foot", "true")

    def button(self, page_id: str) -> QToolButton:
        """The button of a page. Raises KeyError for an unknown id."""
        return self._buttons[page_id]

    def titles(self) -> list[str]:
        """What the buttons of the pages say, from the top; those at the foot are left out."""
        return self._titles

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: False, Qt.Key.Key_Down: True}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.focusNextPrevChild(step)

    def _add_page(self, page: Heading, keys: str) -> "_PageButton":
        button = _PageButton(self._themes, page, keys, self)
        button.clicked.connect(lambda: self._choose(page.id))
        self._buttons[page.id] = button
        self._column.addWidget(button)
        return button

    def _choose(self, page_id: str) -> None:
        self.mark(self._marked)
        self.chosen.emit(page_id)


class _RailButton(QToolButton):
    def __init__(self, title: str, tooltip: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(title)
        self.setAccessibleName(title)
        self.setToolTip(plain_tooltip(tooltip))
        self.setIconSize(QSize(20, 20))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class _PageButton(_RailButton):
    """An icon over a label, in the accent where its page is on."""

    def __init__(self, themes: ThemeController, page: Heading, keys: str, parent: QWidget) -> None:
        super().__init__(page.title, f"{page.title}  {keys}".rstrip(), parent)
        self._themes, self._icon = themes, page.icon
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        themes.changed.connect(self._dress)
        self._dress()

    def show_chosen(self, *, chosen: bool) -> None:
        self.setChecked(chosen)
        self._dress()

    def _dress(self) -> None:
        """Disabled looks the same: it lasts for a moment only, until the store is open."""
        tone: Tone = "accent" if self.isChecked() else "muted"
        self.setIcon(self._themes.icon(self._icon, tone, 20, disabled=tone))
