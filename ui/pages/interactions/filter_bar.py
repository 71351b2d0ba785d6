"""What the list is narrowed to: words, and a chip for each way to narrow it."""

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.domain.filters import Filter
from services.interactions.browser import Facets
from ui.pages.interactions.choices import dimensions
from ui.theme import ThemeController
from ui.widgets.choice import Choice
from ui.widgets.choice_popup import ChoicePopup
from ui.widgets.dimension import Dimension
from ui.widgets.filter_chip import HEIGHT as CHIP_HEIGHT
from ui.widgets.filter_chip import FilterChip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label
from ui.widgets.range_fields import RangeFields
from ui.widgets.search_field import SearchField

SEARCH_WIDTH = 260
#: A single value narrows nothing, so there is no chip for it.
FEWEST_CHOICES = 2


class FilterBar(QFrame):
    """`changed(Filter)` follows each change that somebody makes; `left` says they go on."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._wanted = Filter()
        self._facets: Facets | None = None
        self._clusters: dict[UUID, str] = {}
        self._dimensions = {one.id: one for one in dimensions(None)}
        self.search = SearchField(themes, "Search messages and replies", self)
        self.chips = {id_: self._chip(one) for id_, one in self._dimensions.items()}
        self.clear_all = QPushButton("Clear filters", self)
        self.count = plain_label(size="label", tone="muted", parent=self)
        self.search.searched.connect(self._search)
        self.search.left.connect(self.left)
        self._lay_out()
        self._show()

    def wanted(self) -> Filter:
        """The filter as it is set."""
        return self._wanted

    def set_facets(self, facets: Facets) -> None:
        """Offers what there is to choose."""
        self._facets = facets
        self._dimensions = {one.id: one for one in dimensions(facets, self._clusters)}
        self._show()

    def show_cluster(self, cluster_id: UUID, label: str) -> None:
        """Narrows the list to one failure cluster, and to nothing else."""
        self._clusters[cluster_id] = label
        self._dimensions = {one.id: one for one in dimensions(self._facets, self._clusters)}
        self.search.clear()
        self._want(Filter(cluster=cluster_id))

    def show_filter(self, wanted: Filter) -> None:
        """Narrows the list to this, and to nothing else."""
        self.search.clear()
        self._want(wanted)

    def set_count(self, words: str) -> None:
        """Says how many rows fit."""
        self.count.setText(words)
        self.count.setAccessibleName(words)

    def clear(self) -> None:
        """Takes every filter away, the words too."""
        narrowed, self._wanted = self._wanted != Filter(), Filter()
        self.search.clear()
        if narrowed:
            self._tell()

    def open_choices(self, id_: str) -> ChoicePopup:
        """Opens the choices of a chip."""
        dimension = self._dimensions[id_]
        fields = RangeFields(self._wanted) if id_ == "confidence" else None
        popup = ChoicePopup(
            self._themes,
            (dimension.nothing, *dimension.choices),
            dimension.chosen(self._wanted) or dimension.nothing,
            self,
            fields,
        )
        popup.chosen.connect(self._choose)
        if fields is not None:
            fields.chosen.connect(self._choose)
            fields.chosen.connect(popup.close)
        popup.open_below(self.chips[id_])
        return popup

    def _chip(self, dimension: Dimension) -> FilterChip:
        chip = FilterChip(self._themes, dimension.title, self)
        chip.clicked.connect(lambda: self.open_choices(dimension.id))
        chip.cleared.connect(lambda: self._choose(dimension.nothing))
        return chip

    def _choose(self, choice: Choice) -> None:
        self._want(choice.change.apply(self._wanted))

    def _search(self, words: str) -> None:
        self._want(replace(self._wanted, words=words))

    def _want(self, wanted: Filter) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._tell()

    def _tell(self) -> None:
        self._show()
        self.changed.emit(self._wanted)

    def _show(self) -> None:
        for id_, chip in self.chips.items():
            dimension = self._dimensions[id_]
            chosen = dimension.chosen(self._wanted)
            chip.set_value((chosen.shown or chosen.title) if chosen else "")
            chip.setVisible(chosen is not None or len(dimension.choices) >= FEWEST_CHOICES)
        self.clear_all.setVisible(self._wanted != Filter())

    def _lay_out(self) -> None:
        self.setProperty("surface", "plain")
        self.search.setFixedWidth(SEARCH_WIDTH)
        self.count.setFixedHeight(CHIP_HEIGHT)
        self.clear_all.setProperty("kind", "link")
        self.clear_all.clicked.connect(self.clear)
        flow = QWidget(self)
        chips = FlowLayout(flow)
        for widget in (self.search, *self.chips.values(), self.clear_all):
            chips.addWidget(widget)
        row = QHBoxLayout()
        row.setContentsMargins(8, 10, 16, 10)
        row.setSpacing(12)
        row.addWidget(flow, 1)
        row.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        rule = QFrame(self)
        rule.setProperty("rule", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(rule)
