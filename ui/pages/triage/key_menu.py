"""A menu whose entries are each under a key of one press."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the key that chooses it, its words, and what it stands for."""

    key: str
    title: str
    value: object


class KeyMenu(QMenu):
    """`chosen(object)` gives what an entry stands for; the current one is marked."""

    chosen = Signal(object)

    def __init__(
        self, title: str, entries: Iterable[Entry], current: object, parent: QWidget
    ) -> None:
        super().__init__(title, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self._by_key: dict[str, Entry] = {}
        for entry in entries:
            self._by_key[entry.key] = entry
            self._add(entry, current)

    def open_above(self, corner: QPoint) -> None:
        """Open the menu with its lower left corner there."""
        self.popup(QPoint(corner.x(), corner.y() - self.sizeHint().height() - 4))
        self.setActiveAction(next((a for a in self.actions() if a.isChecked()), self.actions()[0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self._by_key.get(event.text().lower())
        if entry is None:
            super().keyPressEvent(event)
        else:
            self.close()
            self.chosen.emit(entry.value)

    def _add(self, entry: Entry, current: object) -> None:
        action = self.addAction(f"{entry.title}\t{entry.key.upper()}")
        action.setCheckable(True)
        action.setChecked(entry.value == current)
        action.triggered.connect(lambda: self.chosen.emit(entry.value))
