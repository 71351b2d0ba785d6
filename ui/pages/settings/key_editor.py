"""The keys of the action that is chosen: change them, add others, take some away."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.actions import Action
from ui.theme import ThemeController
from ui.theme_tokens import Tone
from ui.widgets.icon_button import IconButton
from ui.widgets.key_cap import KeyCaps, native_keys
from ui.widgets.key_capture import KeyCapture
from ui.widgets.labels import plain_label, set_tone

HEIGHT = 112
HINT = "Enter changes the keys, + adds others, Del takes them away."


class KeyEditor(QFrame):
    """`wanted(tuple)` gives the keys that somebody wants for the action; `reset_wanted` its own.

    `finished` says that the keyboard is free again.
    """

    wanted = Signal(tuple)
    reset_wanted = Signal()
    finished = Signal()

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setFixedHeight(HEIGHT)
        self._themes, self._keys = themes, tuple[str, ...]()
        self._title = plain_label(parent=self)
        self._title.setProperty("strong", "true")
        self._context = plain_label(size="label", tone="muted", parent=self)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        self._line = plain_label(size="label", tone="muted", parent=self)
        self.change, self.add = KeyCapture("Change", self), KeyCapture("Add keys", self)
        self.reset = QPushButton("Reset", self)
        self._lay_out()
        self._connect()

    def show_action(self, action: Action | None, context: str, own: tuple[str, ...]) -> None:
        """Show an action, where its keys work, and which are its own; None for no action."""
        self._keys = () if action is None else action.keys
        self._title.setText("" if action is None else action.title)
        self._context.setText(context)
        self._show_chips()
        for button in (self.change, self.add):
            button.setEnabled(action is not None)
        self.reset.setEnabled(action is not None and self._keys != own)
        self.say(HINT)

    def say(self, sentence: str, tone: Tone = "muted") -> None:
        """Say below the keys what was done, or why it was not."""
        self._line.setText(sentence)
        set_tone(self._line, tone)
        self._line.setAccessibleName(sentence)

    def said(self) -> str:
        """The line below the keys."""
        return self._line.text()

    def remove_all(self) -> None:
        """Ask for the action to have no keys."""
        if self._keys:
            self.wanted.emit(())

    def chips(self) -> tuple[str, ...]:
        """The keys that are shown."""
        return self._keys

    def _show_chips(self) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for keys in self._keys:
            self._chips.addWidget(self._chip(keys))
        if not self._keys:
            self._chips.addWidget(plain_label("No keys", tone="muted", parent=self))
        self._chips.addStretch(1)

    def _chip(self, keys: str) -> QWidget:
        chip = QWidget(self)
        remove = IconButton(self._themes, "x", f"Take {native_keys(keys)} away", parent=chip)
        remove.clicked.connect(self._removes(keys))
        row = QHBoxLayout(chip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(KeyCaps(keys, chip))
        row.addWidget(remove)
        return chip

    def _removes(self, keys: str) -> Callable[[], None]:
        return lambda: self.wanted.emit(tuple(one for one in self._keys if one != keys))

    def _connect(self) -> None:
        self.change.captured.connect(lambda keys: self._end(lambda: self.wanted.emit((keys,))))
        self.add.captured.connect(lambda keys: self._end(lambda: self._add(keys)))
        self.reset.clicked.connect(lambda: self._end(self.reset_wanted.emit))
        for button in (self.change, self.add):
            button.cancelled.connect(lambda: self.say(HINT))
            button.cancelled.connect(self.finished)

    def _add(self, keys: str) -> None:
        self.wanted.emit((*self._keys, keys))

    def _end(self, ask: Callable[[], None]) -> None:
        ask()
        self.finished.emit()

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(self._title)
        heading.addWidget(self._context)
        heading.addStretch(1)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        keys.addLayout(self._chips, 1)
        for button in (self.change, self.add, self.reset):
            keys.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        column.addLayout(heading)
        column.addLayout(keys)
        column.addWidget(self._line)
