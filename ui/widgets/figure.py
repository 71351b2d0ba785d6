"""One figure with what it is above it and what explains it below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.theme_tokens import Tone
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.labels import plain_label, set_tone

_STEPS = 1_000


class Figure(QWidget):
    """A title, a large figure, a line below; a bar between them where a share is given."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = plain_label("–", size="title", parent=self)
        self.figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.line = ElidedLabel(size="label", tone="muted", parent=self)
        self.bar = QProgressBar(self, textVisible=False)
        self.bar.setProperty("kind", "slim")
        self.bar.hide()
        self._title = title
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(plain_label(title.upper(), size="section", tone="muted", parent=self))
        for part in (self.figure, self.bar, self.line):
            column.addWidget(part)
        column.addStretch(1)

    def show_figure(
        self, figure: str, line: str, *, share: float | None = None, tone: Tone = "text"
    ) -> None:
        """Show a figure and its line; `share` (0..1 and beyond) fills the bar."""
        self.figure.setText(figure)
        set_tone(self.figure, tone)
        self.line.set_text(line)
        self.bar.setVisible(share is not None)
        if share is not None:
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(min(_STEPS, round(share * _STEPS)))
            self.bar.setAccessibleName(f"{self._title}: {share:.0%}")
        self.setAccessibleName(f"{self._title}: {figure}. {line}")
