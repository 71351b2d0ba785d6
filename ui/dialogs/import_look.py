"""What was found in a file, before it is imported: the mapping, the first rows, the problems."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from services.sync.preview import ImportPreview
from services.sync.source_keys import FILE_KEY
from ui.dialogs.import_progress import size_text
from ui.dialogs.mapping_editor import MappingEditor
from ui.dialogs.preview_table import PreviewTable
from ui.theme import ThemeController
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.labels import plain_label, plain_tooltip, set_tone, set_variant
from ui.widgets.section_header import SectionHeader

_KEY_WIDTH = 150
_KEY_HINT = "Rows with the same key and id are the same interaction, whatever file they come from."
_NAMED = 12


class ImportLook(QWidget):
    """`corrected(Corrections)` asks for another look, through another mapping."""

    corrected = Signal(object)

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notes = ElidedLabel(tone="muted", size="label", parent=self)
        self.editor = MappingEditor(themes, self)
        self.editor.corrected.connect(self.corrected)
        self.beside = ElidedLabel(tone="muted", size="label", parent=self)
        self.table = PreviewTable(self)
        self.problem = plain_label(parent=self)
        self.problem.setWordWrap(True)
        self.key = QLineEdit(FILE_KEY, self)
        self.key.setFixedWidth(_KEY_WIDTH)
        self.key.setAccessibleName("Source key")
        self.key.setAccessibleDescription(_KEY_HINT)
        self.key.setToolTip(plain_tooltip(_KEY_HINT))
        self.key.textEdited.connect(self._clear_key)
        self._lay_out()

    def show_preview(self, found: ImportPreview) -> None:
        """Show what was found."""
        file = found.sample.file
        self.notes.set_text(" · ".join((*found.notes, size_text(file.size), str(file.path))))
        self.editor.show_mapping(found.mapping, found.paths)
        self.beside.set_text(_beside(found.mapping.left))
        self.beside.setVisible(bool(found.mapping.left))
        self.table.show_rows(found.rows)
        self.tell("\n".join(found.problems) or _fine(found), wrong=bool(found.problems))

    def tell(self, sentence: str, *, wrong: bool) -> None:
        """Say how it looks, below the first rows."""
        self.problem.setText(sentence)
        set_tone(self.problem, "danger" if wrong else "muted")

    def refuse_key(self, problem: str) -> None:
        """Say what is wrong with the source key."""
        set_variant(self.key, "invalid", value=True)
        self.tell(problem, wrong=True)
        self.key.setFocus()
        self.key.selectAll()

    def _clear_key(self) -> None:
        set_variant(self.key, "invalid", value=False)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        label = plain_label("Source key", tone="muted", size="label", parent=self)
        label.setBuddy(self.key)
        head.addWidget(self.notes, 1)
        head.addWidget(label)
        head.addWidget(self.key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        for part in self._parts():
            column.addWidget(part)

    def _parts(self) -> Iterator[QWidget]:
        mapping = SectionHeader("Which field is what", self)
        mapping.set_detail("* a row needs these")
        yield from (mapping, self.editor, self.beside)
        yield from (SectionHeader("The first rows", self), self.table, self.problem)


def _beside(left: tuple[str, ...]) -> str:
    if not left:
        return ""
    named = ", ".join(left[:_NAMED])
    more = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
    return f"Kept beside each row under its own name: {named}{more}"


def _fine(found: ImportPreview) -> str:
    count = len(found.rows)
    if not found.repaired:
        return f"All of the first {count:,} records can be taken as they are."
    return f"All of the first {count:,} records can be taken, {len(found.repaired):,} with repairs."
