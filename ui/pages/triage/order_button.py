"""The order of the queue: shown, chosen from a menu, changed by a key."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.domain.queue import Order
from ui.pages.triage.key_button import KeyButton

ORDERS = {
    Order.OLDEST: "Oldest first",
    Order.NEWEST: "Newest first",
    Order.LOWEST_CONFIDENCE: "Lowest confidence first",
    Order.LIKELY_WRONG: "Most likely wrong first",
    Order.TOPIC: "By topic, oldest first",
}


class OrderButton(KeyButton):
    """`chosen(Order)` says that somebody wants another order."""

    chosen = Signal(object)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__("", key, parent=parent)
        self.order = Order.OLDEST
        self.allow("", "In which order the queue is worked on; skipped replies come last")
        self.clicked.connect(self._open_menu)

    def show_order(self, order: Order) -> None:
        """Show the order that is on."""
        self.order = order
        self.set_title(f"{ORDERS[order]} ▾")
        self.setAccessibleName(f"Order: {ORDERS[order]}")

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for order, title in ORDERS.items():
            action = menu.addAction(title)
            action.setData(order)
            action.setCheckable(True)
            action.setChecked(order is self.order)
        menu.triggered.connect(lambda action: self.chosen.emit(Order(action.data())))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
