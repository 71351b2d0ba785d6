"""The first rows of an import as they would be kept."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from reviewer.domain.interaction import SourceRow
from reviewer.domain.moments import now_micros
from ui.models.moment_text import local_text
from ui.models.queue_text import confidence_text, one_line, topic_words
from ui.widgets.invisible import reveal

ROW_HEIGHT = 28
#: Rows that are shown, and rows that can be seen without scrolling.
SHOWN, SEEN = 50, 4
#: Cells begin where their heads do.
CELLS = "QTableView::item { padding: 0 5px; }"
_LONGEST = 200

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


def _written(row: SourceRow) -> str:
    return "" if row.created_at is None else local_text(row.created_at, now_micros())


_COLUMNS: Sequence[tuple[str, int, Callable[[SourceRow], str]]] = (
    ("Id", 90, lambda row: row.external_id),
    ("Customer message", 0, lambda row: row.customer_message[:_LONGEST]),
    ("AI reply", 0, lambda row: (row.ai_reply or "")[:_LONGEST]),
    ("Agent reply", 0, lambda row: (row.agent_reply or "")[:_LONGEST]),
    ("Conf.", 52, lambda row: confidence_text(row.confidence)),
    ("Feedback", 72, lambda row: row.feedback or ""),
    ("Topic", 110, lambda row: topic_words(row.topic)),
    ("Written", 104, _written),
)


class PreviewTable(QTableView):
    """Shows rows as plain text, one line each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _PreviewModel(self)
        self.setModel(self._model)
        self.setAccessibleName("The first rows as they would be kept")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setStyleSheet(CELLS)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setDefaultSectionSize(ROW_HEIGHT)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionsClickable(False)
        columns.setHighlightSections(False)
        columns.setFixedHeight(ROW_HEIGHT)
        for column, (_, width, _) in enumerate(_COLUMNS):
            mode = QHeaderView.ResizeMode.Fixed if width else QHeaderView.ResizeMode.Stretch
            columns.setSectionResizeMode(column, mode)
            if width:
                columns.resizeSection(column, width)
        self.setFixedHeight((SEEN + 1) * ROW_HEIGHT + 2)

    def show_rows(self, rows: Sequence[SourceRow]) -> None:
        """Show the first of these rows."""
        self._model.show_rows(rows[:SHOWN])


class _PreviewModel(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: Sequence[SourceRow] = ()

    def show_rows(self, rows: Sequence[SourceRow]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:  # noqa: N802  Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:  # noqa: N802  Qt's name
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        _, _, words = _COLUMNS[index.column()]
        return reveal(one_line(words(self._rows[index.row()])))

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section][0]
        return None
