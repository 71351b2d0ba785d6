"""A heading with a text below it, which somebody else wrote."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.interactions.hits import hits_in
from ui.theme import ThemeController
from ui.widgets.labels import plain_label
from ui.widgets.plain_text_pane import PlainTextPane
from ui.widgets.section_header import SectionHeader

MOST_HEIGHT = 360
#: How far a text view lays its text in.
INSET = 5


class TextSection(QWidget):
    """Shows a text as it is; a sentence in its place, or nothing at all, where there is none."""

    def __init__(self, themes: ThemeController, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = SectionHeader(title, self)
        self.pane = PlainTextPane(themes, title, most_height=MOST_HEIGHT, parent=self)
        self._nothing = plain_label(tone="faint", parent=self)
        self.header.setContentsMargins(INSET, 0, 0, 0)
        self._nothing.setContentsMargins(INSET, 4, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self._nothing, self.pane):
            column.addWidget(part)

    def show_text(self, text: str | None, otherwise: str) -> None:
        """Show a text; `otherwise` where there is none, "" to show nothing then."""
        self.pane.set_text(text or "")
        self.pane.setVisible(bool(text))
        self._nothing.setText(otherwise)
        self._nothing.setVisible(not text)
        self.setVisible(bool(text or otherwise))

    def mark(self, words: str) -> None:
        """Mark the words that somebody searches for."""
        self.pane.set_marks(hits_in(self.pane.text(), words))

    def text(self) -> str:
        """Return the text that is shown, or the sentence in its place."""
        return self.pane.text() or self._nothing.text()
