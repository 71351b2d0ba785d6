"""The left side of the page: which queue, in which order, and its items."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reviewer.domain.queue import Order, Queue, QueueCounts
from ui.models.queue_model import ListState, QueueModel
from ui.pages.triage.bulk_bar import BulkBar
from ui.pages.triage.day_strip import DayStrip
from ui.pages.triage.filter_strip import FilterStrip
from ui.pages.triage.key_button import KeyButton
from ui.pages.triage.keys import NEXT, ORDER, PREVIOUS, KeyOf
from ui.pages.triage.order_button import ORDERS, OrderButton
from ui.pages.triage.queue_filters import QueueFilters
from ui.pages.triage.queue_view import QueueView
from ui.theme import ThemeController
from ui.widgets.labels import plain_label
from ui.widgets.tabs import Tab, Tabs

QUEUES = {
    Queue.DUE: "Due",
    Queue.SNOOZED: "Snoozed",
    Queue.NEW: "New",
    Queue.REVIEWED: "Reviewed",
}


#: Device-independent pixels; no count makes the panel wider.
NARROWEST = 300


class QueuePanel(QFrame):
    """`order_changed(Order)` is for whoever remembers it."""

    order_changed = Signal(object)

    def __init__(
        self,
        themes: ThemeController,
        model: QueueModel,
        filters: QueueFilters,
        key_of: KeyOf,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "plain")
        self.setMinimumWidth(NARROWEST)
        self._model, self._filters = model, filters
        self._counts: QueueCounts | None = None
        self._narrowed: QueueCounts | None = None
        self.tabs = Tabs([Tab(queue.value, title) for queue, title in QUEUES.items()], self)
        self.strip = FilterStrip(themes, filters, key_of, self)
        self.order = OrderButton(key_of(ORDER), self)
        self.view = QueueView(themes, model, self)
        self._steps = [
            self._step("↓", "Next reply", key_of(NEXT), 1),
            self._step("↑", "Previous reply", key_of(PREVIOUS), -1),
        ]
        self.bulk = BulkBar(key_of, self)
        self.day = DayStrip(key_of, self)
        self._trouble = plain_label(size="label", tone="danger", parent=self)
        self._again = QPushButton("Try again", self)
        self._lay_out()
        self._connect()

    def show_counts(self, counts: QueueCounts) -> None:
        """Show how many replies each queue holds."""
        self._counts = counts
        self._tell_counts()

    def show_narrowed(self, counts: QueueCounts | None) -> None:
        """Show how many of them fit the filter; None where there is none."""
        self._narrowed = counts
        self._tell_counts()

    @property
    def shown(self) -> Queue:
        """Return the queue that is shown."""
        return self._model.queue

    def show_queue(self, queue: Queue) -> None:
        """Show another queue."""
        self.tabs.choose(queue.value)

    def begin(self, order: Order) -> None:
        """Show the first queue in this order."""
        self.order.show_order(order)
        self._load()

    def step_queue(self, by: int) -> None:
        """Show a queue further right or left, round and round."""
        queues = list(QUEUES)
        self.show_queue(queues[(queues.index(self._model.queue) + by) % len(queues)])

    def step_order(self) -> None:
        """Show the queue in the next order."""
        orders = list(ORDERS)
        self._sort(orders[(orders.index(self._model.order) + 1) % len(orders)])

    def _step(self, arrow: str, name: str, key: str, by: int) -> KeyButton:
        button = KeyButton(arrow, key, parent=self)
        button.setAccessibleName(name)
        button.allow("", name)
        button.clicked.connect(lambda: self.view.step(by))
        return button

    def _tell_counts(self) -> None:
        """The tabs count what is listed: all there is, or what fits the filter."""
        shown = self._narrowed if self._filters.narrows else self._counts
        for queue in QUEUES:
            self.tabs.set_count(queue.value, None if shown is None else shown.of(queue))
        self.tabs.say_of("of this filter" if self._filters.narrows else "")
        queue, fits = self._model.queue, self._narrowed
        if fits is not None and self._counts is not None:
            all_, few = self._counts.of(queue), fits.of(queue)
            self.strip.say_fits(f"{few:,} of {all_:,} {QUEUES[queue].lower()}")
        else:
            self.strip.say_fits("Counting…")

    def _narrow(self) -> None:
        self._narrowed = None
        self._tell_counts()
        self._load()

    def _load(self) -> None:
        queue = Queue(self.tabs.current())
        self._model.show_queue(queue, self.order.order, self._filters.wanted)
        self._tell_counts()

    def _sort(self, order: Order) -> None:
        self.order.show_order(order)
        self._load()
        self.order_changed.emit(order)

    def _show_state(self) -> None:
        """A list that is there and cannot go on says so below itself."""
        broken = self._model.state is ListState.FAILED and self._model.rowCount() > 0
        self._trouble.setVisible(broken)
        self._again.setVisible(broken)
        self._trouble.setText(self._model.failure)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._load)
        self.strip.left.connect(self.view.setFocus)
        self._filters.changed.connect(self._narrow)
        self._filters.counted.connect(self.show_narrowed)
        self.order.chosen.connect(self._sort)
        self._again.clicked.connect(self._model.refresh)
        self._model.state_changed.connect(self._show_state)

    def _lay_out(self) -> None:
        orders = QHBoxLayout()
        orders.setContentsMargins(8, 4, 8, 4)
        orders.addWidget(self.order)
        orders.addStretch(1)
        for step in self._steps:
            orders.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.strip)
        column.addLayout(orders)
        column.addWidget(self.view, 1)
        column.addWidget(self.bulk)
        self._trouble.setWordWrap(True)
        for part in (self._trouble, self._again):
            part.hide()
            column.addWidget(part)
        column.addWidget(self.day)
