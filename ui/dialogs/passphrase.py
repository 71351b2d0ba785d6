"""Asks for what opens an encrypted store."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.dialogs.frame import DialogFrame
from ui.dialogs.labelled_field import LabelledField
from ui.theme import ThemeController
from ui.widgets.secret_field import SecretField


class PassphraseDialog(DialogFrame):
    """`given(str)` is the passphrase or the recovery code that somebody typed.

    It stays open until the owner accepts it, or refuses what was given.
    """

    given = Signal(str)

    def __init__(
        self, themes: ThemeController, path: Path, problem: str = "", *, parent: QWidget
    ) -> None:
        super().__init__(themes, f"Open {path.name}", "lock", parent)
        self.say(f"{path} is encrypted, and the system's keyring does not open it here.")
        self.field = LabelledField("Passphrase or recovery code", SecretField(self), parent=self)
        self.field.retold.connect(self.fit)
        self.column.addWidget(self.field)
        self.open_button = QPushButton("Open", self)
        self.open_button.clicked.connect(self._give)
        self.cancel = QPushButton("Cancel", self)
        self.cancel.clicked.connect(self.reject)
        self.end_with(self.open_button, self.cancel)
        self.field.field.setFocus()
        if problem:
            self.refuse(problem)

    def refuse(self, problem: str) -> None:
        """Say why what was given does not open the store, and ask again."""
        self._wait(waiting=False)
        self.field.refuse(problem)

    def reject(self) -> None:
        """Give up; not while a passphrase is being tried, since the store may be open by then."""
        if self.cancel.isEnabled():
            super().reject()

    def _give(self) -> None:
        typed = self.field.text()
        if typed:
            self._wait(waiting=True)
            self.given.emit(typed)
        else:
            self.field.refuse("Type the passphrase of this store, or its recovery code.")

    def _wait(self, *, waiting: bool) -> None:
        for part in (self.field.field, self.open_button, self.cancel):
            part.setEnabled(not waiting)
        self.open_button.setText("Opening …" if waiting else "Open")
