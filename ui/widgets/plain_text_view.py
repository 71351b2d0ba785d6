"""The text part of a pane: read-only, safe to fill with anything, copied as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from ui.fonts import reading_font
from ui.theme import ThemeController
from ui.widgets.copied_text import copied
from ui.widgets.safe_text import FIRST_PART, SafeText, make_safe
from ui.widgets.text_keys import claim_own_keys

FRAMED_MARGIN, PLAIN_MARGIN = 10, 4
MarkKind = Literal["added", "removed", "struck", "hit"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A coloured range of the original text, in UTF-16 units: [start, start + length)."""

    start: int
    length: int
    kind: MarkKind


class PlainTextView(QPlainTextEdit):
    """Shows a text in pieces that Qt can lay out quickly, with marks; see `PlainTextPane`."""

    width_changed = Signal()

    def __init__(
        self, themes: ThemeController, *, framed: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._text = ""
        self._safe: SafeText = make_safe("")
        self._marks: Sequence[Mark] = ()
        self.setObjectName("plainText")
        self.setProperty("framed", "true" if framed else "false")
        self.document().setDocumentMargin(FRAMED_MARGIN if framed else PLAIN_MARGIN)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(reading_font(themes.theme.type.reading))
        self.document().setDefaultFont(self.font())
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        themes.changed.connect(self._paint_marks)

    def text(self) -> str:
        """The whole original."""
        return self._text

    def show_text(self, text: str, limit: int | None = FIRST_PART) -> int:
        """Shows the first `limit` characters; the number of characters left out."""
        self._text, self._marks = text, ()
        self._safe = make_safe(text, limit)
        self.setExtraSelections([])
        self.setPlainText(self._safe.shown)
        return self._safe.characters_left_out

    def grow(self, text: str) -> None:
        """Show the beginning of a text that continues the one before: the view stays in place."""
        safe, shown = make_safe(text), self._safe.shown
        if not shown or not safe.shown.startswith(shown):
            self.show_text(text)
            return
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(safe.shown[len(shown) :])
        self._text, self._safe = text, safe

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Colours ranges of the original, in place of those before."""
        self._marks = marks
        self._paint_marks()

    def marks(self) -> Sequence[Mark]:
        """The ranges that are coloured."""
        return self._marks

    def selected_text(self) -> str:
        """The selected part of the original."""
        cursor = self.textCursor()
        start = self._safe.to_original(cursor.selectionStart())
        end = self._safe.to_original(cursor.selectionEnd())
        units = self._text.encode("utf-16-le", "surrogatepass")
        return units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")

    def event(self, event: QEvent) -> bool:
        return claim_own_keys(event) or super().event(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        return copied(super().createMimeDataFromSelection(), self.selected_text())

    def content_height(self, most: int) -> int:
        """The height in pixels of the text at today's width, counted no further than `most`.

        Qt counts the lower margin of the document to its last block, and scrolls unless there is
        a pixel to spare.
        """
        frame = self.contentsMargins()
        height = self.document().documentMargin() + frame.top() + frame.bottom() + 1
        block = self.document().firstBlock()
        while block.isValid() and height < most:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return min(round(height + 0.5), most)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.width_changed.emit()

    def _paint_marks(self) -> None:
        formats = {kind: self._format(kind) for kind in ("added", "removed", "hit")}
        formats["struck"] = self._format("removed")
        formats["struck"].setFontStrikeOut(True)
        self.setExtraSelections([self._selection(mark, formats) for mark in self._marks])

    def _format(self, kind: str) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setBackground(QColor(self._themes.colour(f"{kind}_bg")))
        look.setForeground(QColor(self._themes.colour(f"{kind}_fg")))
        return look

    def _selection(
        self, mark: Mark, formats: dict[str, QTextCharFormat]
    ) -> QTextEdit.ExtraSelection:
        last = self.document().characterCount() - 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(self._safe.to_shown(mark.start), last))
        end = min(self._safe.to_shown(mark.start + mark.length), last)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = formats[mark.kind]
        return selection
