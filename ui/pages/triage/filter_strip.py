"""Above the list: words to search for, the filters that are on, and the ways to more of them."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.pages.triage.keys import FILTERS, SAVED, SEARCH, KeyOf
from ui.pages.triage.queue_dimensions import chosen_of
from ui.pages.triage.queue_filters import QueueFilters
from ui.theme import ThemeController
from ui.widgets.filter_chip import FilterChip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.icon_button import IconButton
from ui.widgets.key_cap import native_keys
from ui.widgets.labels import plain_label
from ui.widgets.search_field import SearchField


class FilterStrip(QWidget):
    """`more` asks for the ways to narrow, `saved` for saved filters, `opened(str)` for one way.

    `left` says that somebody goes on to the list.
    """

    more = Signal()
    saved = Signal()
    opened = Signal(str)
    left = Signal()

    def __init__(
        self,
        themes: ThemeController,
        filters: QueueFilters,
        key_of: KeyOf,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._filters = filters
        key = key_of(SEARCH)
        self.search = SearchField(themes, f"Search this queue  {native_keys(key)}".rstrip(), self)
        self.search.setAccessibleName("Search this queue")
        self.more_button = self._button(
            themes, "list-filter", "Narrow the queue…", key_of(FILTERS), self.more
        )
        self.saved_button = self._button(
            themes, "folder-open", "Saved filters…", key_of(SAVED), self.saved
        )
        self.chips = {way.id: self._chip(themes, way.id, way.title) for way in filters.ways}
        self.clear = QPushButton("Clear", self)
        self.clear.setAccessibleName("Clear all filters")
        self.fits = plain_label(size="label", tone="muted", parent=self)
        self._chosen = QWidget(self)
        self._lay_out()
        self.search.searched.connect(filters.search)
        self.search.left.connect(self.left)
        self.clear.clicked.connect(filters.clear)
        filters.changed.connect(self.show_filter)
        filters.named.connect(self.show_filter)
        self.show_filter()

    def show_filter(self) -> None:
        """Show what the queue is narrowed to."""
        wanted = self._filters.wanted
        if self.search.text().strip() != wanted.words:
            self.search.setText(wanted.words)
        chosen = {way.id: choice for way, choice in chosen_of(self._filters.ways, wanted)}
        for way_id, chip in self.chips.items():
            choice = chosen.get(way_id)
            chip.set_value((choice.shown or choice.title) if choice else "")
            chip.setVisible(choice is not None)
        self._chosen.setVisible(self._filters.narrows)

    def say_fits(self, words: str) -> None:
        """Say how many fit."""
        self.fits.setText(words)
        self.fits.setAccessibleName(words)

    def _chip(self, themes: ThemeController, way_id: str, title: str) -> FilterChip:
        chip = FilterChip(themes, title, self)
        chip.clicked.connect(lambda: self.opened.emit(way_id))
        chip.cleared.connect(lambda: self._drop(way_id))
        return chip

    def _drop(self, way_id: str) -> None:
        """A chip that goes takes the focus with it: it goes back to the list."""
        focused = self.chips[way_id].hasFocus()
        self._filters.drop(way_id)
        if focused:
            self.left.emit()

    def _button(
        self, themes: ThemeController, icon: str, title: str, key: str, wish: SignalInstance
    ) -> IconButton:
        button = IconButton(themes, icon, title, keys=native_keys(key), parent=self)
        button.clicked.connect(wish)
        return button

    def _lay_out(self) -> None:
        self.clear.setProperty("kind", "link")
        chips = QWidget(self._chosen)
        flow = FlowLayout(chips)
        for chip in self.chips.values():
            flow.addWidget(chip)
        said = QHBoxLayout()
        said.addWidget(self.fits, 1)
        said.addWidget(self.clear)
        chosen = QVBoxLayout(self._chosen)
        chosen.setContentsMargins(2, 0, 0, 0)
        chosen.setSpacing(2)
        chosen.addWidget(chips)
        chosen.addLayout(said)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.search, 1)
        row.addWidget(self.more_button)
        row.addWidget(self.saved_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._chosen)
