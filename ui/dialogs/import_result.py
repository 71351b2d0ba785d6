"""What an import or a sync did, and the rows that need a look."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from services.sync.intake import Tally
from ui.dialogs.tally_view import TallyView
from ui.widgets.labels import plain_label, set_tone


class ImportResult(QWidget):
    """`refused_wanted` and `repaired_wanted` ask for the lists behind two of the numbers."""

    refused_wanted = Signal()
    repaired_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = plain_label(parent=self)
        self.sentence.setWordWrap(True)
        self.tally = TallyView(self)
        self.refused = _button("Show rejected rows", self)
        self.refused.clicked.connect(self.refused_wanted)
        self.repaired = _button("Show repaired rows", self)
        self.repaired.clicked.connect(self.repaired_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.refused, self.repaired):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.sentence)
        column.addWidget(self.tally)
        column.addLayout(buttons)

    def show_tally(self, tally: Tally, sentence: str, *, wrong: bool = False) -> None:
        """Show the numbers, with a sentence about how it ended."""
        self.tally.setVisible(True)
        self.tally.show_tally(tally)
        self.refused.setVisible(tally.rejected > 0)
        self.repaired.setVisible(bool(tally.repairs))
        self._say(sentence, wrong=wrong)

    def show_failure(self, sentence: str) -> None:
        """Say why there are no numbers."""
        for part in (self.tally, self.refused, self.repaired):
            part.hide()
        self._say(sentence, wrong=True)

    def _say(self, sentence: str, *, wrong: bool) -> None:
        self.sentence.setText(sentence)
        set_tone(self.sentence, "danger" if wrong else "text")


def _button(title: str, parent: QWidget) -> QPushButton:
    button = QPushButton(title, parent)
    button.setAutoDefault(False)
    return button
