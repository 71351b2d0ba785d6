"""Asks for the file that rows are written to."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

CSV, JSON = "CSV for spreadsheets (*.csv)", "JSON (*.json)"


def ask_for_file(
    page: QWidget,
    title: str,
    suggested: str,
    kinds: Sequence[str],
    write: Callable[[Path], object],
) -> None:
    """Ask for a file of one of these kinds, and call `write` with it."""
    dialog = QFileDialog(page, title, suggested)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(kinds)
    dialog.setDefaultSuffix("csv")
    dialog.filterSelected.connect(
        lambda chosen: dialog.setDefaultSuffix("json" if chosen == JSON else "csv")
    )
    dialog.fileSelected.connect(lambda path: write(Path(path)))
    dialog.open()
