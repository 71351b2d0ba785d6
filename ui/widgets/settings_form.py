"""A column of settings: what each is for on the left, what changes it on the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme_tokens import Tone
from ui.widgets.labels import Size, plain_label

WIDTH = 680


class SettingsForm(QScrollArea):
    """Groups of rows in cards, one below the other; scrolls where it is too low."""

    def __init__(self, title: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(title)
        inner = QWidget()
        inner.setMaximumWidth(WIDTH)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 24)
        self._column.setSpacing(12)
        self._column.addWidget(plain_label(title, size="title"))
        self._column.addStretch(1)
        self._place(inner)
        if sentence:
            self.say(sentence)

    def say(self, sentence: str, *, tone: Tone = "muted", size: Size = "body") -> QLabel:
        """Adds a paragraph."""
        label = paragraph(sentence, tone=tone, size=size)
        self.add(label)
        return label

    def add(self, widget: QWidget) -> None:
        """Adds a widget of the column's whole width."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def group(self, title: str = "") -> "SettingsGroup":
        """Adds an empty card below a heading, to be filled with rows."""
        if title:
            heading = plain_label(title, tone="muted", size="label")
            heading.setProperty("strong", "true")
            heading.setContentsMargins(0, 8, 0, 0)
            self.add(heading)
        group = SettingsGroup(title)
        self.add(group)
        return group

    def _place(self, inner: QWidget) -> None:
        outer = QWidget()
        row = QHBoxLayout(outer)
        row.setContentsMargins(32, 24, 32, 0)
        row.addWidget(inner, 1)
        row.addStretch(0)
        self.setWidget(outer)


class SettingsGroup(QFrame):
    """A card of rows that belong together."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)

    def row(self, title: str, explanation: str, *controls: QWidget) -> "SettingsRow":
        """Adds a row; what its first control does is its title, also for screen readers."""
        row = SettingsRow(title, explanation, controls)
        self.add(row)
        return row

    def add(self, widget: QWidget) -> None:
        """Adds a widget of the card's whole width, behind a line."""
        if self._column.count():
            line = QFrame()
            line.setProperty("rule", "true")
            self._column.addWidget(line)
        self._column.addWidget(widget)


class SettingsRow(QWidget):
    """What a setting is for, and its controls at the right end."""

    def __init__(
        self,
        title: str,
        explanation: str,
        controls: tuple[QWidget, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = plain_label(title, parent=self)
        self._title.setWordWrap(True)
        self._explanation = paragraph(explanation, tone="muted", size="label", parent=self)
        self._explanation.setVisible(bool(explanation))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._explanation)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addSpacing(16)
        for control in controls:
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        if controls:
            self._name(controls[0], title, explanation)

    def explain(self, explanation: str, tone: Tone = "muted") -> None:
        """Says something else below the title."""
        self._explanation.setText(explanation)
        self._explanation.setProperty("tone", tone)
        self._explanation.style().polish(self._explanation)
        self._explanation.setVisible(bool(explanation))

    def explanation(self) -> str:
        """What stands below the title."""
        return self._explanation.text()

    def _name(self, control: QWidget, title: str, explanation: str) -> None:
        self._title.setBuddy(control)
        if not control.accessibleName():
            control.setAccessibleName(title)
        if not control.accessibleDescription():
            control.setAccessibleDescription(explanation)


def paragraph(
    text: str, *, tone: Tone = "muted", size: Size = "body", parent: QWidget | None = None
) -> QLabel:
    """Return a label that wraps, whose text can be selected with the mouse."""
    label = plain_label(text, tone=tone, size=size, parent=parent)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
