"""A line for a secret: hidden while it is typed, unless somebody asks to see it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

_HINTS = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class SecretField(QLineEdit):
    """The button at its right end shows and hides the text; Tab reaches it, Space presses it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toggle = QPushButton("Hide", self)
        self.toggle.setProperty("kind", "link")
        self.toggle.setAutoDefault(False)
        self.toggle.setCursor(Qt.CursorShape.ArrowCursor)
        self.toggle.clicked.connect(self._toggle)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 4, 0)
        row.addStretch(1)
        row.addWidget(self.toggle)
        self.setTextMargins(0, 0, self.toggle.sizeHint().width() + 4, 0)
        self._show(visible=False)

    def is_shown(self) -> bool:
        """Whether the text can be read."""
        return self.echoMode() is QLineEdit.EchoMode.Normal

    def _toggle(self) -> None:
        self._show(visible=not self.is_shown())

    def _show(self, *, visible: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if visible else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self.setInputMethodHints(_HINTS)
        word = "Hide" if visible else "Show"
        self.toggle.setText(word)
        self.toggle.setAccessibleName(f"{word} what is typed")
