"""What the leaderboard is narrowed to and how it is ordered, and a way out for its rows."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from reviewer.domain.moments import now_micros
from reviewer.store.improvements import Board
from services.assistant.board_pages import BoardFacets
from ui.pages.leaderboard.choices import ORDERS, dimensions
from ui.theme import ThemeController
from ui.widgets.choice import Choice
from ui.widgets.choice_popup import ChoicePopup
from ui.widgets.dimension import Dimension
from ui.widgets.filter_chip import HEIGHT, FilterChip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label

EVERYTHING = Board(scored=False)


class BoardBar(QFrame):
    """`changed(Board)` follows each change that somebody makes; `export_wanted` the button."""

    changed = Signal(object)
    export_wanted = Signal()

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes, self._wanted = themes, EVERYTHING
        self._dimensions = {one.id: one for one in dimensions(None, now_micros())}
        self.chips = {id_: self._chip(one) for id_, one in self._dimensions.items()}
        self.clear_all = QPushButton("Clear filters", self)
        self.order = QPushButton(self)
        self.export = QPushButton("Export…", self)
        self.count = plain_label(size="label", tone="muted", parent=self)
        self._lay_out()
        self._show()

    @property
    def wanted(self) -> Board:
        """Return the board as it is set."""
        return self._wanted

    @property
    def narrowed(self) -> bool:
        """Tell whether any filter is set."""
        return replace(self._wanted, order=EVERYTHING.order) != EVERYTHING

    def set_facets(self, facets: BoardFacets) -> None:
        """Offer what there is to choose."""
        self._dimensions = {one.id: one for one in dimensions(facets, now_micros())}
        self._show()

    def set_count(self, words: str) -> None:
        """Say how many rows fit."""
        self.count.setText(words)
        self.count.setAccessibleName(words)

    def clear(self) -> None:
        """Take every filter away; the order stays."""
        self._want(replace(EVERYTHING, order=self._wanted.order))

    def next_order(self) -> None:
        """Order the rows in the next way, round and round."""
        orders = list(ORDERS)
        place = orders.index(self._wanted.order)
        self._order(orders[(place + 1) % len(orders)])

    def open_choices(self, id_: str) -> ChoicePopup:
        """Open the choices of a chip."""
        dimension = self._dimensions[id_]
        current = dimension.chosen(self._wanted) or dimension.nothing
        choices = (dimension.nothing, *dimension.choices)
        popup = ChoicePopup(self._themes, choices, current, self)
        popup.chosen.connect(self._choose)
        popup.open_below(self.chips[id_])
        return popup

    def _open_orders(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for order, title in ORDERS.items():
            action = menu.addAction(title)
            action.setData(order)
            action.setCheckable(True)
            action.setChecked(order == self._wanted.order)
        menu.triggered.connect(lambda action: self._order(action.data()))
        menu.popup(self.order.mapToGlobal(QPoint(0, self.order.height())))

    def _order(self, order: str) -> None:
        self._want(replace(self._wanted, order=order))

    def _choose(self, choice: Choice) -> None:
        self._want(choice.change.apply(self._wanted))

    def _want(self, wanted: Board) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._show()
            self.changed.emit(wanted)

    def _chip(self, dimension: Dimension) -> FilterChip:
        chip = FilterChip(self._themes, dimension.title, self)
        chip.clicked.connect(lambda: self.open_choices(dimension.id))
        chip.cleared.connect(lambda: self._choose(dimension.nothing))
        return chip

    def _show(self) -> None:
        for id_, chip in self.chips.items():
            dimension = self._dimensions[id_]
            chosen = dimension.chosen(self._wanted)
            chip.set_value((chosen.shown or chosen.title) if chosen else "")
            chip.setVisible(chosen is not None or bool(dimension.choices))
        self.clear_all.setVisible(self.narrowed)
        self.order.setText(f"{ORDERS[self._wanted.order]} ▾")
        self.order.setAccessibleName(f"Order: {ORDERS[self._wanted.order]}")

    def _lay_out(self) -> None:
        self.setProperty("surface", "plain")
        self.clear_all.setProperty("kind", "link")
        self.clear_all.clicked.connect(self.clear)
        self.order.setProperty("kind", "quiet")
        self.order.clicked.connect(self._open_orders)
        self.export.clicked.connect(self.export_wanted)
        self.count.setFixedHeight(HEIGHT)
        flow = QWidget(self)
        chips = FlowLayout(flow)
        for widget in (*self.chips.values(), self.clear_all):
            chips.addWidget(widget)
        row = QHBoxLayout()
        row.setContentsMargins(8, 10, 16, 10)
        row.setSpacing(8)
        row.addWidget(flow, 1)
        for part in (self.count, self.order, self.export):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        rule = QFrame(self)
        rule.setProperty("rule", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(rule)
