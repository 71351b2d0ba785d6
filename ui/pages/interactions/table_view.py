"""The table itself: rows by keys and pointer, and a place that stays when the rows change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.models.interaction_cells import Column
from ui.models.interaction_table import Index, InteractionTable
from ui.pages.interactions.cell_delegate import ROW_HEIGHT, CellDelegate
from ui.theme import ThemeController

#: Widths in pixels; message and reply share what is left.
WIDTHS = {
    Column.TIME: 110,
    Column.TOPIC: 140,
    Column.VERSION: 64,
    Column.CHANNEL: 80,
    Column.CONFIDENCE: 56,
    Column.FEEDBACK: 76,
    Column.STATE: 116,
}
#: Columns that give way where the view is narrower than so many pixels.
GIVE_WAY = {
    Column.CHANNEL: 1040,
    Column.REPLY: 940,
    Column.VERSION: 820,
    Column.FEEDBACK: 740,
    Column.TOPIC: 640,
}
_SHARES = {Column.MESSAGE: 0.54, Column.REPLY: 0.46}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where somebody was: the row looked at, the row at the top, and how far that is cut off."""

    current: int | None
    top: int | None
    cut_off: int


class TableView(QTableView):
    """`looked(object)` gives the row id that is looked at, or None; `opened(int)` one to open.

    When the rows change under it, the view keeps its place; at the top it stays at the top.
    """

    looked = Signal(object)
    opened = Signal(int)

    def __init__(
        self, themes: ThemeController, model: InteractionTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._place: _Place | None = None
        self._delegate = CellDelegate(themes, model, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self._set_up()
        self._set_up_headers()
        model.anchors = self._anchors
        model.modelAboutToBeReset.connect(self._note_place)
        model.modelReset.connect(self._return_to_place)
        model.slow.connect(self.viewport().update)
        themes.changed.connect(self.viewport().update)

    def current_row_id(self) -> int | None:
        """Return the interaction that is looked at."""
        return self._rows.row_id(self.currentIndex().row())

    def chosen_ids(self, most: int) -> tuple[Sequence[int], int]:
        """Return the first chosen interactions from the top, and how many are chosen in all."""
        chosen = self.selectionModel().selection()
        parts = (chosen.at(place) for place in range(chosen.count()))
        ranges = sorted((part.top(), part.bottom()) for part in parts)
        total = sum(last - first + 1 for first, last in ranges)
        ids: list[int] = []
        for first, last in ranges:
            ids.extend(self._rows.row_ids(first, min(last, first + most - len(ids) - 1)))
        return ids, total

    def step(self, by: int) -> None:
        """Look at a row further down, or up; stay at the ends."""
        row = self.currentIndex().row() + by
        if 0 <= row < self._rows.rowCount():
            self.look_at(row)

    def look_at(self, row: int) -> None:
        """Look at a row."""
        index = self._rows.index(row, Column.TIME)
        self.selectionModel().setCurrentIndex(index, _CHOOSE)
        self.scrollTo(index)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802  Qt's name
        super().currentChanged(current, previous)
        self._delegate.current_row = current.row()
        self.looked.emit(self._rows.row_id(current.row()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Somebody who comes by key finds a row chosen."""
        super().focusInEvent(event)
        by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        if by_key and self._rows.rowCount() and not self.selectionModel().hasSelection():
            self.look_at(max(0, self.currentIndex().row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row_id = self.current_row_id()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row_id is not None:
            self.opened.emit(row_id)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row_id = self._rows.row_id(self.rowAt(round(event.position().y())))
        if row_id is not None:
            self.opened.emit(row_id)

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
                return self._rows.index(0, Column.TIME)
            case moves.MoveEnd:
                return self._rows.index(self._rows.rowCount() - 1, Column.TIME)
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
        for column, least in GIVE_WAY.items():
            self.setColumnHidden(column, whole < least)
        fixed = sum(WIDTHS[c] for c in WIDTHS if not self.isColumnHidden(c))
        alone = self.isColumnHidden(Column.REPLY)
        for column, share in _SHARES.items():
            self.setColumnWidth(column, round((whole - fixed) * (1.0 if alone else share)))

    def _hover(self, row: int) -> None:
        before, self._delegate.hovered_row = self._delegate.hovered_row, row
        for one in {before, row} - {-1}:
            top = self.rowViewportPosition(one)
            self.viewport().update(0, top, self.viewport().width(), ROW_HEIGHT)

    def _anchors(self) -> tuple[int, ...]:
        rows = (self.currentIndex().row(), self._top_row())
        ids = (self._rows.row_id(row) for row in rows)
        return tuple(row_id for row_id in ids if row_id is not None)

    def _top_row(self) -> int:
        """Return the row at the top; -1 where nothing has been scrolled."""
        return self.rowAt(0) if self.verticalScrollBar().value() > 0 else -1

    def _note_place(self) -> None:
        top = self._top_row()
        cut_off = -self.rowViewportPosition(top) if top >= 0 else 0
        self._place = _Place(self.current_row_id(), self._rows.row_id(top), cut_off)

    def _return_to_place(self) -> None:
        place, self._place = self._place, None
        self._hover(-1)
        if place is None:
            return
        top = None if place.top is None else self._rows.row_of(place.top)
        current = None if place.current is None else self._rows.row_of(place.current)
        if current is not None:
            index = self._rows.index(current, Column.TIME)
            self.selectionModel().setCurrentIndex(index, _CHOOSE)
        self.verticalScrollBar().setValue(0 if top is None else top * ROW_HEIGHT + place.cut_off)

    def _set_up(self) -> None:
        self.setAccessibleName("Interactions")
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
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        for header in (rows, columns):
            # A header looks at each row of a selection; one of its own is empty and quick.
            header.setSelectionModel(QItemSelectionModel(self._rows, header))


_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
