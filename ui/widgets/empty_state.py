"""What a page shows when there is nothing to show: what that means, and what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.theme import ThemeController
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import plain_label
from ui.widgets.readable_column import readable_column


class EmptyState(QWidget):
    """An icon, a title, a sentence, and at most one button; `acted` says it was pressed."""

    acted = Signal()

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(themes, "inbox", tone="faint", pixels=32, parent=self)
        self._title = plain_label(size="heading", parent=self)
        self._sentence = plain_label(tone="muted", parent=self)
        self._sentence.setWordWrap(True)
        self.button = QPushButton(self)
        self.button.setProperty("kind", "primary")
        self.button.clicked.connect(self.acted)
        self._lay_out()

    def tell(self, title: str, sentence: str, *, icon: str = "inbox", action: str = "") -> None:
        """Says what is empty and why; `action` is the button's title, "" for no button."""
        self._icon.set_icon(icon)
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setAccessibleName(f"{title}. {sentence}")

    def _lay_out(self) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = readable_column(self)
        column.addWidget(self._icon, 0, middle)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addSpacing(8)
        column.addWidget(self.button, 0, middle)
