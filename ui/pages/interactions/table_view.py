"""The table itself: rows by keys and pointer, and a place that stays when the rows change."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.models.interaction_cells import Column
from ui.models.interaction_table import InteractionTable
from ui.pages.interactions.cell_delegate import CellDelegate
from ui.theme import ThemeController
from ui.widgets.row_surface import ROW_HEIGHT
from ui.widgets.row_table import RowTable

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


class TableView(RowTable):
    """When the rows change under it, it keeps its place; at the top it stays at the top."""

    def __init__(
        self, themes: ThemeController, model: InteractionTable, parent: QWidget | None = None
    ) -> None:
        self._rows = model
        self._place: _Place | None = None
        super().__init__(model, CellDelegate(themes, model), "Interactions", parent)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        model.anchors = self._anchors
        model.modelAboutToBeReset.connect(self._note_place)
        model.modelReset.connect(self._return_to_place)
        model.slow.connect(self.viewport().update)
        themes.changed.connect(self.viewport().update)

    def key_at(self, row: int) -> int | None:
        """Return the row id of the interaction in a row; None where there is no such row."""
        return self._rows.row_id(row)

    def current_row_id(self) -> int | None:
        """Return the interaction that is looked at."""
        return self.key_at(self.currentIndex().row())

    def chosen_ids(self, most: int) -> tuple[Sequence[int], int]:
        """Return the first chosen interactions from the top, and how many are chosen in all."""
        ranges = self.chosen_ranges()
        total = sum(last - first + 1 for first, last in ranges)
        ids: list[int] = []
        for first, last in ranges:
            ids.extend(self._rows.row_ids(first, min(last, first + most - len(ids) - 1)))
        return ids, total

    def share_width(self) -> None:
        """Leave out columns that give way; message and reply share what is left."""
        whole = self.viewport().width()
        for column, least in GIVE_WAY.items():
            self.setColumnHidden(column, whole < least)
        fixed = sum(WIDTHS[c] for c in WIDTHS if not self.isColumnHidden(c))
        alone = self.isColumnHidden(Column.REPLY)
        for column, share in _SHARES.items():
            self.setColumnWidth(column, round((whole - fixed) * (1.0 if alone else share)))

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
        self.hover(-1)
        if place is None:
            return
        top = None if place.top is None else self._rows.row_of(place.top)
        current = None if place.current is None else self._rows.row_of(place.current)
        if current is not None:
            self.choose(current)
        self.verticalScrollBar().setValue(0 if top is None else top * ROW_HEIGHT + place.cut_off)
