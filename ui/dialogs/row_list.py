"""A list of rows that need a look: where each stands, what is wrong, and the row itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QPushButton,
    QTableView,
    QWidget,
)

from ui.dialogs.frame import DialogFrame
from ui.dialogs.preview_table import CELLS
from ui.fonts import mono_font
from ui.theme import ThemeController
from ui.widgets.invisible import reveal
from ui.widgets.plain_text_pane import PlainTextPane

WIDTH = 820
_ROW, _SEEN, _TEXT_HEIGHT = 28, 9, 150
_HEADS = ("Place", "Reason", "What is wrong")
_WIDTHS = (110, 150)

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row: its place in the file or source, why it is listed, and its text."""

    place: str
    reason: str
    detail: str
    text: str


class RowListDialog(DialogFrame):
    """Lists rows; the text of the chosen one stands below and can be copied, or all of them."""

    def __init__(
        self,
        themes: ThemeController,
        title: str,
        sentence: str,
        rows: Sequence[ListedRow],
        *,
        parent: QWidget,
    ) -> None:
        super().__init__(themes, title, "scroll-text", parent, width=WIDTH)
        self._rows = rows
        self.say(sentence, tone="muted")
        self.list = _List(rows, self)
        self.column.addWidget(self.list)
        self.pane = PlainTextPane(
            themes, "The row as it came", most_height=_TEXT_HEIGHT, framed=True, parent=self
        )
        self.pane.view.document().setDefaultFont(mono_font(12))
        self.column.addWidget(self.pane)
        self.copy_row = self._button("Copy row", self.copy_chosen)
        self.copy_all = self._button("Copy all", self._copy_all)
        self.close_button = QPushButton("Close", self)
        self.close_button.clicked.connect(self.accept)
        self.end_with(self.close_button, aside=[self.copy_row, self.copy_all])
        self.list.selectionModel().currentRowChanged.connect(self._show_row)
        self.list.selectRow(0)
        self.list.setFocus()

    def copy_chosen(self) -> None:
        """Put the chosen row's text on the clipboard."""
        row = self.list.currentIndex().row()
        if row >= 0:
            QGuiApplication.clipboard().setText(self._rows[row].text)
            self.copy_row.setText("Copied")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        else:
            super().keyPressEvent(event)

    def _button(self, title: str, clicked: Any) -> QPushButton:
        button = QPushButton(title, self)
        button.setAutoDefault(False)
        button.clicked.connect(clicked)
        return button

    def _show_row(self, current: Index) -> None:
        self.copy_row.setText("Copy row")
        self.pane.set_text(self._rows[current.row()].text if current.isValid() else "")
        self.fit()

    def _copy_all(self) -> None:
        lines = (
            f"{row.place}\t{row.reason}\t{_one_line(row.detail)}\n{row.text}" for row in self._rows
        )
        QGuiApplication.clipboard().setText("\n\n".join(lines))
        self.copy_all.setText("Copied")


class _List(QTableView):
    def __init__(self, rows: Sequence[ListedRow], parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(_ListModel(rows, self))
        self.setAccessibleName("Rows")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setStyleSheet(CELLS)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        below, across = self.verticalHeader(), self.horizontalHeader()
        below.hide()
        below.setDefaultSectionSize(_ROW)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setSectionsClickable(False)
        across.setHighlightSections(False)
        across.setFixedHeight(_ROW)
        across.setSectionResizeMode(len(_HEADS) - 1, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS):
            across.resizeSection(column, width)
        self.setFixedHeight((min(_SEEN, max(3, len(rows))) + 1) * _ROW + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave copying to the dialog: it copies the row, not a cell."""
        if event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        else:
            super().keyPressEvent(event)


class _ListModel(QAbstractTableModel):
    def __init__(self, rows: Sequence[ListedRow], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows

    def rowCount(self, parent: Index = _TOP) -> int:  # noqa: N802  Qt's name
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _TOP) -> int:  # noqa: N802  Qt's name
        return 0 if parent.isValid() else len(_HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self._rows[index.row()]
        return reveal(_one_line((row.place, row.reason, row.detail)[index.column()]))

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None


def _one_line(text: str) -> str:
    return " ".join(text.split())
