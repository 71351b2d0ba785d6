"""The page of a store with nothing in it: where interactions may come from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ui.theme import ThemeController, Tone
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import Size, plain_label
from ui.widgets.readable_column import readable_column

_SENTENCE = (
    "Drop a file with your assistant's conversations here: JSON Lines, JSON or CSV. "
    "Or connect the database that holds them."
)


class FirstSteps(QWidget):
    """`import_wanted` and `source_wanted` follow its two buttons."""

    import_wanted = Signal()
    source_wanted = Signal()

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.import_button = QPushButton("Import a file…", self)
        self.import_button.setProperty("kind", "primary")
        self.import_button.clicked.connect(self.import_wanted)
        self.source_button = QPushButton("Add a source…", self)
        self.source_button.clicked.connect(self.source_wanted)
        self._lay_out(IconLabel(themes, "messages-square", tone="faint", pixels=32, parent=self))

    def _lay_out(self, icon: QWidget) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        column = readable_column(self)
        column.addWidget(icon, 0, middle)
        column.addWidget(_centred("No interactions yet", "text", "heading"))
        column.addWidget(_centred(_SENTENCE, "muted", "body"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.import_button)
        buttons.addWidget(self.source_button)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.setAlignment(buttons, middle)
        self.setAccessibleName("No interactions yet")


def _centred(text: str, tone: Tone, size: Size) -> QLabel:
    label = plain_label(text, tone=tone, size=size)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
