"""A field of a dialog: what it is for above it, what helps or what is wrong below it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.theme_tokens import Tone
from ui.widgets.labels import plain_label, set_tone, set_variant


class LabelledField(QWidget):
    """`retold` says that the line below the field changed, and its height perhaps with it.

    A problem stays until somebody types or `tell` says something else.
    """

    retold = Signal()

    def __init__(
        self, title: str, field: QLineEdit, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._hint = hint
        self._line = plain_label(size="label", tone="muted", parent=self)
        self._line.setWordWrap(True)
        label = plain_label(title, size="label", parent=self)
        label.setProperty("strong", "true")
        label.setBuddy(field)
        field.setAccessibleName(title)
        field.textEdited.connect(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (label, field, self._line):
            column.addWidget(part)
        self.tell(hint)

    def text(self) -> str:
        """What is in the field."""
        return self.field.text()

    def said(self) -> str:
        """The line below the field."""
        return self._line.text()

    def tell(self, sentence: str, tone: Tone = "muted") -> None:
        """Say something helpful below the field; "" takes the line away."""
        self._say(sentence, tone, wrong=False)

    def refuse(self, problem: str) -> None:
        """Say what is wrong, and select the text so that typing replaces it."""
        self._say(problem, "danger", wrong=True)
        self.field.setFocus()
        self.field.selectAll()

    def _clear(self) -> None:
        if self.field.property("invalid"):
            self.tell(self._hint)

    def _say(self, sentence: str, tone: Tone, *, wrong: bool) -> None:
        self._line.setText(sentence)
        self._line.setVisible(bool(sentence))
        set_tone(self._line, tone)
        set_variant(self.field, "invalid", wrong)
        self.field.setAccessibleDescription(sentence)
        self.retold.emit()
