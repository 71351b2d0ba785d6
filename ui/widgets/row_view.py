"""The view of a paged table: rows by keys and pointer, and a place that stays."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.models.paged_table import PagedTable
from ui.theme import ThemeController
from ui.widgets.row_painter import RowPainter
from ui.widgets.row_table import RowTable


class RowView(RowTable):
    """When the rows change under it, it keeps its place: the same key, else the same row."""

    def __init__(
        self,
        themes: ThemeController,
        model: PagedTable[Any, Any],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        self._rows = model
        self._place: tuple[object, int] | None = None
        super().__init__(model, RowPainter(themes, model), name, parent)
        model.modelAboutToBeReset.connect(self._note_place)
        model.modelReset.connect(self._return_to_place)
        model.slow.connect(self.viewport().update)
        themes.changed.connect(self.viewport().update)

    def key_at(self, row: int) -> Any:
        """Return the key of a row; None where there is no such row."""
        return self._rows.key(row)

    def current_key(self) -> Any:
        """Return the key of the row that is looked at; None for no row."""
        return self.key_at(self.currentIndex().row())

    def chosen_keys(self) -> list[Any]:
        """Return the keys of the chosen rows, from the top."""
        ranges = self.chosen_ranges()
        return [key for top, bottom in ranges for key in self._rows.keys[top : bottom + 1]]

    def share_width(self) -> None:
        """Leave out columns that give way, and share what is left among those that have a share."""
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

    def _note_place(self) -> None:
        self._place = self.current_key(), self.currentIndex().row()

    def _return_to_place(self) -> None:
        place, self._place = self._place, None
        self.hover(-1)
        if place is None or place[0] is None or not self._rows.rowCount():
            return
        row = self._rows.row_of(place[0])
        self.look_at(min(place[1], self._rows.rowCount() - 1) if row is None else row)
