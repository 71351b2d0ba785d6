"""A field to search as one types: it waits for a pause before it asks."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import ThemeController

PAUSE_MS = 120


class SearchField(QLineEdit):
    """Emits `searched(str)` after a pause of 120 ms, at once on Enter and on clearing.

    Esc clears; in an empty field it emits `left`, so that a page can give the focus back to its
    list. Down and Enter emit `left` too.
    """

    searched = Signal(str)
    left = Signal()

    def __init__(
        self, themes: ThemeController, placeholder: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("searchField")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(False)
        self._themes, self._asked = themes, ""
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(self._wait)
        themes.changed.connect(self._dress)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Escape | Qt.Key.Key_Down:
                self.left.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._ask()
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def _wait(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._ask()

    def _ask(self) -> None:
        self._pause.stop()
        words = self.text().strip()
        if words != self._asked:
            self._asked = words
            self.searched.emit(words)

    def _dress(self) -> None:
        self._glass.setIcon(self._themes.icon("search", "faint"))
