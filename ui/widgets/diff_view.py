"""Two texts side by side with their changed words marked, or as one text."""

from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import islice

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from reviewer.domain.diff import Diff, Span, utf16_spans, word_diff
from ui.theme import ThemeController
from ui.widgets.editor_marks import EditorMarks
from ui.widgets.plain_text_pane import PlainTextPane
from ui.widgets.plain_text_view import Mark, MarkKind
from ui.widgets.reply_editor import ReplyEditor
from ui.widgets.section_header import SectionHeader

#: More changes than this are not marked: nobody reads them, and Qt paints each by itself.
MOST_MARKS = 1_000

#: Below this similarity a mark would be nearly everything, and tell nothing.
LEAST_SIMILARITY = 0.1

_NOTHING = word_diff("", "")
_MARGIN, _GAP = 16, 8


class DiffMode(Enum):
    """How changes are shown."""

    MARKED = "side by side, changes marked"
    PLAIN = "side by side"
    UNIFIED = "one text"

    def next(self) -> "DiffMode":
        """Return the mode that follows, round and round."""
        modes = list(DiffMode)
        return modes[(modes.index(self) + 1) % len(modes)]


class DiffView(QStackedWidget):
    """A text to read on the left, one to edit on the right, and what was changed between them.

    The headers of both sides and of the one text have room for badges and buttons. The view does
    not compare: whoever sets the texts, or hears of an edit, gives the diff by `show_diff`.

    `alone` leaves out the left text and all headers: for where the left one is shown already.
    """

    mode_changed = Signal(object)

    def __init__(
        self,
        themes: ThemeController,
        left: str,
        right: str,
        parent: QWidget | None = None,
        *,
        alone: bool = False,
    ) -> None:
        super().__init__(parent)
        self._mode, self._diff = DiffMode.MARKED, _NOTHING
        self.left_header, self.right_header = SectionHeader(left, self), SectionHeader(right, self)
        self.one_header = SectionHeader(f"{left} → {right}", self)
        self.left = PlainTextPane(themes, left, framed=True, parent=self)
        self.right = ReplyEditor(themes, right, self)
        self.one = PlainTextPane(
            themes, f"{left} and {right} as one text", framed=True, parent=self
        )
        self._marks = EditorMarks(themes, self.right)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self._sides = (
            _side(self.left_header, self.left),
            _side(self.right_header, self.right),
            _side(self.one_header, self.one),
        )
        for number, side in enumerate(self._sides[:2]):
            self.splitter.addWidget(side)
            self.splitter.setStretchFactor(number, 1)
        self.addWidget(self.splitter)
        self.addWidget(self._sides[2])
        if alone:
            self._stand_alone()

    @property
    def mode(self) -> DiffMode:
        """Return how changes are shown."""
        return self._mode

    def set_mode(self, mode: DiffMode) -> None:
        """Show changes in another way."""
        self._mode = mode
        self.setCurrentIndex(1 if mode is DiffMode.UNIFIED else 0)
        self._show()
        self.mode_changed.emit(mode)

    def show_diff(self, diff: Diff | None) -> None:
        """Mark the changes between the texts as they are; None where there is nothing to compare.

        A text that is longer than the diff's is marked as far as the diff goes. Where next to
        nothing is in common, the left header says that instead.
        """
        self._diff = diff or _NOTHING
        self._show()

    def _show(self) -> None:
        match self._mode:
            case DiffMode.MARKED:
                self._mark_sides(self._diff if self._tells() else _NOTHING)
            case DiffMode.PLAIN:
                self._mark_sides(_NOTHING)
            case DiffMode.UNIFIED:
                whole = self._diff.as_one_text()
                self.one.set_text(whole.text)
                self.one.set_marks(marks_of(whole.text, whole.spans, deleted="struck"))

    def _mark_sides(self, diff: Diff) -> None:
        self.left.set_marks(marks_of(diff.old, diff.old_spans()))
        self._marks.show(marks_of(diff.new, diff.new_spans()))
        self.left_header.set_detail("" if self._tells() else "entirely different")

    def _stand_alone(self) -> None:
        for part in (self._sides[0], self.right_header, self.one_header):
            part.hide()
        for side in self._sides[1:]:
            side.setContentsMargins(-_MARGIN, -_GAP, -_MARGIN, -_GAP)

    def _tells(self) -> bool:
        """Tell whether the texts have enough in common for marks to say anything."""
        return self._diff.similarity >= LEAST_SIMILARITY


def marks_of(text: str, spans: Iterable[Span], deleted: MarkKind = "removed") -> Sequence[Mark]:
    """Return the changed spans of a text (in code points) as marks (in UTF-16 units)."""
    changed = islice((span for span in spans if span.changed), MOST_MARKS)
    return tuple(
        Mark(start, length, deleted if kind == "delete" else "added")
        for start, length, kind in utf16_spans(text, changed)
    )


def _side(header: SectionHeader, text: QWidget) -> QWidget:
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(_MARGIN, _GAP, _MARGIN, _GAP)
    column.setSpacing(4)
    column.addWidget(header)
    column.addWidget(text, 1)
    return side
