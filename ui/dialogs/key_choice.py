"""A choice of a dialog with the key that makes it: a radio button or a check box."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from ui.widgets.key_cap import KeyCap
from ui.widgets.labels import plain_label


class KeyChoice(QWidget):
    """Shows a button behind its key, and a detail at the right end; a click anywhere chooses it."""

    def __init__(
        self, key: str, button: QAbstractButton, detail: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.key, self.button = key, button
        button.setAccessibleDescription(f"Key {key}. {detail}".strip())
        self._detail = plain_label(detail, tone="muted", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(KeyCap(key, self))
        row.addWidget(button, 1)
        row.addWidget(self._detail)
        self.setFocusProxy(button)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, _event: object) -> None:
        self.choose()

    def choose(self) -> None:
        """Do what a click on the button does, and give it the focus."""
        self.button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.button.click()
