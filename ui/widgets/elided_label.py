"""A label of one line that ends in … where there is no room, and then tells all in its tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.theme_tokens import Tone
from ui.widgets.invisible import reveal
from ui.widgets.labels import Size, plain_tooltip

_LONGEST = 500


class ElidedLabel(QLabel):
    """Shows the first line of a text; `full_text()` is all of it.

    It asks for the width of its text, but gives all of it away where room is short.
    """

    def __init__(
        self,
        text: str = "",
        *,
        tone: Tone = "text",
        size: Size = "body",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._full, self._mode, self._explanation = "", mode, ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setProperty("tone", tone)
        self.setProperty("type", size)
        self.set_text(text)

    def full_text(self) -> str:
        """The text as it was given."""
        return self._full

    def set_text(self, text: str, explanation: str = "") -> None:
        """Shows a text; `explanation` is the tooltip, in place of a text that was cut."""
        self._full, self._explanation = text, explanation
        self.setText(reveal(" ".join(text[:_LONGEST].split())))
        self.setAccessibleName(self.text())
        self._explain()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 3, super().minimumSizeHint().height())

    def is_cut(self) -> bool:
        """Whether a part of the text is out of sight."""
        return self._shown() != self._full

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        flags = int(self.alignment() | Qt.TextFlag.TextSingleLine)
        self.style().drawItemText(
            painter, self.contentsRect(), flags, self.palette(), self.isEnabled(), self._shown(),
            self.foregroundRole(),
        )  # fmt: skip
        self._explain()

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(self.text(), self._mode, self.contentsRect().width())

    def _explain(self) -> None:
        text = self._explanation or (self._full[:2_000] if self.is_cut() else "")
        if (tooltip := plain_tooltip(text)) != self.toolTip():
            self.setToolTip(tooltip)
