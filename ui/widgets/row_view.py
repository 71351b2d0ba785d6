"""The view of a paged table: rows by keys and pointer, and a place that stays."""

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.models.paged_table import Index, PagedTable
from ui.theme import ThemeController
from ui.widgets.row_painter import ROW_HEIGHT, RowPainter

_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class RowView(QTableView):
    """`looked(object)` gives the key that is looked at, or None; `opened(object)` one to open.

    When the rows change under it, the view keeps its place: the same key, else the same row.
    """

    looked = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        themes: ThemeController,
        model: PagedTable[Any, Any],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._place: tuple[object, int] | None = None
        self._painter = RowPainter(themes, model, self)
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(name)
        self._set_up()
        self._set_up_headers()
        model.modelAboutToBeReset.connect(self._note_place)
        model.modelReset.connect(self._return_to_place)
        model.slow.connect(self.viewport().update)
        themes.changed.connect(self.viewport().update)

    def current_key(self) -> Any:
        """Return the key of the row that is looked at; None for no row."""
        return self._rows.key(self.currentIndex().row())

    def chosen_keys(self) -> list[Any]:
        """Return the keys of the chosen rows, from the top."""
        chosen = self.selectionModel().selection()
        parts = (chosen.at(place) for place in range(chosen.count()))
        ranges = sorted((part.top(), part.bottom()) for part in parts)
        return [key for top, bottom in ranges for key in self._rows.keys[top : bottom + 1]]

    def step(self, by: int) -> None:
        """Look at a row further down, or up; stay at the ends."""
        row = self.currentIndex().row() + by
        if 0 <= row < self._rows.rowCount():
            self.look_at(row)

    def look_at(self, row: int) -> None:
        """Look at a row."""
        index = self._rows.index(row, 0)
        self.selectionModel().setCurrentIndex(index, _CHOOSE)
        self.scrollTo(index)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802  Qt's name
        super().currentChanged(current, previous)
        self._painter.current_row = current.row()
        self.looked.emit(self._rows.key(current.row()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Somebody who comes by key finds a row chosen."""
        super().focusInEvent(event)
        by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        if by_key and self._rows.rowCount() and not self.selectionModel().hasSelection():
            self.look_at(max(0, self.currentIndex().row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.current_key()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and key is not None:
            self.opened.emit(key)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        key = self._rows.key(self.rowAt(round(event.position().y())))
        if key is not None:
            self.opened.emit(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(round(event.position().y())))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def moveCursor(self, action: Any, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802
        """Rows are what one moves by: Home and End go to the first and the last of them."""
        moves = QAbstractItemView.CursorAction
        match action:
            case moves.MoveHome:
                return self._rows.index(0, 0)
            case moves.MoveEnd:
                return self._rows.index(self._rows.rowCount() - 1, 0)
            case moves.MoveLeft | moves.MoveRight:
                return self.currentIndex()
            case _:
                return super().moveCursor(action, modifiers)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802  Qt's name
        """Leave letters to the keys of the page."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        whole = self.viewport().width()
        shown = []
        for number, column in enumerate(self._rows.columns):
            self.setColumnHidden(number, whole < column.gives_way)
            if whole >= column.gives_way:
                shown.append((number, column))
        left = whole - sum(column.width for _, column in shown)
        shares = sum(column.share for _, column in shown) or 1.0
        for number, column in shown:
            width = round(left * column.share / shares) if column.share else column.width
            self.setColumnWidth(number, width)

    def _hover(self, row: int) -> None:
        before, self._painter.hovered_row = self._painter.hovered_row, row
        for one in {before, row} - {-1}:
            top = self.rowViewportPosition(one)
            self.viewport().update(0, top, self.viewport().width(), ROW_HEIGHT)

    def _note_place(self) -> None:
        self._place = self.current_key(), self.currentIndex().row()

    def _return_to_place(self) -> None:
        place, self._place = self._place, None
        self._hover(-1)
        if place is None or place[0] is None or not self._rows.rowCount():
            return
        row = self._rows.row_of(place[0])
        self.look_at(min(place[1], self._rows.rowCount() - 1) if row is None else row)

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
            header.setSelectionModel(QItemSelectionModel(self._rows, header))
