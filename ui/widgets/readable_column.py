"""A column of a comfortable width in the middle of a page, a little above its centre."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

WIDTH = 400


def readable_column(page: QWidget) -> QVBoxLayout:
    """Lays a page out and gives the column back, to be filled; long words wrap inside it."""
    middle = QWidget(page)
    middle.setFixedWidth(WIDTH)
    column = QVBoxLayout(middle)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    rows = QVBoxLayout()
    rows.addStretch(2)
    rows.addWidget(middle)
    rows.addStretch(3)
    sides = QHBoxLayout(page)
    sides.addStretch(1)
    sides.addLayout(rows)
    sides.addStretch(1)
    return column
