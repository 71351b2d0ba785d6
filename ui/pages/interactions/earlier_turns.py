"""The turns before the message: closed at first, the last ones first to be opened."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from reviewer.domain.interaction import Turn
from ui.pages.interactions.case_words import SPEAKERS
from ui.pages.interactions.text_section import TextSection
from ui.theme import ThemeController

#: Turns that one press brings.
STEP = 10


class EarlierTurns(QWidget):
    """Each press of the button shows ten more turns above those that are shown."""

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._left: Sequence[Turn] = ()
        self.button = QPushButton(self)
        self.button.setProperty("kind", "link")
        self.button.clicked.connect(self.show_more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        row = QVBoxLayout()
        row.addWidget(self.button)
        row.setAlignment(self.button, Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(row)

    def show_turns(self, turns: Sequence[Turn]) -> None:
        """Offer these turns, oldest first; none of them is open."""
        for section in self.sections():
            section.setParent(None)
        self._left = turns
        self._offer()

    def show_more(self) -> None:
        """Open the next turns further back."""
        for turn in reversed(self._left[-STEP:]):
            section = TextSection(self._themes, SPEAKERS.get(turn.role, turn.role), self)
            section.show_text(turn.text, "(empty)")
            self._column.insertWidget(1, section)
        self._left = self._left[:-STEP]
        self._offer()

    def sections(self) -> Sequence[TextSection]:
        """Return the turns that are open, oldest first."""
        items = (self._column.itemAt(place) for place in range(self._column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, TextSection)]

    def _offer(self) -> None:
        count = len(self._left)
        self.button.setText(f"{count:,} earlier turn{'' if count == 1 else 's'} ▸")
        self.button.setVisible(count > 0)
        self.setVisible(count > 0 or bool(self.sections()))
