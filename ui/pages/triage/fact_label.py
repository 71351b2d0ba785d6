"""A fact on one line that can be selected, and that ends in … where there is no room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme_tokens import Tone
from ui.widgets.invisible import reveal
from ui.widgets.labels import Size, plain_tooltip

_LONGEST = 300


class FactLabel(QLabel):
    """Wants the width of its text, and does with `least` pixels where it has to."""

    def __init__(
        self,
        name: str,
        *,
        tone: Tone = "text",
        size: Size = "body",
        least: int = 60,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._whole, self._least = "", least
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setProperty("type", size)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def tell(self, text: str, explanation: str) -> None:
        """Show a text; the explanation is its tooltip, and what a screen reader says."""
        self._whole = reveal(text[:_LONGEST])
        self.setToolTip(plain_tooltip(explanation[:2_000]))
        self.setAccessibleDescription(explanation[:2_000])
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._whole) + 2
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._least, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 1)
        )
        if shown != self.text():
            self.setText(shown)
