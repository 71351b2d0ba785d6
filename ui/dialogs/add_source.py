"""Asks for a table of a database, tries it, and shows how its rows would be read."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from services.sync.catalogue import Added, SourceCatalogue
from services.sync.sql_plan import TableLook
from ui.dialogs.frame import DialogFrame
from ui.dialogs.labelled_field import LabelledField
from ui.dialogs.mapping_editor import Corrections, MappingEditor
from ui.job_bridge import JobBridge
from ui.theme import ThemeController
from ui.widgets.labels import plain_label, set_tone
from ui.widgets.secret_field import SecretField

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.tickets import Ticket

WIDTH = 880
_TABLE = "customer_interactions"


class AddSourceDialog(DialogFrame):
    """`added(Source, str)` gives the source, and advice where its password could not be kept."""

    added = Signal(object, str)

    def __init__(
        self,
        themes: ThemeController,
        bridge: JobBridge,
        catalogue: SourceCatalogue,
        *,
        parent: QWidget,
    ) -> None:
        super().__init__(themes, "Add a source", "database", parent, width=WIDTH)
        self._bridge, self._catalogue = bridge, catalogue
        self._corrections = Corrections()
        self._ticket: Ticket | None = None
        self.name = self._field("Name", QLineEdit(self), "What you call it: team, hub.")
        self.url = self._field("Address", QLineEdit(self), "The database that holds the table.")
        self.url.field.setPlaceholderText("postgresql://user@host/database")
        self.table = self._field("Table or view", QLineEdit(self), f"Left empty: {_TABLE}.")
        self.password = self._field("Password", SecretField(self), "Goes to the system's keyring.")
        self.key = self._field("Source key", QLineEdit(self), "Left empty: database/table.")
        self.editor = MappingEditor(themes, self)
        self.said = plain_label(parent=self)
        self.said.setWordWrap(True)
        self.test = QPushButton("Test connection", self)
        self.test.setAutoDefault(False)
        self.add = QPushButton("Add", self)
        self.cancel = QPushButton("Cancel", self)
        self._lay_out()
        self._connect()
        self.name.field.setFocus()

    def _try(self) -> None:
        if self._filled(self.url):
            work = partial(
                self._catalogue.look,
                self.url.text(),
                self.table.text(),
                self._corrections.chosen,
                self._corrections.without,
                self.password.text() or None,
            )
            self._ask("Connecting …", work, self._show_look)

    def _correct(self, corrections: Corrections) -> None:
        self._corrections = corrections
        self._try()

    def _add(self) -> None:
        if self._filled(self.name) and self._filled(self.url):
            work = partial(
                self._catalogue.add,
                self.name.text(),
                self.url.text(),
                self.table.text(),
                self.key.text() or None,
                self._corrections.chosen,
                self._corrections.without,
                self.password.text() or None,
            )
            self._ask("Adding …", work, self._finish)

    def _ask(
        self, waiting: str, work: "partial[TableLook] | partial[Added]", done: "Callable[..., None]"
    ) -> None:
        """Let the database answer; what was asked before is not waited for any more."""
        if self._ticket is not None:
            self._ticket.cancel()
        self._tell(waiting)
        for button in (self.add, self.test):
            button.setEnabled(False)
        self._ticket = self._bridge.read(work, done, self._fail, owner=self)

    def _show_look(self, look: TableLook) -> None:
        self._free()
        mapping = look.plan.mapping
        self.editor.show_mapping(mapping, look.paths)
        self.editor.show()
        if mapping.missing:
            names = " and ".join(mapping.missing)
            self._tell(f"No row can be taken without {names}: choose the column.", wrong=True)
        else:
            self._tell(look_text(look), fine=True)

    def _finish(self, added: Added) -> None:
        self.accept()
        self.added.emit(added.source, added.advice or "")

    def _fail(self, fault: Exception) -> None:
        self._free()
        self._tell(str(fault), wrong=True)

    def _free(self) -> None:
        for button in (self.add, self.test):
            button.setEnabled(True)

    def _filled(self, field: LabelledField) -> bool:
        if not field.text().strip():
            field.refuse("This is needed.")
        return bool(field.text().strip())

    def _tell(self, sentence: str, *, wrong: bool = False, fine: bool = False) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        set_tone(self.said, "danger" if wrong else "success" if fine else "muted")
        self.fit()

    def _forget_corrections(self) -> None:
        """Another address or table is another guess."""
        self._corrections = Corrections()
        self.editor.forget()
        self.editor.hide()
        self._tell("")

    def _connect(self) -> None:
        self.test.clicked.connect(self._try)
        self.add.clicked.connect(self._add)
        self.cancel.clicked.connect(self.reject)
        self.editor.corrected.connect(self._correct)
        for field in (self.url, self.table):
            field.field.textEdited.connect(self._forget_corrections)

    def _field(self, title: str, line: QLineEdit, hint: str) -> LabelledField:
        field = LabelledField(title, line, hint, parent=self)
        field.retold.connect(self.fit)
        return field

    def _lay_out(self) -> None:
        for fields in ((self.name, self.url), (self.table, self.password, self.key)):
            row = QHBoxLayout()
            row.setSpacing(16)
            for field in fields:
                row.addWidget(field, 2 if field is self.url else 1, Qt.AlignmentFlag.AlignTop)
            self.column.addLayout(row)
        self.column.addWidget(self.editor)
        self.column.addWidget(self.said)
        self.editor.hide()
        self.said.hide()
        self.end_with(self.add, self.cancel, aside=[self.test])


def look_text(look: TableLook) -> str:
    """Return what a look at a table showed, in sentences."""
    parts = [f"It answers, and has {look.rows:,} rows."]
    if look.unused:
        parts.append(f"Kept beside each row under its own name: {', '.join(look.unused)}.")
    if not look.tells_changes:
        parts.append("No column tells when a row changed: every sync reads the whole table.")
    return " ".join(parts)
