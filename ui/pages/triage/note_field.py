"""A note on a reply: out of the way until there is one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import ThemeController
from ui.widgets.reply_editor import ReplyEditor
from ui.widgets.section_header import SectionHeader

HEIGHT = 64


class NoteField(QWidget):
    """`edited(str)` gives the note as it is typed; `left` says that somebody pressed Esc."""

    edited = Signal(str)
    left = Signal()

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        header = SectionHeader("Note", self)
        header.set_detail("saved with the decision · Esc goes back to the keys")
        self.editor = ReplyEditor(themes, "Note", self)
        self.editor.setFixedHeight(HEIGHT)
        self.editor.setPlaceholderText("What should colleagues know about this reply?")
        self.editor.edited.connect(lambda: self.edited.emit(self.editor.text()))
        self.editor.left.connect(self._leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 8)
        column.setSpacing(4)
        column.addWidget(header)
        column.addWidget(self.editor)
        self.hide()

    def show_note(self, note: str | None) -> None:
        """Show the note of a case; without one the field is hidden."""
        if self.editor.text() != (note or ""):
            self.editor.set_text(note or "")
        self.setVisible(bool(note) or self.editor.hasFocus())

    def write(self) -> None:
        """Open the field to write in it."""
        self.show()
        self.editor.setFocus()

    def _leave(self) -> None:
        self.left.emit()
        self.setVisible(bool(self.editor.text()))
