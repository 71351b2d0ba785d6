"""A text that somebody else wrote: shown as it is, whole on request, never as rich text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import ThemeController
from ui.widgets.labels import plain_label
from ui.widgets.plain_text_view import Mark, PlainTextView


class PlainTextPane(QWidget):
    """Shows plain text that can be selected and copied, with marked ranges.

    `most_height` in pixels: where given, the pane is as high as its text and scrolls beyond that;
    without it, the pane takes the room it gets. `framed` gives it the look of a field, to stand
    beside a `ReplyEditor`. Of a long text it shows the first 64 KB and a
    link to the rest; `completed` says that somebody asked for it. Marks are given in UTF-16 units
    of the original and dropped by the next `set_text`.
    """

    completed = Signal()

    def __init__(
        self,
        themes: ThemeController,
        name: str,
        *,
        most_height: int | None = None,
        framed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._most = most_height
        self.view = PlainTextView(themes, framed=framed, parent=self)
        self.view.setAccessibleName(name)
        self.setFocusProxy(self.view)
        self.rest = _Rest(self)
        self.rest.hide()
        self.rest.button.clicked.connect(self.show_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view)
        column.addWidget(self.rest)
        if most_height is not None:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self.view.width_changed.connect(self._fit)
            self._fit()

    def set_text(self, text: str) -> None:
        """Shows a text from its beginning."""
        left_out = self.view.show_text(text)
        self.rest.tell(len(text) - left_out, len(text))
        self._fit()

    def text(self) -> str:
        """The whole original."""
        return self.view.text()

    def selected_text(self) -> str:
        """The selected part of the original."""
        return self.view.selected_text()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Colours ranges of the original, in place of those before."""
        self.view.set_marks(tuple(marks))

    def show_all(self) -> None:
        """Shows what was left out, and keeps the place, the marks and the focus."""
        marks, place = self.view.marks(), self.view.verticalScrollBar().value()
        self.view.show_text(self.view.text(), limit=None)
        self.view.set_marks(marks)
        self.view.verticalScrollBar().setValue(place)
        self.rest.hide()
        self._fit()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.completed.emit()

    def _fit(self) -> None:
        if self._most is not None:
            self.view.setFixedHeight(self.view.content_height(self._most))


class _Rest(QWidget):
    """Says how much is left out, and offers it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = plain_label(size="label", tone="muted", parent=self)
        self.button = QPushButton("Show all", self)
        self.button.setProperty("kind", "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.addWidget(self._label)
        row.addWidget(self.button)
        row.addStretch(1)

    def tell(self, shown: int, whole: int) -> None:
        self.setVisible(shown < whole)
        self._label.setText(f"The first {shown:,} of {whole:,} characters.")
