"""The failure categories, each under a key of one press."""

from collections.abc import Iterator
from string import ascii_lowercase

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reviewer.domain.review import FAILURE_CATEGORIES
from ui.pages.triage.key_menu import Entry, KeyMenu

NONE_KEY, AT_ONCE_KEY = "0", "s"
_KEYS = "123456789" + ascii_lowercase.replace(AT_ONCE_KEY, "")


class CategoryMenu(KeyMenu):
    """`chosen(object)` gives a category for the next verdict, or None for none.

    `given(object)` gives one to save at once, without a verdict: the same entries once more,
    in a menu of their own.
    """

    given = Signal(object)

    def __init__(self, current: str | None, standing: str | None, parent: QWidget) -> None:
        super().__init__("Failure category", category_entries(), current, parent)
        self._at_once = KeyMenu(
            "Save at once, without a verdict", category_entries(), standing, self
        )
        self._at_once.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self._at_once.chosen.connect(self._give)
        self.addSeparator()
        sub = self.addMenu(self._at_once)
        sub.setText(f"{self._at_once.title()}\t{AT_ONCE_KEY.upper()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().lower() == AT_ONCE_KEY:
            self.setActiveAction(self._at_once.menuAction())
            right = QKeyEvent(
                QEvent.Type.KeyPress, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier
            )
            super().keyPressEvent(right)
        else:
            super().keyPressEvent(event)

    def _give(self, category: object) -> None:
        self.close()
        self.given.emit(category)


def category_entries() -> Iterator[Entry]:
    """Give the categories under their keys, and no category under 0."""
    for key, category in zip(_KEYS, FAILURE_CATEGORIES, strict=False):
        yield Entry(key, FAILURE_CATEGORIES[category], category)
    yield Entry(NONE_KEY, "No category", None)
