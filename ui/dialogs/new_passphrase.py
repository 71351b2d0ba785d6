"""Asks for the passphrase of a store that is about to be made."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.dialogs.frame import DialogFrame
from ui.dialogs.labelled_field import LabelledField
from ui.theme import ThemeController
from ui.theme_tokens import Tone
from ui.widgets.secret_field import SecretField

#: Lengths of NIST SP 800-63B-4, section 3.1.1: the least of all, and without a second factor.
LEAST, GOOD = 8, 15
_HINT = "Four or five words that do not belong together are easy to keep in mind."


class NewPassphraseDialog(DialogFrame):
    """`given(str)` is the passphrase, typed twice the same; the dialog has closed by then.

    `changes` says that the store is there already, and that the passphrase replaces another one.
    """

    given = Signal(str)

    def __init__(
        self, themes: ThemeController, path: Path, *, parent: QWidget, changes: bool = False
    ) -> None:
        super().__init__(themes, "Choose a passphrase", "key-round", parent)
        for sentence in _changing(path) if changes else _making(path):
            self.say(sentence)
        self.first = self._field("Passphrase", _HINT)
        self.second = self._field("The same again", "")
        self.first.field.textEdited.connect(self._weigh)
        self.make = QPushButton("Change it" if changes else "Make the store", self)
        self.make.clicked.connect(self._give)
        cancel = QPushButton("Cancel", self)
        cancel.clicked.connect(self.reject)
        self.end_with(self.make, cancel)
        self.first.field.setFocus()

    def _field(self, title: str, hint: str) -> LabelledField:
        field = LabelledField(title, SecretField(self), hint, parent=self)
        field.retold.connect(self.fit)
        self.column.addWidget(field)
        return field

    def _weigh(self, typed: str) -> None:
        self.first.tell(*weighed(typed))

    def _give(self) -> None:
        typed = self.first.text()
        if not typed:
            self.first.refuse("Type a passphrase.")
        elif not self.second.text():
            self.second.refuse("Type it once more, so that a slip of the fingers locks nobody out.")
        elif typed != self.second.text():
            self.second.refuse("This is not the same as above.")
        else:
            self.accept()
            self.given.emit(typed)


def _making(path: Path) -> tuple[str, str]:
    return (
        (
            f"Customers' conversations are kept encrypted in {path}. The system's keyring cannot "
            "keep the key here, so a passphrase opens the store each time you start Reviewer."
        ),
        (
            "Nobody can reset it. If it is lost, only the recovery code, which is shown next, "
            "opens the store and its backups; without both they stay closed for good."
        ),
    )


def _changing(path: Path) -> tuple[str, str]:
    return (
        (
            f"It opens {path} from now on, and no earlier passphrase does. Backups that were made "
            "before keep theirs."
        ),
        (
            "Nobody can reset it. The recovery code that was shown when the store was made, and "
            "the keyring where it has the key, open the store as before."
        ),
    )


def weighed(passphrase: str) -> tuple[str, Tone]:
    """Return what its length, which is all that is looked at, says about a passphrase."""
    count = len(passphrase)
    if not count:
        return _HINT, "muted"
    letters = f"{count} character{'' if count == 1 else 's'}"
    if count < LEAST:
        return f"{letters}: a computer guesses this quickly. Take at least {GOOD}.", "warning"
    if count < GOOD:
        return f"{letters}: short. {GOOD} or more withstand guessing far longer.", "warning"
    return f"{letters}: a good length, unless it is a quotation, a name or a date.", "success"
