"""Coloured ranges in an editor, that move along while somebody types."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ui.theme import ThemeController
from ui.widgets.plain_text_view import Mark
from ui.widgets.reply_editor import ReplyEditor


class EditorMarks(QObject):
    """Marks ranges of an editor's text, given in UTF-16 units of `editor.text()`."""

    def __init__(self, themes: ThemeController, editor: ReplyEditor) -> None:
        super().__init__(editor)
        self._themes, self._editor = themes, editor
        self._marks: Sequence[Mark] = ()
        themes.changed.connect(self._paint)

    def show(self, marks: Sequence[Mark]) -> None:
        """Colour these ranges, in place of those before."""
        if marks or self._marks:
            self._marks = marks
            self._paint()

    def _paint(self) -> None:
        places = _Places(self._editor)
        formats = {kind: self._format(kind) for kind in ("added", "removed", "hit")}
        self._editor.setExtraSelections(
            [self._selection(mark, places, formats) for mark in self._marks]
        )

    def _format(self, kind: str) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setBackground(self._themes.colour(f"{kind}_bg"))
        look.setForeground(self._themes.colour(f"{kind}_fg"))
        return look

    def _selection(
        self, mark: Mark, places: "_Places", formats: dict[str, QTextCharFormat]
    ) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(places.of(mark.start))
        cursor.setPosition(places.of(mark.start + mark.length), QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = formats[mark.kind]
        return selection


class _Places:
    """Where a place of the text stands in the document, which breaks long lines into pieces."""

    def __init__(self, editor: ReplyEditor) -> None:
        self._last = editor.document().characterCount() - 1
        self._pieces = list(_pieces(editor))
        self._starts = [start for start, _ in self._pieces]

    def of(self, place: int) -> int:
        start, position = self._pieces[bisect_right(self._starts, place) - 1]
        return min(position + place - start, self._last)


def _pieces(editor: ReplyEditor) -> Iterator[tuple[int, int]]:
    """Give (place in the text, position in the document) where the two drift apart."""
    yield 0, 0
    text = editor.text()
    if text.count("\n") + 1 == editor.document().blockCount():
        return
    units = text.encode("utf-16-le", "surrogatepass")
    place, block = 0, editor.document().firstBlock()
    while block.next().isValid():
        place += block.length() - 1
        block = block.next()
        place += units[2 * place : 2 * place + 2] == b"\n\0"
        yield place, block.position()
