"""A badge whose explanation can be read by keyboard, too."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ui.theme import ThemeController
from ui.widgets.badge import Badge
from ui.widgets.labels import plain_tooltip

_PRESSED = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ExplainedBadge(Badge):
    """Tab reaches it and then shows why it is so; so do a click, Enter and Space.

    `pressed` says that somebody clicked it, or pressed Enter or Space on it.
    """

    pressed = Signal()

    def __init__(self, themes: ThemeController, text: str, *, parent: QWidget) -> None:
        super().__init__(themes, text, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def explain(self) -> None:
        """Show the explanation below the badge until the focus or the pointer goes on."""
        corner = self.mapToGlobal(QPoint(0, self.height() - 8))
        QToolTip.showText(corner, plain_tooltip(self.explanation()), self, self.rect(), 60_000)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.explain()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        QToolTip.hideText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESSED:
            self.explain()
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.explain()
        self.pressed.emit()
