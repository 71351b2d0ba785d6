"""One's own decisions by topic or by version, one line each."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from reviewer.domain.day import Tally
from reviewer.domain.review import Decision
from ui.models.queue_text import topic_words
from ui.widgets.invisible import reveal

DECISIONS = (Decision.AI_GOOD, Decision.AGENT_BETTER, Decision.EDITED, Decision.AI_BAD)
_HEIGHT = 232
_ROW = 26


class TallyTable(QTableWidget):
    """`kind` is what a line is of, such as “Topic”. Shares are of one's own verdicts."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        heads = [kind, "Decided", *(decision.label for decision in DECISIONS), "Share bad"]
        super().__init__(0, len(heads), parent)
        self._kind = kind
        for column, head in enumerate(heads):
            self.setHorizontalHeaderItem(column, _item(head, number=column > 0))
        self.setAccessibleName(f"Your decisions by {kind.lower()}")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFixedHeight(_HEIGHT)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def show_tallies(self, tallies: Sequence[Tally]) -> None:
        """List the tallies, as they are ordered."""
        self.setRowCount(len(tallies))
        for row, tally in enumerate(tallies):
            for column, text in enumerate(self._cells(tally)):
                self.setItem(row, column, _item(text, number=column > 0))

    def _cells(self, tally: Tally) -> Iterator[str]:
        yield reveal(topic_words(tally.value)) or f"No {self._kind.lower()}"
        yield f"{tally.total:,}"
        for decision in DECISIONS:
            count = tally.decisions.get(decision, 0)
            yield f"{count:,}" if count else "–"
        yield "–" if tally.share_bad is None else f"{tally.share_bad:.0%}"


def _item(text: str, *, number: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item
