"""Asks under which name a filter is saved."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ui.dialogs.frame import DialogFrame
from ui.dialogs.labelled_field import LabelledField
from ui.theme import ThemeController

LONGEST = 60


class FilterNameDialog(DialogFrame):
    """`given(str)` gives the name; the dialog has closed by then.

    `known` are the names in use: to take one of them is to replace its filter, which it says.
    """

    given = Signal(str)

    def __init__(
        self,
        themes: ThemeController,
        title: str,
        summary: str,
        name: str = "",
        known: Collection[str] = (),
        *,
        parent: QWidget,
    ) -> None:
        super().__init__(themes, title, "list-filter", parent)
        self._known = set(known) - {name}
        self.say(summary, tone="muted")
        line = QLineEdit(name, self)
        line.setMaxLength(LONGEST)
        line.textChanged.connect(self._look)
        self.name = LabelledField("Name", line, parent=self)
        self.name.retold.connect(self.fit)
        self.column.addWidget(self.name)
        self.save = QPushButton("Save", self)
        self.save.clicked.connect(self._give)
        cancel = QPushButton("Cancel", self)
        cancel.clicked.connect(self.reject)
        self.end_with(self.save, cancel)
        line.selectAll()
        line.setFocus()
        self._look()

    def _name(self) -> str:
        return " ".join(self.name.text().split())

    def _look(self) -> None:
        replaces = self._name() in self._known
        self.name.tell("Replaces the filter that has this name." if replaces else "", "warning")
        self.save.setText("Replace" if replaces else "Save")
        self.save.setEnabled(bool(self._name()))

    def _give(self) -> None:
        self.accept()
        self.given.emit(self._name())
