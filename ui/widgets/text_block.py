"""A heading with a text below it that somebody else wrote, as high as the text."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import ThemeController
from ui.widgets.plain_text_pane import PlainTextPane
from ui.widgets.section_header import SectionHeader

MOST_HEIGHT = 320
#: How far a text view lays its text in.
INSET = 5


class TextBlock(QWidget):
    """Shows a text as it is, up to `MOST_HEIGHT`; hidden where there is none."""

    def __init__(self, themes: ThemeController, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = SectionHeader(title, self)
        self.pane = PlainTextPane(themes, title, most_height=MOST_HEIGHT, parent=self)
        self.header.setContentsMargins(INSET, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.pane)

    def show_text(self, text: str | None) -> None:
        """Show a text from its beginning."""
        self.pane.set_text(text or "")
        self.setVisible(bool(text))

    def text(self) -> str:
        """Return the text that is shown."""
        return self.pane.text()
