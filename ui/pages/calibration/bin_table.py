"""The bins in figures, to read, to copy, and to choose one from."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QWidget,
)

from reviewer.domain.calibration import Bin
from reviewer.domain.spreadsheet import tab_separated
from ui.pages.calibration.words import HEADS, bin_sentence, cells

_ROW = 24
_CELLS = "QTableView::item { padding: 0 8px; }"
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class BinTable(QTableView):
    """`chosen(int)` gives the row that is current, `opened(int)` the one that was asked for."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bins = _BinModel(self)
        self.setModel(self._bins)
        self._set_up()
        self.selectionModel().currentRowChanged.connect(lambda now: self.chosen.emit(now.row()))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def show_bins(self, bins: Sequence[Bin]) -> None:
        """Show these bins, the lowest first; the current row stays."""
        current = max(self.currentIndex().row(), 0)
        self._bins.show_bins(bins)
        self.setFixedHeight((len(bins) + 1) * _ROW + 2)
        self.choose(min(current, len(bins) - 1))

    def choose(self, row: int) -> None:
        """Make a row current."""
        if row != self.currentIndex().row():
            self.setCurrentIndex(self._bins.index(row, 0))

    def text(self) -> str:
        """All rows below their heads, for a spreadsheet."""
        rows = (cells(one) for one in self._bins.bins)
        return "\n".join(tab_separated(list(row)) for row in (HEADS, *rows))

    def copy(self) -> None:
        """Put all rows on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _set_up(self) -> None:
        self.setAccessibleName("Bins of confidence")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setStyleSheet(_CELLS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        below, across = self.verticalHeader(), self.horizontalHeader()
        below.hide()
        below.setMinimumSectionSize(_ROW)
        below.setDefaultSectionSize(_ROW)
        across.setSectionsClickable(False)
        across.setHighlightSections(False)
        across.setFixedHeight(_ROW)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)


class _BinModel(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.bins: tuple[Bin, ...] = ()

    def show_bins(self, bins: Sequence[Bin]) -> None:
        self.beginResetModel()
        self.bins = tuple(bins)
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:  # noqa: N802  Qt's name
        return 0 if parent.isValid() else len(self.bins)

    def columnCount(self, parent: Index = _TOP) -> int:  # noqa: N802  Qt's name
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cells(self.bins[index.row()])[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                return bin_sentence(self.bins[index.row()])
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if index.column() else _LEFT
        return None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section else _LEFT
        return None
