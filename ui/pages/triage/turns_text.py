"""Earlier turns as one selectable text that grows at its beginning."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, Signal
from PySide6.QtGui import QFont, QResizeEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from reviewer.domain.interaction import Turn
from ui.fonts import reading_font
from ui.theme import ThemeController
from ui.widgets.copied_text import copied
from ui.widgets.invisible import conceal, reveal_for_editing
from ui.widgets.safe_text import FIRST_PART, cut_line
from ui.widgets.text_keys import claim_own_keys

GAP = 6
#: Characters that Qt lays out in one go without anybody noticing.
ROOM = 2 * FIRST_PART

_NAMES = {"customer": "Customer", "assistant": "AI", "agent": "Agent", "system": "System"}


class TurnsText(QPlainTextEdit):
    """Shows turns, each below the name of who wrote it, and never as rich text.

    A name differs from a text that pretends to be one in colour and weight, which no text can give
    itself. Of a turn, the first 64 KB are shown.
    """

    width_changed = Signal()

    def __init__(self, themes: ThemeController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._turns: list[Turn] = []
        self.setObjectName("plainText")
        self.setAccessibleName("Earlier turns")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFont(reading_font(themes.theme.type.body))
        self.document().setDefaultFont(self.font())
        themes.changed.connect(self._write_again)

    def show_turns(self, turns: Sequence[Turn]) -> None:
        """Show these turns, oldest first, and scroll to the last of them."""
        self.clear()
        self._turns = []
        self.put_before(turns)
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    def put_before(self, turns: Sequence[Turn]) -> None:
        """Put older turns above the others, which stay where they are on the screen."""
        bar = self.verticalScrollBar()
        from_end = bar.maximum() - bar.value()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        names, texts, gaps = self._looks()
        for number, turn in enumerate(turns):
            cursor.insertText(_NAMES.get(turn.role, turn.role) + "\n", names)
            cursor.insertText(_shown(turn.text), texts)
            if self._turns or number + 1 < len(turns):
                cursor.insertText("\n\n", gaps)
        cursor.endEditBlock()
        self._turns[:0] = turns
        bar.setValue(bar.maximum() - from_end)

    def scroll_to(self, number: int) -> None:
        """Put the turn of this number, from 0, into the middle, and the cursor before it."""
        blocks = sum(_shown(turn.text).count("\n") + 3 for turn in self._turns[:number])
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(blocks)))
        self.centerCursor()

    def content_height(self, most: int) -> int:
        """Return the height in pixels that the text takes, counted no further than `most`."""
        frame = self.contentsMargins()
        height = self.document().documentMargin() + frame.top() + frame.bottom() + 1
        block = self.document().firstBlock()
        while block.isValid() and height < most:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return min(round(height + 0.5), most)

    def event(self, event: QEvent) -> bool:
        return claim_own_keys(event) or super().event(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        text = self.textCursor().selectedText().replace("\u2029", "\n")
        return copied(super().createMimeDataFromSelection(), conceal(text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.width_changed.emit()

    def _write_again(self) -> None:
        """Write in the theme's colours, and stay at the same place."""
        bar = self.verticalScrollBar()
        place = bar.value()
        self.show_turns(tuple(self._turns))
        bar.setValue(place)

    def _looks(self) -> tuple[QTextCharFormat, QTextCharFormat, QTextCharFormat]:
        """Return how a name looks, a text, and the empty line between two turns."""
        names, texts, gaps = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        gaps.setProperty(QTextCharFormat.Property.FontPixelSize, GAP)
        names.setForeground(self._themes.colour("muted"))
        names.setFontWeight(QFont.Weight.DemiBold)
        names.setProperty(QTextCharFormat.Property.FontPixelSize, self._themes.theme.type.caption)
        texts.setForeground(self._themes.colour("text"))
        return names, texts, gaps


def last_fitting(turns: Sequence[Turn], most: int) -> int:
    """Return how many of the last turns are laid out in a moment: at most `most`, at least one."""
    room, fitting = ROOM, 0
    for turn in reversed(turns[-most:]):
        room -= min(len(turn.text), FIRST_PART)
        if room < 0 and fitting:
            break
        fitting += 1
    return fitting


def _shown(text: str) -> str:
    head = text[:FIRST_PART].replace("\r\n", "\n").replace("\r", "\n")
    lines = (piece for line in head.split("\n") for piece in cut_line(reveal_for_editing(line)))
    rest = len(text) - FIRST_PART
    return "\n".join(lines) + (f"\n… {rest:,} more characters" if rest > 0 else "")
