"""The agent's reply, to be edited: plain text in and out, unseen characters made visible."""

from collections.abc import Iterable

from PySide6.QtCore import QMimeData, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.fonts import reading_font
from ui.theme import ThemeController
from ui.widgets.copied_text import copied
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
        return self._text_between(0, self.document().characterCount() - 1)

    def set_text(self, text: str) -> None:
        """Shows a text in place of the one before; that is no edit, and cannot be undone."""
        with QSignalBlocker(self):
            self.document().setUndoRedoEnabled(False)
            self.setPlainText("")
            cursor = self.textCursor()
            cursor.beginEditBlock()
            self._insert(cursor, text)
            cursor.endEditBlock()
            self.document().setUndoRedoEnabled(True)
            self.moveCursor(QTextCursor.MoveOperation.Start)

    def grow(self, text: str) -> None:
        """Show a text that continues the one before, as it arrives: the view stays where it is."""
        shown = self.text()
        if not shown or not text.startswith(shown):
            self.set_text(text)
        elif len(text) > len(shown):
            with QSignalBlocker(self):
                cursor = QTextCursor(self.document())
                cursor.movePosition(QTextCursor.MoveOperation.End)
                self._insert(cursor, text[len(shown) :])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.textCursor().setBlockFormat(QTextBlockFormat())

    def createMimeDataFromSelection(self) -> QMimeData:
        return copied(super().createMimeDataFromSelection(), self.selected_text())

    def selected_text(self) -> str:
        """The selected part of the text."""
        cursor = self.textCursor()
        return self._text_between(cursor.selectionStart(), cursor.selectionEnd())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        self._insert(cursor, source.text())
        cursor.endEditBlock()
        self.ensureCursorVisible()

    def _text_between(self, start: int, end: int) -> str:
        """What is between two positions; a piece that joins the one before starts no line."""
        parts: list[str] = []
        block = self.document().findBlock(start)
        while block.isValid() and block.position() <= end:
            joins = block.blockFormat().hasProperty(_JOINS) or not parts
            at = block.position()
            part = _units(block.text(), max(start - at, 0), end - at)
            parts.append(part if joins else "\n" + part)
            block = block.next()
        return conceal("".join(parts))

    def _insert(self, cursor: QTextCursor, text: str) -> None:
        """Inserts a text in pieces; a piece of a long line joins the block before it."""
        pieces, joining = _pieces(text)
        first = cursor.blockNumber() + 1
        inside_a_line = cursor.blockFormat().hasProperty(_JOINS)
        cursor.insertText("\n".join(pieces))
        if inside_a_line:
            self._format(range(first, first + len(pieces) - 1), QTextBlockFormat())
        self._format((first + number for number in joining), _joins())

    def _format(self, blocks: Iterable[int], look: QTextBlockFormat) -> None:
        for number in blocks:
            QTextCursor(self.document().findBlockByNumber(number)).setBlockFormat(look)


def _pieces(text: str) -> tuple[list[str], list[int]]:
    """The blocks of a text, and which of those after the first join the one before."""
    pieces: list[str] = []
    joining: list[int] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        cut = list(cut_line(line))
        joining.extend(range(len(pieces), len(pieces) + len(cut) - 1))
        pieces.extend(cut)
    return [reveal_for_editing(piece) for piece in pieces], joining


def _joins() -> QTextBlockFormat:
    look = QTextBlockFormat()
    look.setProperty(_JOINS, _JOINS)
    return look


def _units(text: str, start: int, end: int) -> str:
    """A part of a text, counted in UTF-16 units."""
    if text.isascii():
        return text[start:end]
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
