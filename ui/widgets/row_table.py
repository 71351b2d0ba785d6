"""A table whose rows are what one looks at: by keys, by pointer, with one surface under each."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.widgets.row_surface import ROW_HEIGHT, RowSurface

Index = QModelIndex | QPersistentModelIndex
_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class RowTable(QTableView):
    """`looked(object)` gives the key that is looked at, or None; `opened(object)` one to open.

    Whoever makes one of it says what the key of a row is and how the columns share the width, and
    keeps the place where the rows change.
    """

    looked = Signal(object)
    opened = Signal(object)

    def __init__(
        self, model: QAbstractTableModel, surface: RowSurface, name: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._surface = surface
        surface.setParent(self)
        self.setModel(model)
        self.setItemDelegate(surface)
        self.setAccessibleName(name)
        self._set_up()
        self._set_up_headers()

    def key_at(self, row: int) -> Any:
        """Return the key of a row; None where there is no such row."""
        raise NotImplementedError

    def share_width(self) -> None:
        """Give each column its part of the width there is."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """Look at a row further down, or up; stay at the ends."""
        row = self.currentIndex().row() + by
        if 0 <= row < self.model().rowCount():
            self.look_at(row)

    def look_at(self, row: int) -> None:
        """Look at a row."""
        self.choose(row)
        self.scrollTo(self.currentIndex())

    def choose(self, row: int) -> None:
        """Look at a row, wherever it is."""
        self.selectionModel().setCurrentIndex(self.model().index(row, 0), _CHOOSE)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802  Qt's name
        super().currentChanged(current, previous)
        self._surface.current_row = current.row()
        self.looked.emit(self.key_at(current.row()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Somebody who comes by key finds a row chosen."""
        super().focusInEvent(event)
        by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        if by_key and self.model().rowCount() and not self.selectionModel().hasSelection():
            self.look_at(max(0, self.currentIndex().row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.key_at(self.currentIndex().row())
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and key is not None:
            self.opened.emit(key)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        key = self.key_at(self.rowAt(round(event.position().y())))
        if key is not None:
            self.opened.emit(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.hover(self.rowAt(round(event.position().y())))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self.hover(-1)
        return super().viewportEvent(event)

    def moveCursor(self, action: Any, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802
        """Rows are what one moves by: Home and End go to the first and the last of them."""
        moves = QAbstractItemView.CursorAction
        match action:
            case moves.MoveHome:
                return self.model().index(0, 0)
            case moves.MoveEnd:
                return self.model().index(self.model().rowCount() - 1, 0)
            case moves.MoveLeft | moves.MoveRight:
                return self.currentIndex()
            case _:
                return super().moveCursor(action, modifiers)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802  Qt's name
        """Leave letters to the keys of the page."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_width()

    def hover(self, row: int) -> None:
        """Show that the pointer is on a row; -1 for none."""
        before, self._surface.hovered_row = self._surface.hovered_row, row
        for one in {before, row} - {-1}:
            top = self.rowViewportPosition(one)
            self.viewport().update(0, top, self.viewport().width(), ROW_HEIGHT)

    def chosen_ranges(self) -> list[tuple[int, int]]:
        """Return the chosen rows as first and last of each stretch, from the top."""
        chosen = self.selectionModel().selection()
        parts = (chosen.at(place) for place in range(chosen.count()))
        return sorted((part.top(), part.bottom()) for part in parts)

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(ROW_HEIGHT)

    def _set_up_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setMinimumSectionSize(40)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setFixedHeight(32)
        columns.setSectionsClickable(False)
        columns.setHighlightSections(False)
        for header in (rows, columns):
            # A header looks at each row of a selection; one of its own is empty and quick.
            header.setSelectionModel(QItemSelectionModel(self.model(), header))
