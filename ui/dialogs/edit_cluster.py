"""Asks what a failure cluster is called, and what later prompts are told about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from reviewer.domain.cluster import FailureCluster
from ui.dialogs.frame import DialogFrame
from ui.dialogs.labelled_field import LabelledField
from ui.theme import ThemeController
from ui.widgets.labels import plain_label

WIDTH = 520
MOST_LABEL, MOST_CAUTION = 80, 400
_CAUTION_HEIGHT = 96


class EditClusterDialog(DialogFrame):
    """`given(label, caution)` gives both as they are to be kept; the dialog has closed by then."""

    given = Signal(str, str)

    def __init__(
        self, themes: ThemeController, cluster: FailureCluster, *, parent: QWidget
    ) -> None:
        super().__init__(themes, "Name this cluster", "layers", parent, width=WIDTH)
        self.say(
            "The name stays in the weeks to come. The caution goes into prompts about similar "
            "replies, where it can be seen before it is sent.",
            tone="muted",
        )
        line = QLineEdit(cluster.label, self)
        line.setMaxLength(MOST_LABEL)
        self.label = LabelledField("Name", line, parent=self)
        self.label.retold.connect(self.fit)
        self.column.addWidget(self.label)
        title = plain_label("Caution", size="label", parent=self)
        title.setProperty("strong", "true")
        self.caution = QPlainTextEdit(cluster.caution, self)
        self.caution.setAccessibleName("Caution")
        self.caution.setTabChangesFocus(True)
        self.caution.setFixedHeight(_CAUTION_HEIGHT)
        self.caution.textChanged.connect(self._count)
        title.setBuddy(self.caution)
        self.column.addWidget(title)
        self.column.addWidget(self.caution)
        self.room = self.say("", tone="muted", size="label")
        self.save = QPushButton("Save", self)
        self.save.clicked.connect(self._give)
        cancel = QPushButton("Cancel", self)
        cancel.clicked.connect(self.reject)
        self.end_with(self.save, cancel)
        self._count()
        line.selectAll()
        line.setFocus()

    def _count(self) -> None:
        left = MOST_CAUTION - len(self.caution.toPlainText().strip())
        self.room.setText(
            f"{left} characters left." if left >= 0 else f"{-left} characters too many."
        )
        self.save.setEnabled(left >= 0)

    def _give(self) -> None:
        label = self.label.text().strip()
        if not label:
            self.label.refuse("A cluster needs a name.")
            return
        self.accept()
        self.given.emit(label, self.caution.toPlainText().strip())
