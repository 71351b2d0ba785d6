"""The agent's reply, to be edited: plain text in and out, unseen characters made visible."""

from PySide6.QtCore import QMimeData, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.fonts import reading_font
from ui.theme import ThemeController
from ui.widgets.invisible import conceal, reveal_for_editing
from ui.widgets.plain_text_view import FRAMED_MARGIN
from ui.widgets.safe_text import cut_line

_JOINS = 0x100000 + 1  # QTextFormat.UserProperty + 1: the block continues the one before


class ReplyEditor(QPlainTextEdit):
    """Emits `edited()` when somebody changed the text, not on `set_text`.

    Esc emits `left`, so that a page can give the focus back and take keys again. Tab leaves the
    field. What is pasted arrives as plain text. `text()` gives back what `set_text` got, to the
    character, with line ends as line feeds.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, themes: ThemeController, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("replyEditor")
        self.setAccessibleName(name)
        self.setFont(reading_font(themes.theme.type.reading))
        self.document().setDefaultFont(self.font())
        self.document().setDocumentMargin(FRAMED_MARGIN)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.edited)

    def text(self) -> str:
        """The text as it would be sent."""
        parts: list[str] = []
        block = self.document().firstBlock()
        while block.isValid():
            joins = block.blockFormat().hasProperty(_JOINS) or not parts
            parts.append(block.text() if joins else "\n" + block.text())
            block = block.next()
        return conceal("".join(parts))

    def set_text(self, text: str) -> None:
        """Shows a text in place of the one before; that is no edit, and cannot be undone."""
        with QSignalBlocker(self):
            self.setPlainText("")
            self.document().setUndoRedoEnabled(False)
            self._insert(self.textCursor(), text)
            self.document().setUndoRedoEnabled(True)
            self.moveCursor(QTextCursor.MoveOperation.Start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.textCursor().setBlockFormat(QTextBlockFormat())

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def selected_text(self) -> str:
        """The selected part of the text."""
        return conceal(self.textCursor().selectedText().replace("\u2029", "\n"))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        self._insert(cursor, source.text())
        cursor.endEditBlock()
        self.ensureCursorVisible()

    def _insert(self, cursor: QTextCursor, text: str) -> None:
        """Inserts block by block; a piece of a long line joins the block before it."""
        joins = QTextBlockFormat()
        joins.setProperty(_JOINS, _JOINS)
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for number, line in enumerate(lines):
            for part, piece in enumerate(cut_line(reveal_for_editing(line))):
                if number or part:
                    cursor.insertBlock(joins if part else QTextBlockFormat())
                cursor.insertText(piece)
