"""The line of buttons below an answer."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from ui.pages.triage.key_button import KeyButton
from ui.widgets.flow_layout import FlowLayout


class Tools(QWidget):
    """Buttons that flow on to a second line where there is no room; hidden ones take none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=4)
        self._buttons: list[QWidget] = []
        self._shown: set[QWidget] | None = None

    def add(self, title: str, run: Callable[[], object], keys: str = "") -> KeyButton:
        """Add a button with its key, "" for none."""
        button = KeyButton(title, keys, parent=self)
        button.clicked.connect(lambda _checked=False: run())
        self.take(button)
        return button

    def take(self, part: QWidget) -> None:
        """Add something else."""
        self._flow.addWidget(part)
        self._buttons.append(part)

    def show_only(self, wanted: Iterable[QWidget]) -> None:
        """Show these, and none of the others; lays out once, whatever changes."""
        shown = set(wanted)
        if shown == self._shown:
            return
        self._shown = shown
        self._flow.setEnabled(False)
        for button in self._buttons:
            button.setVisible(button in shown)
        self._flow.setEnabled(True)
        self._flow.invalidate()
