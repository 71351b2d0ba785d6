"""The failure categories, each under a key of one press."""

from string import ascii_lowercase

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from reviewer.domain.review import FAILURE_CATEGORIES

_KEYS = "123456789" + ascii_lowercase
NONE_KEY = "0"


class CategoryMenu(QMenu):
    """`chosen(object)` gives the key of a category, or None for no category."""

    chosen = Signal(object)

    def __init__(self, current: str | None, parent: QWidget) -> None:
        super().__init__("Failure category", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Failure category")
        self._by_key = dict(zip(_KEYS, FAILURE_CATEGORIES, strict=False))
        for key, category in self._by_key.items():
            self._add(FAILURE_CATEGORIES[category], key, category, current)
        self.addSeparator()
        self._add("No category", NONE_KEY, None, current)

    def open_above(self, corner: QPoint) -> None:
        """Open the menu with its lower left corner there."""
        self.popup(QPoint(corner.x(), corner.y() - self.sizeHint().height() - 4))
        self.setActiveAction(next((a for a in self.actions() if a.isChecked()), self.actions()[0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text().lower()
        if key and (key in self._by_key or key == NONE_KEY):
            self.close()
            self.chosen.emit(self._by_key.get(key))
        else:
            super().keyPressEvent(event)

    def _add(self, title: str, key: str, category: str | None, current: str | None) -> None:
        action = self.addAction(f"{title}\t{key}")
        action.setCheckable(True)
        action.setChecked(category == current)
        action.triggered.connect(lambda: self.chosen.emit(category))
