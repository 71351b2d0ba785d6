"""Asks who reviews: the name that signs every decision."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from reviewer.errors import UsageError
from services.identity import MOST_EMAIL, MOST_NAME, checked_email, checked_name
from ui.dialogs.frame import DialogFrame
from ui.dialogs.labelled_field import LabelledField
from ui.theme import ThemeController


class ReviewerNameDialog(DialogFrame):
    """`given(name, email)` gives both as they are to be kept; the e-mail address may be "".

    The dialog has closed by then.
    """

    given = Signal(str, str)

    def __init__(
        self, themes: ThemeController, name: str, email: str = "", *, parent: QWidget
    ) -> None:
        super().__init__(themes, "Your name", "user", parent)
        self.say(
            "It signs every decision you make, here and where your reviews are sent to. "
            "Correct it at any time with File, Your name."
        )
        self.name = self._field("Name", name, MOST_NAME)
        hint = "May be left empty. Tells people of the same name apart."
        self.email = self._field("E-mail", email, MOST_EMAIL, hint)
        self.email.field.setPlaceholderText("name@example.com")
        self.save = QPushButton("Save", self)
        self.save.clicked.connect(self._give)
        cancel = QPushButton("Not now", self)
        cancel.clicked.connect(self.reject)
        self.end_with(self.save, cancel)
        self.name.field.selectAll()
        self.name.field.setFocus()

    def _field(self, title: str, text: str, most: int, hint: str = "") -> LabelledField:
        line = QLineEdit(text, self)
        line.setMaxLength(most)
        field = LabelledField(title, line, hint, parent=self)
        field.retold.connect(self.fit)
        self.column.addWidget(field)
        return field

    def _give(self) -> None:
        name = _checked(self.name, checked_name)
        email = _checked(self.email, checked_email) if name else None
        if name is not None and email is not None:
            self.accept()
            self.given.emit(name, email)


def _checked(field: LabelledField, check: Callable[[str], str | None]) -> str | None:
    """Return what is kept of a field; None where that is refused, which the field says."""
    try:
        return check(field.text()) or ""
    except UsageError as problem:
        field.refuse(str(problem))
        return None
