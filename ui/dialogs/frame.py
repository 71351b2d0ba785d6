"""What every dialog has in common: a heading, one column, the buttons below, freed on closing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme import ThemeController
from ui.theme_tokens import Tone
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import Size, plain_label

WIDTH = 460


class DialogFrame(QDialog):
    """As high as its content, modal to its window, deleted when it closes.

    Esc rejects it, Enter presses the button that `end_with` names first.
    """

    def __init__(
        self,
        themes: ThemeController,
        title: str,
        icon: str,
        parent: QWidget,
        *,
        tone: Tone = "muted",
        width: int = WIDTH,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.setFixedWidth(width)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(12)
        heading = QHBoxLayout()
        heading.setSpacing(10)
        heading.addWidget(IconLabel(themes, icon, tone=tone, pixels=18, parent=self))
        heading.addWidget(plain_label(title, size="heading", parent=self), 1)
        self.column.addLayout(heading)

    def say(self, text: str, *, tone: Tone = "text", size: Size = "body") -> QLabel:
        """Add a paragraph, which can be selected with the mouse."""
        label = plain_label(text, tone=tone, size=size, parent=self)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(label)
        return label

    def end_with(
        self, default: QPushButton, *others: QPushButton, aside: Sequence[QWidget] = ()
    ) -> None:
        """Add the buttons: the default one at the right end, `aside` at the left."""
        default.setProperty("kind", "primary")
        default.setDefault(True)
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(8)
        for widget in aside:
            row.addWidget(widget)
        row.addStretch(1)
        for button in (*others, default):
            row.addWidget(button)
        self.column.addLayout(row)

    def fit(self) -> None:
        """Take the height that the content needs now, upwards where the screen ends."""
        self.column.activate()
        wraps = self.column.hasHeightForWidth()
        height = self.column.totalHeightForWidth(self.width()) if wraps else 0
        self.setFixedHeight(height or self.column.totalSizeHint().height())
        if self.isVisible():
            self._stay_on_screen()

    def _stay_on_screen(self) -> None:
        screen, here = self.screen().availableGeometry(), self.frameGeometry()
        if here.bottom() > screen.bottom():
            self.move(self.x(), max(screen.top(), here.top() + screen.bottom() - here.bottom()))

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)
