"""What a page shows when its content cannot be had: a sentence, the details, another try."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.theme import ThemeController
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import plain_label
from ui.widgets.plain_text_pane import PlainTextPane
from ui.widgets.readable_column import readable_column


class ErrorState(QWidget):
    """`retried` says that somebody wants another try."""

    retried = Signal()

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(themes, "circle-alert", tone="danger", pixels=32, parent=self)
        self._sentence = plain_label(parent=self)
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._details = PlainTextPane(themes, "Details", most_height=120, framed=True, parent=self)
        self.retry = QPushButton("Try again", self)
        self.retry.setProperty("kind", "primary")
        self.retry.clicked.connect(self.retried)
        self.copy = QPushButton("Copy details", self)
        self.copy.clicked.connect(self._copy)
        self._lay_out()

    def tell(self, sentence: str, details: str = "", *, can_retry: bool = True) -> None:
        """Says what happened and what to do next; `details` are for whoever helps."""
        self._sentence.setText(sentence)
        self._details.set_text(details)
        self._details.setVisible(bool(details))
        self.copy.setVisible(bool(details))
        self.retry.setVisible(can_retry)
        self.setAccessibleName(sentence)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._sentence.text()}\n\n{self._details.text()}")

    def _lay_out(self) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.retry, self.copy):
            buttons.addWidget(button)
        column = readable_column(self)
        column.addWidget(self._icon, 0, middle)
        column.addWidget(self._sentence)
        column.addWidget(self._details)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.setAlignment(buttons, middle)
